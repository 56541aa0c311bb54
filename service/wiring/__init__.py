"""Builds everything once per process and hands it over; the only place that knows all adapters."""

from service.adapters.audit_heads import AuditHeads, CannotBeNoted
from service.adapters.audit_seal import AuditSeal
from service.adapters.outbox import Outbox
from service.adapters.redis_link import Link
from service.adapters.redis_rewrite import Rewriting
from service.adapters.redis_room import Writable, room_left
from service.adapters.rq_jobs import RqQueues
from service.adapters.twilio_signature import SignatureCheck
from service.wiring.build import (
    audit_heads,
    audit_seal,
    data_keys,
    no_telephone,
    no_understander,
    patient_link,
    record_ports,
    recordings_of,
    rewriting,
    self_question,
    storeless_ports,
    sweep_ports,
    web_ports,
    worker_ports,
)
from service.wiring.choices import manner_of, policy_of, prompts_of, wording_of

__all__ = [
    "AuditHeads",
    "AuditSeal",
    "CannotBeNoted",
    "Link",
    "Outbox",
    "Rewriting",
    "RqQueues",
    "SignatureCheck",
    "Writable",
    "audit_heads",
    "audit_seal",
    "data_keys",
    "manner_of",
    "no_telephone",
    "no_understander",
    "patient_link",
    "policy_of",
    "prompts_of",
    "record_ports",
    "recordings_of",
    "rewriting",
    "room_left",
    "self_question",
    "storeless_ports",
    "sweep_ports",
    "web_ports",
    "wording_of",
    "worker_ports",
]
