"""`helpline check`: settings, content and the store, every problem at once with a hint."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from service.adapters.hours_file import HoursError, load_hours
from service.adapters.phrase_files import PhraseFileError, load_understander
from service.adapters.redis_durability import store_problems
from service.adapters.word_files import ContentError, load_wording
from service.domain.content_rules import content_problems
from service.domain.facts import LANGUAGES
from service.settings import Settings, SettingsError, load_settings
from service.supervision.readiness import store_answers
from service.supervision.spare_store import spare_store
from service.wiring import wording_of

QUIT = "stop_quit_end_cancel"
ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--content", "only_content", is_flag=True, help="Only the words, facts and hours.")
def command(only_content: bool) -> None:
    """Look over settings, content and the store; list every problem."""
    problems = list(_content())
    if not only_content:
        problems = [*_settings_and_store(), *problems]
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        click.echo(f"{len(problems)} found; the helpline is not fit to run like this.")
        sys.exit(1)
    if not only_content:
        _say_what_to_set_at_twilio()
    click.echo("All is well: " + ("content." if only_content else "settings, content, store."))


def _settings_and_store() -> Iterator[str]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield from map(str, error.problems)
        yield "store: not looked at, since the settings are not complete."
        return
    with _store_of(settings):
        for what, hint in store_problems(settings.redis_url):
            yield f"store: {what}. {hint}"


def _say_what_to_set_at_twilio() -> None:
    """Twilio may answer HELP, STOP and START itself: then it should say what we would say."""
    settings = load_settings()
    wording = wording_of(settings)
    click.echo("To set at Twilio as its own answers (Messaging, Opt-Out Management):")
    for word, key in (
        ("HELP", "help"),
        ("STOP", "stop"),
        ("QUIT, END, CANCEL", QUIT),
        ("START", "start"),
    ):
        for language in LANGUAGES:
            click.echo(f"  {word} ({language}): {wording.sms(key, language)}")
    answers = "Twilio answers them" if settings.twilio_handles_keywords else "we answer them"
    click.echo(f"  TWILIO_HANDLES_KEYWORDS now says that {answers}.")


def _store_of(settings: Settings) -> contextlib.AbstractContextManager[None]:
    """The embedded store runs only while the helpline does; otherwise start it to look."""
    if settings.uses_embedded_store and not store_answers(settings.embedded_socket):
        return spare_store(settings)
    return contextlib.nullcontext()


def _content() -> Iterator[str]:
    try:
        yield from map(str, content_problems(load_wording(ROOT)))
    except ContentError as error:
        yield from error.problems
    try:
        load_understander(ROOT)
    except PhraseFileError as error:
        yield str(error)
    try:
        load_hours(ROOT / "config" / "hours.toml")
    except HoursError as error:
        yield str(error)
