"""`helpline simulator`: Twilio and phones, played on this machine (demo mode only)."""

import click

from service.settings import Settings, load_settings
from service.supervision import die_with_parent


@click.command()
def command() -> None:
    """Play Twilio and phones (demo mode only)."""
    die_with_parent()
    settings = load_settings()
    if not settings.is_demo:
        raise click.ClickException("The simulator plays in demo mode only.")
    play(settings)


def play(settings: Settings) -> None:
    """Hand the simulator what it must know; it reads no settings of ours itself."""
    from service.simulator.main import serve
    from service.simulator.options import Options

    serve(
        Options(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token,
            webhook_url=f"http://127.0.0.1:{settings.port}",
            public_url=settings.public_url,
            number=settings.number,
            port=settings.simulator_port,
            speed=settings.simulator_speed,
        )
    )
