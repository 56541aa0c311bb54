"""What somebody tells amid other things is no less a crisis; and other things make none together.

The texts are put together here: a crisis of a set between everyday texts, as many write on about
their day, or answer three questions at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from service.domain.understanding import CRISIS_INTENTS, Understander

Row = Mapping[str, Any]
Rows = Callable[[str], list[Row]]
SETS = tuple(f"unseen_hundred_{each}.jsonl" for each in ("tenth", "twentieth", "thirtieth"))


def ordinary_by_language(rows_of: Rows) -> Mapping[str, Sequence[str]]:
    rows = rows_of("ordinary.jsonl")
    return {lang: [row["text"] for row in rows if row["lang"] == lang] for lang in ("en", "es")}


def some(texts: Sequence[str], many: int, number: int) -> list[str]:
    """Other ones each time, the same in each run."""
    return [texts[(number * 37 + each * 101) % len(texts)] for each in range(many)]


def amid(rows: Sequence[Row], ordinary: Mapping[str, Sequence[str]], many: int) -> Iterator[Row]:
    """Each crisis at the beginning, in the middle or at the end of as many everyday texts."""
    crises = [row for row in rows if row["intent"] in CRISIS_INTENTS]
    for number, row in enumerate(crises):
        told = some(ordinary[row["lang"]], many, number)
        told.insert(number % (many + 1), row["text"])
        yield {**row, "text": ". ".join(told)}


@pytest.mark.parametrize(("many", "least"), [(2, 0.96), (4, 0.96), (7, 0.96)])
def test_a_crisis_amid_everyday_talk_is_heard(
    understander: Understander, rows_of: Rows, many: int, least: float
) -> None:
    ordinary = ordinary_by_language(rows_of)
    rows = [row for name in SETS for row in amid(rows_of(name), ordinary, many)]

    heard = sum(understander.understand(row["text"]).is_crisis for row in rows)

    assert len(rows) > 300
    assert heard / len(rows) >= least


def test_everyday_talk_adds_up_to_no_crisis(understander: Understander, rows_of: Rows) -> None:
    ordinary = ordinary_by_language(rows_of)
    texts = [
        ". ".join(some(each, 5, number)) for each in ordinary.values() for number in range(500)
    ]

    taken = [text for text in texts if understander.understand(text).is_crisis]

    assert len(taken) <= 0.01 * len(texts)


@pytest.mark.parametrize(
    "crisis",
    [
        "HELP MY ROOMMATE IS TRYING TO HANG HIMSELF",
        "hes barely breathing what do i do",
        "my boyfriend is having a seizure",
        "hes not waking up",
        "ya no le siento el pulso q hago",
        "quiero acabar con mi vida",
    ],
)
@pytest.mark.parametrize("mark", [". ", " "])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "can i change the talk on thursday, my kid has a recital",
            "how much is parking downtown, is there a bus from the mall that stops near you",
        ),
        (
            "mi hijo tiene 19 y quiero ayudarlo pero no sé por dónde empezar",
            "puedo llevar mi celular al centro? el recital de mi nieta es a las 4",
        ),
    ],
)
def test_what_is_outright_a_crisis_is_heard_whatever_else_is_told(
    understander: Understander, crisis: str, mark: str, before: str, after: str
) -> None:
    assert understander.understand(mark.join([before, crisis, after])).is_crisis
