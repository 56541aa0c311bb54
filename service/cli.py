"""The command `helpline`: one table of words, each importing its own code only when called."""

import importlib
import sys

import click

COMMANDS = {
    "run": "Run the whole helpline and keep it running.",
    "web": "Answer webhooks, the console and the API.",
    "worker": "Work one queue: calls, texts or records.",
    "sweep": "Go by the clock: hand on wake-ups, look at what is due.",
    "store": "Be the embedded store of this data directory.",
    "simulator": "Play Twilio and phones (demo mode only).",
    "explain": "Say how texts are understood; JSON lines in, JSON lines out.",
    "callbacks": "List callbacks.",
    "stats": "Show figures of a range of days.",
    "report": "Show a month for funders, without small counts.",
    "staffing": "Say how many to roster, by the measured load.",
    "check": "Look over settings, content and the store; list every problem.",
    "health": "Say whether a process does its work, for healthchecks.",
    "specialist": "Add and list those who call people back.",
    "token": "Make, list and revoke tokens for the API.",
    "person": "Export or erase what is kept about a number.",
    "keys": "Put what is kept under a new data key.",
    "audit": "Verify that the audit trail is whole.",
    "hours": "Show or check opening hours and shifts.",
    "roster": "List planned shifts and the holes between them.",
    "close": "Close for new callers now, say why, forward calls.",
    "open": "End what `close` began.",
    "block": "Serve a number in a crisis only, for a while.",
    "unblock": "Serve a number again.",
    "missed": "List calls that reached nobody here.",
    "blocked": "List whom we do not serve for now.",
    "eval": "Measure the understanding of texts on a labelled file.",
}


class LazyGroup(click.Group):
    """A group whose commands live in `service.commands`, one module each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"service.commands.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the table as it stands: help must not import all of the helpline."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup)
def helpline() -> None:
    """An SMS and voice helpline: facts by text, specialists by phone.

    Settings come from the environment, see config/example.env. Without HELPLINE_MODE it
    is a demo.
    """


def main() -> None:
    """Run the command line; what keeps us from starting is said in words, exit status 1."""
    try:
        helpline(prog_name="helpline")
    except Exception as error:
        if not isinstance(error, _said_in_words()):
            raise
        click.echo(error, err=True)
        sys.exit(1)


def _said_in_words() -> tuple[type[Exception], ...]:
    """Name the errors whose message is for the person who typed the command."""
    from service.settings import SettingsError
    from service.supervision.errors import CannotStart

    return (SettingsError, CannotStart)


if __name__ == "__main__":
    main()
