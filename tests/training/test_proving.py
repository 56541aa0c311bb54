"""Which phrases are proven: with few of them, every crisis that phrases find is kept."""

from service.domain.understanding.doubts import Doubt
from tests.training.labelled import labelled
from training.learnt import Unseen
from training.proving import MARGIN, USUAL, find_proven


def doubted(against: float, *phrases: str) -> Unseen:
    return Unseen(labelled("crisis:overdose"), 0.0, 0.0, Doubt(phrases, against, phrases))


def test_a_phrase_is_proven_against_more_than_spoke_against_its_crisis() -> None:
    proven = find_proven([doubted(0.83, "took too much")])

    assert 0.83 + MARGIN <= proven.of["took too much"] < 0.83 + 2 * MARGIN
    assert proven.usual == USUAL


def test_every_doubted_crisis_has_a_phrase_that_is_trusted_as_far_as_it_needs() -> None:
    texts = [
        doubted(0.4, "cannot breathe", "blue"),
        doubted(0.9, "blue", "cold"),
        doubted(1.3, "cold"),
        doubted(0.3, "not waking"),
    ]

    proven = find_proven(texts)

    for one in texts:
        assert one.doubt
        assert max(map(proven.enough, one.doubt.phrases)) > one.doubt.against


def test_of_several_phrases_the_one_is_proven_that_proves_most() -> None:
    proven = find_proven([doubted(0.9, "blue", "rare"), doubted(0.5, "blue", "seldom")])

    assert set(proven.of) == {"blue"}


def test_what_nothing_speaks_against_proves_nothing() -> None:
    assert find_proven([Unseen(labelled("crisis:overdose"), 1.0, 0.0, None)]).of == {}
