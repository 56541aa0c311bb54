"""Which settings fit together: what production refuses, and what demo mode refuses.

Each rule takes finished settings and returns what is wrong with them, never a value.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from service.settings.demo import MADE_ONCE, WORDS
from service.settings.model import Settings
from service.settings.problems import Problem

# Both sentences share one text message, and these are what its other words leave.
WHO_LIMIT_EN = 73
WHO_LIMIT_ES = 63
MUST_NOT_BE_DEMO = (
    "HELPLINE_WHO_ANSWERS",
    "HELPLINE_WHO_PAYS",
    "HELPLINE_WHO_ANSWERS_ES",
    "HELPLINE_WHO_PAYS_ES",
)
FIELD_OF = {str(field.alias): name for name, field in Settings.model_fields.items()}


def problems_with(settings: Settings) -> list[Problem]:
    """Return everything that these settings get wrong together."""
    rules = _demo_rules if settings.is_demo else _production_rules
    return [*_common_rules(settings), *rules(settings)]


def _common_rules(settings: Settings) -> Iterator[Problem]:
    if settings.backup_number == settings.number:
        yield Problem(
            "HELPLINE_BACKUP_NUMBER",
            "is the helpline's own number",
            "Give a phone that a person answers when this service is down.",
        )
    for name, value in (
        ("HELPLINE_CRISIS_NUMBER", settings.crisis_number),
        ("HELPLINE_INTERPRETER_NUMBER", settings.interpreter_number),
    ):
        if value == settings.number:
            yield Problem(name, "is the helpline's own number", "Nobody would ever answer there.")
    for name, total, limit in (
        ("HELPLINE_WHO_ANSWERS", settings.who_answers + settings.who_pays, WHO_LIMIT_EN),
        ("HELPLINE_WHO_ANSWERS_ES", settings.who_answers_es + settings.who_pays_es, WHO_LIMIT_ES),
    ):
        if len(total) > limit:
            what = f"has {len(total)} characters together with who pays"
            yield Problem(name, what, f"They share one text message: at most {limit} together.")


def _demo_rules(settings: Settings) -> Iterator[Problem]:
    if not _is_loopback(settings.bind_host):
        yield Problem(
            "HELPLINE_BIND_HOST",
            "would show a demo without real logins to others",
            "Leave it out in demo mode; it listens on 127.0.0.1.",
        )
    if settings.twilio_api_url and not _is_loopback(urlsplit(settings.twilio_api_url).hostname):
        yield Problem(
            "TWILIO_API_URL",
            "leads away from this machine, and a demo must not call or text anyone",
            "Use an address on 127.0.0.1, or production mode.",
        )


def _production_rules(settings: Settings) -> Iterator[Problem]:
    if not settings.public_url.startswith("https://"):
        yield Problem(
            "HELPLINE_PUBLIC_URL",
            "is not https, so texts and passwords would travel in the open",
            "Give the https:// address that Twilio calls.",
        )
    for name in settings.refused_voices:
        what = "is no basic or Polly voice on Twilio's HIPAA list for this language"
        yield Problem(name, what, str(Settings.model_fields[FIELD_OF[name]].description))
    given = {name: getattr(settings, field) for name, field in FIELD_OF.items()}
    made_up = [name for name in MUST_NOT_BE_DEMO if given[name] == WORDS[name]]
    made_up += _secrets_of_a_demo(settings)
    for name in made_up:
        yield Problem(name, "is a demo value", "Give production a value of its own.")
    for name in _secrets_used_twice(settings):
        yield Problem(name, "is used for something else too", "Give each secret its own value.")


def _secrets_of_a_demo(settings: Settings) -> Iterator[str]:
    """Name the secrets that a demo once made up in the same data directory."""
    ours: dict[str, tuple[str, ...]] = {
        "HELPLINE_SECRET_KEY": (settings.secret_key,),
        "HELPLINE_DATA_KEYS": settings.data_keys,
        "HELPLINE_INDEX_KEY": (settings.index_key,),
        "TWILIO_ACCOUNT_SID": (settings.twilio_account_sid,),
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_tokens,
    }
    for name in MADE_ONCE:
        kept = _kept(settings.data_dir / "keys" / name.lower())
        if kept in ours[name]:
            yield name


def _kept(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return None


def _secrets_used_twice(settings: Settings) -> Iterator[str]:
    seen = set(settings.data_keys)
    if len(seen) < len(settings.data_keys):
        yield "HELPLINE_DATA_KEYS"
    for name, value in (
        ("HELPLINE_INDEX_KEY", settings.index_key),
        ("HELPLINE_SECRET_KEY", settings.secret_key),
    ):
        if value in seen:
            yield name
        seen.add(value)


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
