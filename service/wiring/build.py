"""One process's ports, links and what else it works with."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from service.actions.ports import Ports, Telephone
from service.adapters.audit_heads import AuditHeads
from service.adapters.audit_seal import AuditSeal
from service.adapters.cipher import Cipher
from service.adapters.identity import KeyedIdentity
from service.adapters.lazy_understander import LazyUnderstander
from service.adapters.no_telephone import NoTelephone
from service.adapters.no_understander import NoUnderstander
from service.adapters.one_time_codes import TotpCodes
from service.adapters.passwords import Argon2Passwords
from service.adapters.phrase_files import load_understander
from service.adapters.public_address import mark_of, what_is_wrong
from service.adapters.record_codec import RecordCodec
from service.adapters.redis_keys import DataKeys
from service.adapters.redis_link import Link, hasty, patient, store_time
from service.adapters.redis_rewrite import Rewriting
from service.adapters.redis_sessions import RedisSessions
from service.adapters.redis_spending import RedisSpending
from service.adapters.redis_statistics import RedisStatistics
from service.adapters.redis_store import RedisStore
from service.adapters.redis_tokens import RedisTokens
from service.adapters.statistic_writes import Tally
from service.adapters.twilio_recordings import TwilioRecordings
from service.adapters.zip_file import load_zip_zones
from service.domain.understanding import Understander
from service.settings import Settings
from service.wiring.choices import ROOT, policy_of, wording_of


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
        our_clock=lambda: store_time(link),
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
    identity = KeyedIdentity(settings.index_key.get_secret_value())
    tally = Tally(policy.hours.zone, timedelta(days=settings.statistics_days))
    return Ports(
        store=RedisStore(link, codec, identity, tally),
        statistics=RedisStatistics(link),
        spending=RedisSpending(link),
        sessions=RedisSessions(link),
        tokens=RedisTokens(link),
        passwords=Argon2Passwords(),
        codes=TotpCodes(),
        identity=identity,
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


def recordings_of(settings: Settings) -> TwilioRecordings:
    """What callers left, for the console to play."""
    token = settings.twilio_auth_token.get_secret_value()
    return TwilioRecordings(settings.twilio_account_sid, token, settings.twilio_api_url)
