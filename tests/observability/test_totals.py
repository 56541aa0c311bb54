"""Running totals in Prometheus' form, read with Prometheus' own reader."""

from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from service.actions.ports import Change
from service.domain.statistic_line import Line
from service.observability.totals import totals_page
from tests.builders import NOON


def samples(page: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample of a page, by name and labels."""
    families = text_string_to_metric_families(page.decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
        if sample.name.startswith("helpline")
    }


def counted(ports, *lines: Line) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    ports.store.commit(Change(now=NOON, counts=lines))
    return samples(totals_page(ports.statistics.totals()))


def test_calls_count_by_language_and_outcome(ports):
    line = Line.about("call", NOON, language="es", outcome="callback", wait=timedelta(seconds=9))

    found = counted(ports, line, line)

    labels = (("language", "es"), ("outcome", "callback"))
    assert found == {("helpline_calls_total", labels): 2}


def test_the_speed_of_answer_is_a_histogram_whose_buckets_add_up(ports):
    waits = (2, 12, 25, 900)
    lines = [
        Line.about("call", NOON, language="en", outcome="answered", wait=timedelta(seconds=wait))
        for wait in waits
    ]

    found = counted(ports, *lines)

    name = "helpline_speed_of_answer_seconds"
    assert found[f"{name}_sum", ()] == sum(waits)
    assert found[f"{name}_count", ()] == 4
    under = {dict(labels)["le"]: n for (each, labels), n in found.items() if each.endswith("ucket")}
    assert (under["5"], under["20"], under["30"], under["180"], under["+Inf"]) == (1, 2, 3, 3, 4)


def test_a_bucket_that_nothing_fell_into_is_there_with_nought(ports):
    late = timedelta(minutes=10)

    found = counted(ports, Line.about("call", NOON, outcome="answered", wait=late))

    name = "helpline_speed_of_answer_seconds_bucket"
    assert found[name, (("le", "20"),)] == 0
    assert found[name, (("le", "+Inf"),)] == 1


def test_nothing_counted_is_an_empty_page():
    assert totals_page({}) == b""
