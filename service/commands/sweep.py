"""`helpline sweep`: the process that goes by the clock."""

import click

from service.supervision import die_with_parent


@click.command()
def command() -> None:
    """Go by the clock: hand on wake-ups, look at what is due."""
    die_with_parent()
    from workers.sweep import main

    main()
