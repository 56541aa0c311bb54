"""Builds everything once per process and hands it over; the only place that knows all adapters."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

from service.actions.ports import Ports, Telephone
from service.adapters.audit_heads import AuditHeads, CannotBeNoted
from service.adapters.audit_seal import AuditSeal
from service.adapters.cipher import Cipher
from service.adapters.crisis_lines_file import load_crisis_lines
from service.adapters.hours_file import HoursFile, load_hours
from service.adapters.identity import KeyedIdentity
from service.adapters.lazy_understander import LazyUnderstander
from service.adapters.no_telephone import NoTelephone
from service.adapters.no_understander import NoUnderstander
from service.adapters.one_time_codes import TotpCodes
from service.adapters.outbox import Outbox
from service.adapters.passwords import Argon2Passwords
from service.adapters.phrase_files import load_understander
from service.adapters.prompt_files import RecordedPrompts, load_prompts
from service.adapters.public_address import mark_of, what_is_wrong
from service.adapters.record_codec import RecordCodec
from service.adapters.redis_keys import DataKeys
from service.adapters.redis_link import Link, answers, hasty, patient
from service.adapters.redis_rewrite import Rewriting
from service.adapters.redis_sessions import RedisSessions
from service.adapters.redis_spending import RedisSpending
from service.adapters.redis_statistics import RedisStatistics
from service.adapters.redis_store import RedisStore
from service.adapters.redis_tokens import RedisTokens
from service.adapters.referrals_file import load_referrals
from service.adapters.rq_jobs import RqQueues
from service.adapters.statistic_writes import Tally
from service.adapters.twilio_recordings import TwilioRecordings
from service.adapters.twilio_signature import SignatureCheck
from service.adapters.twiml import Manner
from service.adapters.word_files import load_wording
from service.adapters.zip_file import load_zip_zones
from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours
from service.domain.phone import written
from service.domain.policy import Policy
from service.domain.understanding import Understander
from service.domain.voices import voices
from service.domain.wording import Wording
from service.settings import Settings

ROOT = Path(__file__).resolve().parent.parent

__all__ = [
    "AuditHeads",
    "AuditSeal",
    "CannotBeNoted",
    "Link",
    "Outbox",
    "Rewriting",
    "RqQueues",
    "SignatureCheck",
    "answers",
    "manner_of",
    "policy_of",
    "prompts_of",
    "recordings_of",
    "wording_of",
]


def web_ports(settings: Settings) -> tuple[Ports, Link]:
    """For the web: hasty with the store, and no telephone at all."""
    link = hasty(settings.redis_url_for("web").get_secret_value())
    return _ports(settings, link, no_telephone()), link


def worker_ports(settings: Settings) -> tuple[Ports, Link]:
    """For workers: patient, with Twilio's REST API; few texts are read there, and most never."""
    # Not at the top: the web makes no REST call, and must not pay for this import.
    from service.adapters.twilio_telephone import TwilioTelephone

    link = patient(settings.redis_url_for("worker").get_secret_value())
    telephone = TwilioTelephone(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_api_url,
        settings.public_url,
        settings.number,
    )
    lazy = cast("Understander", LazyUnderstander(lambda: load_understander(ROOT)))
    return _ports(settings, link, telephone, lazy), link


def sweep_ports(settings: Settings) -> tuple[Ports, Link]:
    """For the sweep: patient with the store, and asks nobody else: callers would wait for that."""
    link = patient(settings.redis_url_for("sweep").get_secret_value())
    return _ports(settings, link, no_telephone(), no_understander()), link


def record_ports(settings: Settings) -> tuple[Ports, Link]:
    """For commands that show and change records: they rest on no phrase file, and call nobody."""
    link = patient_link(settings)
    return _ports(settings, link, no_telephone(), no_understander()), link


def storeless_ports(settings: Settings) -> Ports:
    """For `helpline explain`, which reads the words and phrases only: no store is asked."""
    return _ports(settings, hasty(settings.redis_url.get_secret_value()), no_telephone())


def no_telephone() -> Telephone:
    """For processes that must make no REST call."""
    return cast("Telephone", NoTelephone())


def no_understander() -> Understander:
    """For processes that read no texts, and should not pay for loading the phrases."""
    return cast("Understander", NoUnderstander())


def _ports(
    settings: Settings, link: Link, telephone: Telephone, understander: Understander | None = None
) -> Ports:
    policy = policy_of(settings)
    codec = RecordCodec(_cipher(settings))
    tally = Tally(policy.hours.zone, timedelta(days=settings.statistics_days))
    return Ports(
        store=RedisStore(link, codec, tally),
        statistics=RedisStatistics(link),
        spending=RedisSpending(link),
        sessions=RedisSessions(link),
        tokens=RedisTokens(link),
        passwords=Argon2Passwords(),
        codes=TotpCodes(),
        identity=KeyedIdentity(settings.index_key.get_secret_value()),
        telephone=telephone,
        wording=wording_of(settings),
        understander=understander or load_understander(ROOT),
        zip_zones=load_zip_zones(ROOT / "config" / "zip_zones.toml"),
        policy=policy,
        new_id=lambda: secrets.token_hex(10),
    )


def _cipher(settings: Settings) -> Cipher:
    return Cipher(tuple(key.get_secret_value() for key in settings.data_keys))


def data_keys(settings: Settings, link: Link) -> DataKeys:
    """What the records are encrypted with."""
    return DataKeys(link, _cipher(settings))


def self_question(settings: Settings) -> Callable[[], str]:
    """What is wrong with the way to us, asked through the public address; "" for nothing."""
    mark = mark_of(settings.index_key.get_secret_value())
    return lambda: what_is_wrong(settings.public_url, mark)


def audit_seal(settings: Settings, link: Link) -> AuditSeal:
    """Seals the audit trail; keyed like the ids of persons, which does not change either."""
    return AuditSeal(link, settings.index_key.get_secret_value())


def rewriting(link: Link) -> Rewriting:
    """Lets erasures reach the store's file."""
    return Rewriting(link)


def audit_heads(settings: Settings, link: Link) -> AuditHeads:
    """Notes the head of the audit trail elsewhere, where a place is named."""
    return AuditHeads(link, settings.audit_head_dir)


def patient_link(settings: Settings) -> Link:
    """A connection to the store for whoever can wait."""
    return patient(settings.redis_url.get_secret_value())


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


def recordings_of(settings: Settings) -> TwilioRecordings:
    """What callers left, for the console to play."""
    token = settings.twilio_auth_token.get_secret_value()
    return TwilioRecordings(settings.twilio_account_sid, token, settings.twilio_api_url)


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
        is_demo=settings.is_demo,
    )


def _hours(settings: Settings) -> HoursFile:
    """A demo is open day and night, and its people may be called at any hour."""
    if settings.is_demo:
        return HoursFile(OpeningHours.day_and_night(), CallingHours(always=True), True)
    return load_hours(ROOT / "config" / "hours.toml")
