"""What the operator chose, as values: words, prompts, voices, and the policy."""

from datetime import timedelta
from pathlib import Path

from service.adapters.crisis_lines_file import load_crisis_lines
from service.adapters.hours_file import HoursFile, load_hours
from service.adapters.prompt_files import RecordedPrompts, load_prompts
from service.adapters.referrals_file import load_referrals
from service.adapters.twiml import Manner
from service.adapters.word_files import load_wording
from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours
from service.domain.phone import written
from service.domain.policy import Policy
from service.domain.voices import voices
from service.domain.wording import Wording
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def wording_of(settings: Settings) -> Wording:
    """The words, with this helpline's own values filled in."""
    shared = {
        "name": settings.helpline_name,
        "legal_name": settings.legal_name,
        "number": written(settings.number),
        "days": str(settings.retention_days),
    }
    return load_wording(ROOT).with_house(
        en={**shared, "who": settings.who_answers, "paid": settings.who_pays},
        es={**shared, "who": settings.who_answers_es, "paid": settings.who_pays_es},
    )


def prompts_of(wording: Wording) -> RecordedPrompts:
    """The recordings by a person that are there."""
    return load_prompts(ROOT / "config" / "prompts", wording)


def manner_of(settings: Settings, prompts: RecordedPrompts, route: str) -> Manner:
    """How calls sound and where they lead; recordings are fetched below `route`."""
    return Manner(
        prefix=settings.url_prefix,
        voices=voices(settings.voice_en, settings.voice_es),
        recorded=prompts.paths(route),
    )


def policy_of(settings: Settings) -> Policy:
    """What the operator decided."""
    hours = _hours(settings)
    return Policy(
        name=settings.helpline_name,
        number=settings.number,
        backup_number=settings.backup_number,
        retention_days=settings.retention_days,
        hours=hours.opening,
        calling=hours.calling,
        crisis_ignores_calling_hours=hours.crisis_at_any_hour,
        hold_limit=None if settings.is_demo else 3,
        twilio_answers_keywords=settings.twilio_handles_keywords,
        call_ceiling=timedelta(seconds=settings.call_ceiling_s),
        crisis_lines=load_crisis_lines(ROOT / "config" / "crisis_lines.toml"),
        referrals=load_referrals(ROOT / "config" / "referrals.toml"),
        ringing=settings.ringing,
        ring_time=timedelta(seconds=settings.ring_time_s),
        ring_rounds=settings.ring_rounds,
        crisis_transfer_number=settings.crisis_number,
        interpreter_number=settings.interpreter_number,
        voicemail=settings.voicemail,
        voicemail_days=settings.voicemail_days,
        confirms_numbers=settings.confirms_numbers,
        dials_a_day=settings.dials_a_day,
        dial_budget=settings.dial_budget,
        text_budget=settings.text_budget,
        flood_from=settings.flood_from,
        reach=settings.reach,
        is_demo=settings.is_demo,
    )


def _hours(settings: Settings) -> HoursFile:
    """A demo is open day and night, and its people may be called at any hour."""
    if settings.is_demo:
        return HoursFile(OpeningHours.day_and_night(), CallingHours(always=True), True)
    return load_hours(ROOT / "config" / "hours.toml")
