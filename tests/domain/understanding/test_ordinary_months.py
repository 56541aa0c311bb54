"""What a helpline is texted in ordinary months: by people in no danger, or meant for others.

The signs learn from the same texts, so this guards what was mended; what texts show that nobody has
seen stands in FIRST_LOOKS.md.
"""

import json
from pathlib import Path

import pytest

from service.domain.understanding import Understander

ROWS = Path(__file__).parents[3] / "training" / "rows" / "ordinary_month.jsonl"
MOST_CRISES = 1 / 1000
MOST_OPT_OUTS = 1


def test_hardly_any_is_taken_for_a_crisis_and_hardly_anybody_opted_out(
    understander: Understander,
) -> None:
    texts = [json.loads(line)["text"] for line in ROWS.read_text("utf-8").splitlines()]

    means = {text: understander.understand(text) for text in texts}

    crises = [text for text, one in means.items() if one.is_crisis]
    opted_out = [text for text, one in means.items() if one.intent == "stop"]
    assert len(texts) > 7000
    assert len(crises) <= len(texts) * MOST_CRISES, crises
    assert len(opted_out) <= MOST_OPT_OUTS, opted_out


@pytest.mark.parametrize(
    "text",
    [
        "Hi, the heat in unit 4B isn't working again. Could someone come look at it this week?",
        "I don't want to overreact",
        "No reconocí el número por eso colgué, disculpe",
        "whats a good way to sleep without taking anything. i've been up since i quit",
        "sorry my phone died. whats the name of the place again?",
        "thank you, i was in a dark place back then and im good now",
        "he's blue cause the broncos lost",
    ],
)
def test_a_phrase_for_a_crisis_is_not_found_in_talk_of_a_house_or_a_phone(
    understander: Understander, text: str
) -> None:
    assert not understander.understand(text).is_crisis


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("back from the psych ward and i want to do it again", "crisis:self-harm"),
        ("no reconoce a su mama, está sudando frío", "crisis:overdose"),
        ("he does not react to pain", "crisis:overdose"),
        ("im safer dead than sober", "crisis:self-harm"),
        ("ya no quiero despertar", "crisis:self-harm"),
        ("no quiere despertar mi hijo", "crisis:overdose"),
        ("mis amigos no quieren despertar", "crisis:overdose"),
        ("no quiere mi hijo despertar", "crisis:overdose"),
        ("mi esposo no quiere ni despertar", "crisis:overdose"),
        ("no quisiera volver a despertar", "crisis:self-harm"),
        ("im falling into a dark place again", "crisis:self-harm"),
        ("the dark place is back", "crisis:self-harm"),
        ("my mind is a dark place right now", "crisis:self-harm"),
        ("mi novio fumo y no reconoce el cuarto", "crisis:overdose"),
        ("my roommate is purple since he did bumps", "crisis:overdose"),
        ("he is blue because he took too much", "crisis:overdose"),
        ("he is blue about to die", "crisis:overdose"),
        ("locked unit last month, feeling that way again", "crisis:self-harm"),
        ("i'm out of the unit thinking about it again", "crisis:self-harm"),
    ],
)
def test_what_they_are_for_is_still_heard(
    understander: Understander, text: str, intent: str
) -> None:
    assert understander.understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "opts_out"),
    [
        ("Ok grandpa I set up the printer. If it blinks just turn it off and on", False),
        ("ya aprendí a mandar mensajes, me enseñó tu sobrino", False),
        ("you're waking up my baby with this, turn it off", True),
        ("ya casi cumplo 90 dias. ya sueltenme con los textos", True),
        ("it keeps pinging me. turn it off, ok?", True),
        ("it is spam, turn it off or i call the police", True),
        ("this sucks, shut it off and leave me be", True),
        ("ya se cansa uno de tantos mensajes", True),
    ],
)
def test_who_turns_a_printer_off_or_learnt_to_text_is_not_opted_out(
    understander: Understander, text: str, opts_out: bool
) -> None:
    assert (understander.understand(text).intent == "stop") is opts_out
