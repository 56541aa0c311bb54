"""Figures as rows in words, the same on the page, in the CSV file and on the command line."""

from dataclasses import dataclass

from service.domain.statistics import Figures

NONE = "none"
OUTCOMES = {
    "answered": "Talked with a specialist",
    "abandoned": "Hung up",
    "callback": "Led to a callback",
    "voicemail": "Left a voicemail",
    "turned-away": "Heard the closing words",
    "crisis-line": "Led to a crisis line",
    "missed": "Rang while we were down",
    "not-offered": "Asked for nobody",
}


@dataclass(frozen=True, slots=True)
class Row:
    """`value` in words, `exact` for programs (seconds, shares of 1); None: nothing measured."""

    group: str
    key: str
    title: str
    value: str
    exact: float | None


def rows_of(found: Figures) -> list[Row]:
    """All of them, group by group, in the order they are read."""
    return [*_calls(found), *_callbacks(found), *_crises(found), *_texts(found)]


DEFINITIONS = (
    "Offered: asked for a person and came into the line.",
    "Hung up: left before talking with anybody; those under 5 seconds are counted apart.",
    (
        "Service level: the share answered in less than that time, of those offered. Who hung up "
        "in under 5 seconds does not count, unless it says so; who was led to a callback or a "
        "voicemail was not answered."
    ),
    (
        "A promise is kept by a first attempt no later than promised, and broken by a later one, "
        "or when a callback is closed after that time without any."
    ),
    "Everything counts under the hour in which it began. What is still open may change it.",
    "p50, p95: half, and 95 in 100, took no longer.",
)


def _calls(found: Figures) -> list[Row]:
    calls = found.calls
    group = "Calls"
    return [
        _count(group, "offered", "Offered", calls.offered),
        _count(group, "answered", "Answered", calls.answered),
        _count(group, "abandoned", "Hung up", calls.abandoned),
        _count(group, "abandoned_short", "Hung up in under 5 s", calls.short),
        *(
            _count(group, key.replace("-", "_"), OUTCOMES[key], calls.outcomes[key])
            for key in ("callback", "voicemail", "turned-away", "crisis-line")
        ),
        _count(group, "not_offered", "Asked for nobody", calls.not_offered),
        _count(group, "missed", OUTCOMES["missed"], calls.missed),
        _share(group, "service_level_20", "Service level in 20 s", calls.service_level(20)),
        _share(group, "service_level_30", "Service level in 30 s", calls.service_level(30)),
        _share(
            group,
            "service_level_20_with_short",
            "Service level in 20 s, short ones counted",
            calls.service_level(20, short_count=True),
        ),
        _time(group, "answer_mean", "Speed of answer, average", calls.waits.mean),
        _time(group, "answer_p50", "Speed of answer, p50", calls.waits.quantile(50)),
        _time(group, "answer_p95", "Speed of answer, p95", calls.waits.quantile(95)),
        _time(group, "talk_mean", "Length of a talk, average", calls.talks.mean),
    ]


def _callbacks(found: Figures) -> list[Row]:
    callbacks, group = found.callbacks, "Callbacks"
    return [
        _count(group, "promised", "Promised", callbacks.promised),
        _count(group, "tried", "Tried", callbacks.tried),
        _count(group, "kept", "Promises kept", callbacks.kept),
        _count(group, "broken", "Promises broken", callbacks.broken),
        _share(group, "kept_share", "Promises kept, share", callbacks.kept_share),
        _time(group, "first_attempt_p50", "First attempt, p50", callbacks.waits.quantile(50)),
        _time(group, "first_attempt_p95", "First attempt, p95", callbacks.waits.quantile(95)),
        *_words(group, "outcome", "Ended", callbacks.outcomes),
    ]


def _crises(found: Figures) -> list[Row]:
    taken, group = found.taken, "Crises"
    return [
        _count(group, "alerts", "Alerts", found.crises),
        _count(group, "taken", "Taken by somebody", taken.count),
        _time(group, "taken_p50", "Until taken, p50", taken.quantile(50)),
        _time(group, "taken_p95", "Until taken, p95", taken.quantile(95)),
        _time(group, "taken_max", "Until taken, longest", taken.longest),
    ]


def _texts(found: Figures) -> list[Row]:
    group = "Texts"
    return [
        _count(group, "received", "Received", found.texts_received.total()),
        *_words(group, "received", "Answered", found.texts_received),
        _count(group, "sent", "Sent by ourselves", found.texts_sent.total()),
        *_words(group, "sent", "Sent", found.texts_sent),
    ]


def _words(group: str, key: str, title: str, counts: dict[str, int]) -> list[Row]:
    return [
        _count(group, f"{key}_{name.replace('-', '_')}", f"{title}: {name.replace('-', ' ')}", n)
        for name, n in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def _count(group: str, key: str, title: str, value: int) -> Row:
    return Row(group, f"{group.lower()}_{key}", title, f"{value:,}", value)


def _share(group: str, key: str, title: str, value: float | None) -> Row:
    words = NONE if value is None else f"{100 * value:.1f} %"
    return Row(group, f"{group.lower()}_{key}", title, words, value)


def _time(group: str, key: str, title: str, value: float | None) -> Row:
    words = NONE if value is None else duration(value)
    return Row(group, f"{group.lower()}_{key}_s", title, words, value)


def duration(seconds: float) -> str:
    """ "12 s", "3 min 20 s", "2 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s".replace(" 0 s", "")
    return f"{whole // 3600} h {whole % 3600 // 60} min".replace(" 0 min", "")
