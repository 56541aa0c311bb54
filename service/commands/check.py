"""`helpline check`: settings, content and the store, every problem at once with a hint."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from service.actions.troubles import troubles
from service.adapters.crisis_lines_file import CrisisLinesError, load_crisis_lines
from service.adapters.hours_file import HoursError, load_hours
from service.adapters.phrase_files import PhraseFileError, load_understander
from service.adapters.redis_durability import store_problems
from service.adapters.redis_users import user_problems
from service.adapters.referrals_file import ReferralsError, load_referrals
from service.adapters.sign_files import sign_problems
from service.adapters.word_files import ContentError, load_wording
from service.domain.calling_hours import EARLIEST, LATEST
from service.domain.content_rules import content_problems
from service.domain.errors import TryLater
from service.domain.facts import LANGUAGES
from service.settings import Settings, SettingsError, load_settings
from service.settings.store_users import ADDRESS_OF, ROLES
from service.supervision.readiness import store_answers
from service.supervision.spare_store import spare_store
from service.wiring import data_keys, patient_link, prompts_of, record_ports, wording_of

QUIT = "stop_quit_end_cancel"
WEBHOOKS = (
    ("messages", "/sms/inbound"),
    ("messages, when that fails", "/sms/fallback"),
    ("calls", "/voice/inbound"),
    ("calls, when that fails", "/voice/fallback"),
    ("call status", "/voice/status"),
)
ROOT = Path(__file__).resolve().parents[2]
HOURS = ROOT / "config" / "hours.toml"


@click.command()
@click.option("--content", "only_content", is_flag=True, help="Only the words, facts and hours.")
def command(only_content: bool) -> None:
    """Look over settings, content and the store; list every problem."""
    problems = list(_content())
    settings = None
    if not only_content:
        try:
            settings = load_settings()
            problems = [*_store(settings), *problems]
        except SettingsError as error:
            problems = [*map(str, error.problems), *problems]
    for problem in problems:
        click.echo(f"- {problem}")
    if not only_content and settings is None:
        click.echo("The store was not looked at, since the settings are not complete.")
    if problems:
        click.echo(f"{len(problems)} found; the helpline is not fit to run like this.")
        sys.exit(1)
    _say_when_people_are_called()
    if settings is not None:
        _say_what_to_set_at_twilio(settings)
        _say_how_calls_sound(settings)
        _say_who_signs_in(settings)
        _say_what_needs_an_old_key(settings)
    click.echo("All is well: " + ("content." if only_content else "settings, content, store."))


def _store(settings: Settings) -> Iterator[str]:
    with _store_of(settings):
        found = list(store_problems(settings.redis_url))
        for what, hint in found:
            yield f"store: {what}. {hint}"
        if not found:
            yield from _what_ails(settings)
        for role in ROLES:
            if getattr(settings, f"redis_url_{role}") is not None:
                for what, hint in user_problems(role, settings.redis_url_for(role)):
                    yield f"store: {what}. {hint}"


def _what_ails(settings: Settings) -> list[str]:
    """What the service has noticed: of the way to it, and of its account at Twilio."""
    try:
        ports, link = record_ports(settings)
    except (ContentError, HoursError, CrisisLinesError, ReferralsError):
        return []  # told elsewhere
    with contextlib.closing(link), contextlib.suppress(TryLater):
        return [f"running: {each}" for each in troubles(ports)]
    return []


def _say_when_people_are_called() -> None:
    """Hours wider than the rule for sales calls may be right, as our calls are asked for."""
    calling = load_hours(HOURS).calling
    if calling.is_wide:
        click.echo(
            f"To look at: config/hours.toml lets people be called from {calling.opens:%H:%M} to"
            f" {calling.closes:%H:%M} on their own clock; 47 CFR 64.1200(c)(1) names"
            f" {EARLIEST:%H:%M} to {LATEST:%H:%M}, some states less."
        )


def _say_what_to_set_at_twilio(settings: Settings) -> None:
    """Twilio may answer HELP, STOP and START itself: then it should say what we would say."""
    wording = wording_of(settings)
    click.echo("To set at Twilio for the number:")
    for what, path in WEBHOOKS:
        click.echo(f"  {what}: {settings.public_url}{path}")
    if settings.url_prefix:
        click.echo(f"  A proxy may strip {settings.url_prefix} or hand it on: both are answered.")
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


def _say_how_calls_sound(settings: Settings) -> None:
    """The voices, the recordings by a person, and whether callers may leave a message."""
    click.echo(f"Voices: English {settings.voice_en}, Spanish {settings.voice_es}.")
    for name in settings.refused_voices:
        click.echo(f"  {name} is not on Twilio's HIPAA list; production would refuse it.")
    wording = wording_of(settings)
    prompts = prompts_of(wording)
    click.echo(f"Prompts recorded by a person: {len(prompts.files)}; the rest is spoken.")
    for each in prompts.to_record_anew(wording):
        click.echo(f"  record anew when that setting changes: {each}")
    days = "day" if settings.voicemail_days == 1 else "days"
    kept = f", deleted at Twilio after {settings.voicemail_days} {days}"
    click.echo(f"Voicemail: {settings.voicemail}{'' if settings.voicemail == 'off' else kept}.")


def _say_who_signs_in(settings: Settings) -> None:
    """Whether a web process that was taken over could write jobs for the workers."""
    shared = [
        ADDRESS_OF[role] for role in ROLES if settings.redis_url_for(role) == settings.redis_url
    ]
    if shared:
        click.echo(f"Store users: not set are {', '.join(shared)}; these processes share one.")
    else:
        click.echo("Store users: web, worker and sweep, each tried with its own rights.")


def _say_what_needs_an_old_key(settings: Settings) -> None:
    """A key is taken out of HELPLINE_DATA_KEYS only when nothing needs it any more."""
    if len(settings.data_keys) == 1:
        return
    try:
        found = data_keys(settings, patient_link(settings)).count()
    except TryLater:
        click.echo("Data keys: not counted, the store runs with the helpline only.")
    else:
        click.echo(f"Data keys: {found.old} records are under an older data key.")


def _store_of(settings: Settings) -> contextlib.AbstractContextManager[None]:
    """The embedded store runs only while the helpline does; otherwise start it to look."""
    if settings.uses_embedded_store and not store_answers(settings.embedded_socket):
        return spare_store(settings)
    return contextlib.nullcontext()


def _content() -> Iterator[str]:
    try:
        wording = load_wording(ROOT)
        yield from map(str, content_problems(wording))
        yield from prompts_of(wording).problems
    except ContentError as error:
        yield from error.problems
    try:
        load_understander(ROOT)
        yield from sign_problems(ROOT / "config" / "signs")
    except PhraseFileError as error:
        yield str(error)
    try:
        load_hours(HOURS)
    except HoursError as error:
        yield str(error)
    try:
        load_referrals(ROOT / "config" / "referrals.toml")
    except ReferralsError as error:
        yield str(error)
    try:
        load_crisis_lines(ROOT / "config" / "crisis_lines.toml")
    except CrisisLinesError as error:
        yield str(error)
