"""Writes what was learnt as files that an operator can read and change."""

from collections.abc import Mapping
from pathlib import Path

from service.adapters.sign_files import KINDS, OTHERS, POINTS, PROVEN
from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.doubts import Proven
from service.domain.understanding.signs import Kind, Signs, Vote
from training.learnt import Learnt

VOTE = Vote(known=0.5, unknown=0.1)
WHYS = {
    "crisis:self-harm": "signs of self-harm that add up",
    "crisis:overdose": "signs of an overdose that add up",
    "stop": "words that together ask for no more texts",
    "human": "signs of what somebody goes through, that add up",
    "callback": "words that together ask for a call",
    "callback:cancel": "words that together take a call back",
    "abuse": "words that together are hostile",
    "thanks": "words that together thank us",
    "who": "words that together ask who we are",
    "help": "words that together ask how this works",
    "insurance": "words that together ask about insurance or cost",
    "unknown": "words that together are about something else",
    "menu": "words that together greet us, or ask what there is",
    "language:es": "words that together ask for Spanish",
    "fact:about": "words that together ask about ketamine or addiction",
    "fact:goals": "words that together ask what treatment aims at",
    "fact:why": "words that together ask why to get help",
    "fact:settings": "words that together ask where treatment is given",
}
LEADS = {"abuse": 0.3, "callback": 0.5, "callback:cancel": 1.0, "unknown": 0.8}
"""Of what puts somebody on the list, takes them off it, calls them hostile, or takes a fact away:
never by a hair."""
WHY = "words that together are about {intent}"

HEAD_OF_KINDS = """\
# What signs can tell, written anew by `make train`. `start`: what a text without signs has.
# `lead`: by how many points it must lead its rivals. `vote`: what the word of
# the rules in config/phrases is worth, where they know the text, and where they do not.
# How signs are written, and what they may decide, is said in README.md beside this file.
"""
HEAD_OF_POINTS = """\
# Signs and their points, learnt from labelled texts by `make train`, which writes this file anew:
# what must stay is better a labelled text in training/rows, or a phrase in config/phrases that
# signs may not outvote (README.md beside this file says which).
"""
HEAD_OF_PROVEN = """\
# Phrases for a crisis that were right about a labelled one against the signs, and how many points
# against it do not outvote them yet; `*` is every other phrase. Written anew by `make train`. What
# signs must never outvote stands in a rule with `sure = true` (README.md beside this says more).
"""


def signs_of(learnt: Learnt, leads: Mapping[str, float]) -> Signs:
    """What was learnt, crises and the opt-out first."""
    order = sorted(learnt.starts, key=lambda one: (one not in CRISIS_INTENTS, one != "stop", one))
    lead = {**LEADS, **leads}
    kinds = [Kind(one, why(one), learnt.starts[one], lead.get(one, 0.0)) for one in order]
    points = {sign: _written(given) for sign, given in learnt.points.items()}
    return Signs(kinds, points, VOTE)


def why(intent: str) -> str:
    return WHYS.get(intent) or WHY.format(intent=intent.removeprefix("fact:"))


def write_signs(learnt: Learnt, leads: Mapping[str, float], folder: Path) -> None:
    kinds = [
        f'\n[[kind]]\nintent = "{kind.intent}"\nwhy = "{kind.why}"\n'
        f"start = {kind.start:.2f}\nlead = {kind.lead:.2f}\n"
        for kind in signs_of(learnt, leads).kinds
    ]
    vote = f"\n[vote]\nknown = {VOTE.known}\nunknown = {VOTE.unknown}\n"
    (folder / KINDS).write_text("".join([HEAD_OF_KINDS, vote, *kinds]), encoding="utf-8")
    lines = [f"{sign}\t{_written(given)}\n" for sign, given in sorted(learnt.points.items())]
    (folder / POINTS).write_text("".join([HEAD_OF_POINTS, *lines]), encoding="utf-8")


def write_proven(proven: Proven, folder: Path) -> None:
    most_first = sorted(proven.of.items(), key=lambda one: (-one[1], one[0]))
    lines = [f"{phrase}\t{points:g}\n" for phrase, points in [(OTHERS, proven.usual), *most_first]]
    (folder / PROVEN).write_text("".join([HEAD_OF_PROVEN, *lines]), encoding="utf-8")


def _written(given: Mapping[str, float]) -> str:
    """The heaviest first."""
    heaviest = sorted(given.items(), key=lambda one: (-abs(one[1]), one[0]))
    return " ".join(f"{intent} {points:g}" for intent, points in heaviest)
