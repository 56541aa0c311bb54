"""The figures page in a real browser: drawn under the strict policy, readable by day and night."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import expected
from tests.browser.test_console_pages import LOOKS, faults, is_too_wide
from tests.journeys.running import wait_for

DRAWN_WITHIN_S = 20

# How many different colours a canvas shows: one is a blank plot.
COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) {
    found.add(data.slice(at, at + 3).join());
  }
  return [...found];
}"""


def colours(page: Page) -> list[Any]:
    """Of each plot on the page, in order."""
    return [page.evaluate(COLOURS, each) for each in page.locator("canvas").element_handles()]


@pytest.mark.parametrize("look", LOOKS)
def test_the_figures_and_the_report_have_no_fault_a_machine_can_find(
    signed_in: Callable[..., Page], asks: Callable[..., str], look: str
) -> None:
    asks()
    page = signed_in("supervisor", **LOOKS[look])
    found = {}

    for path in ("stats", "report"):
        page.goto(f"/console/{path}")
        for more in page.get_by_text("As a table").all():
            more.click()
        found[path] = faults(page) + ["scrolls sideways"] * is_too_wide(page)

    assert found == {"stats": [], "report": []}


def test_the_plots_are_drawn_and_again_in_other_colours_at_night(
    signed_in: Callable[..., Page], asks: Callable[..., str], troubles: list[str]
) -> None:
    asks()
    page = signed_in("supervisor", **LOOKS["desk"])
    page.goto("/console/stats")
    expect(page.locator("canvas")).to_have_count(4)
    # Somebody has just asked for a callback.
    wait_for(lambda: len(colours(page)[1]) > 1, DRAWN_WITHIN_S, "a plot that is not blank")
    by_day = colours(page)

    page.emulate_media(color_scheme="dark")

    wait_for(lambda: colours(page)[1] != by_day[1], DRAWN_WITHIN_S, "the colours of the night")
    assert troubles == []  # nothing that the page's policy refused


def test_a_range_that_cannot_be_is_refused_where_it_was_typed(
    signed_in: Callable[..., Page], troubles: list[str]
) -> None:
    page = signed_in("supervisor", **LOOKS["phone"])
    page.goto("/console/stats")

    page.get_by_label("From").fill("2026-11-20")
    page.get_by_label("To").fill("2026-11-01")
    with expected(troubles, "400"):
        page.get_by_role("button", name="Show").click()
        page.get_by_role("alert").filter(has_text="first day").wait_for()


def test_the_file_is_handed_over(signed_in: Callable[..., Page]) -> None:
    page = signed_in("supervisor", **LOOKS["desk"])
    page.goto("/console/stats")

    with page.expect_download() as handed:
        page.get_by_role("link", name="CSV file").click()

    assert handed.value.suggested_filename.startswith("figures-")
