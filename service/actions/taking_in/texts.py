"""Takes in texts that no webhook told of: the same decision as in the webhook, its words sent over
REST as a kept text.

One reply to one person, however often they wrote meanwhile: a crisis first, then what they wished
last, then what they asked last.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.ports import AuditLine, Ports, WakeUp
from service.actions.sms.answer import Decision, Situation
from service.actions.sms.receive import Inbound, receive_late
from service.actions.taking_in.words import late_words
from service.actions.texts import new_text
from service.actions.trying import decide_anew
from service.domain.errors import LostRace, TryLater
from service.domain.phone import sender
from service.domain.received import ReceivedText
from service.domain.understanding import CRISIS_INTENTS

READ_AT_ONCE = 2000
# Twilio's clock is not ours, and its times have whole seconds.
CLOCKS_DIFFER = timedelta(seconds=5)
WISHES = ("callback", "human", "stop", "start", "answer:")


class LateTexts:
    """The texts of one look."""

    def __init__(self, ports: Ports, now: datetime) -> None:
        self._ports = ports
        self._now = now

    def is_new(self, text: ReceivedText) -> bool:
        """Whether its webhook never took effect."""
        return self._ports.store.seen(f"sms:{text.sid}") is None

    def take_in(self, texts: Sequence[ReceivedText]) -> int:
        """Carry out each, oldest first; how many were carried out. What breaks on one keeps
        nobody else waiting, and is raised in the end."""
        if not texts:
            return 0
        speaking, read = self._spoken_for(texts), self._what_they_read(texts)
        taken = 0
        broken: Exception | None = None
        for text in texts:
            try:
                taken += self._one(text, text.sid in speaking, read[sender(text.phone)])
            except LostRace:
                broken = broken or LostRace("its person keeps being written by others")
            except TryLater:
                raise
            except Exception as error:  # noqa: BLE001 - the others must not wait for it
                broken = broken or error
        if broken is not None:
            raise broken
        return taken

    def _one(self, text: ReceivedText, speaks: bool, read: Sequence[tuple[datetime, str]]) -> int:
        inbound = Inbound(text.sid, sender(text.phone), text.body, text.media)
        had = {body for at, body in read if at >= text.at - CLOCKS_DIFFER}

        def late(situation: Situation, decision: Decision) -> Decision:
            return _late(situation, decision, text, had, speaks=speaks)

        return int(decide_anew(lambda: receive_late(self._ports, inbound, late)) is not None)

    def _spoken_for(self, texts: Sequence[ReceivedText]) -> set[str]:
        """The MessageSids that are answered in words: one for each person."""
        best: dict[str, tuple[int, str]] = {}
        for text in texts:
            rank, phone = self._rank(text), sender(text.phone)
            if rank >= best.get(phone, (0, ""))[0]:
                best[phone] = (rank, text.sid)
        return {sid for _, sid in best.values()}

    def _rank(self, text: ReceivedText) -> int:
        intent = self._ports.understander.understand(text.body).intent
        if intent in CRISIS_INTENTS:
            return 2
        return int(intent.startswith(WISHES))

    def _what_they_read(
        self, texts: Sequence[ReceivedText]
    ) -> dict[str, list[tuple[datetime, str]]]:
        """What has left our number since, by phone: an answer whose record was lost with the
        store, or the fixed words of the fallback. Nobody is sent the same words a second time."""
        since = min(each.at for each in texts) - CLOCKS_DIFFER
        read: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for sent in self._ports.telephone.texts_sent(since, READ_AT_ONCE):
            read[sender(sent.phone)].append((sent.at, sent.body))
        return read


def _late(
    situation: Situation, decision: Decision, text: ReceivedText, had: set[str], *, speaks: bool
) -> Decision:
    """The same decision, with its words as a kept text instead of TwiML."""
    line = AuditLine("service", "text taken in", f"person:{decision.person.id}")
    decision = replace(decision, audit=(*decision.audit, line))
    if not (speaks or situation.means.is_crisis):
        return _in_silence(situation, decision)
    unread = tuple(each for each in decision.messages if each not in had)
    if not unread:
        return decision
    words = late_words(situation, replace(decision, messages=unread), text.at)
    if not words:
        return decision
    now, crisis = situation.known.now, decision.outcome == "crisis"
    kept = new_text(
        situation.ports,
        person=decision.person.id,
        phone=situation.phone,
        language=situation.language,
        words="",
        now=now,
        urgent=crisis,
    )
    kept = replace(kept, body="\n".join(words), answers=text.sid, for_crisis=crisis)
    return replace(
        decision,
        messages=words,
        texts=(*decision.texts, kept),
        wakeups=(*decision.wakeups, WakeUp("send_text", kept.id)),
    )


def _in_silence(situation: Situation, decision: Decision) -> Decision:
    """Its effects alone; who we are is still to be said with the first words they get (R11)."""
    met_at = situation.known.person.first_contact_at
    return replace(decision, person=replace(decision.person, first_contact_at=met_at))
