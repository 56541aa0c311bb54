"""How all tests are run: what may not be skipped, and what may not run side by side."""

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

CI = os.environ.get("CI") == "true"

# What an example does is tested, not how long a busy machine takes over it.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give one worker all tests that start whole helplines: they measure seconds, and some need a
    minute of it, which is several on a busy machine."""
    for item in items:
        if item.get_closest_marker("stack") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("stack"))
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(600))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Where a browser must be there, a browser test that was skipped has failed."""
    report = yield
    if CI and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and under CI=true that is a failure: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """The same for a whole file of browser tests that was skipped."""
    report = yield
    if CI and report.skipped and "browser" in collector.path.parts:
        report.outcome = "failed"
        report.longrepr = f"skipped, and under CI=true that is a failure: {report.longrepr}"
    return report
