"""What every test shares: LibreOffice, snapshots, no network, no silent skips, Hypothesis profiles."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support import office as libreoffice
from support.offline import forbid_network
from support.snapshot import Snapshot

# "fast" while working; "ci" finds more, and finds the same again on the next run
settings.register_profile("fast", max_examples=30, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("QINGJIAN_EXAMPLES", "fast"))

NO_SKIPS = os.environ.get("QINGJIAN_NO_SKIPS", "") not in {"", "0"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="accept the present output as expected")


def pytest_configure() -> None:
    forbid_network()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever uses the `office` fixture is a LibreOffice test, marked or not."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.libreoffice)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("libreoffice") is not None and (reason := libreoffice.missing()):
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and QINGJIAN_NO_SKIPS forbids it: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, and QINGJIAN_NO_SKIPS forbids it: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skips are easy to overlook among thousands of dots."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and (reason := libreoffice.missing()):
        count = sum("libreoffice" in report.keywords for report in skipped)
        terminalreporter.section("LIBREOFFICE TESTS DID NOT RUN", yellow=True, bold=True)
        terminalreporter.line(f"{count} tests skipped: {reason}", yellow=True)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[libreoffice.Office]:
    """One LibreOffice for the whole session (one per xdist worker), started when first used."""
    running = libreoffice.Office(tmp_path_factory.mktemp("office"))
    yield running
    running.stop()


@pytest.fixture
def snapshot(request: pytest.FixtureRequest, tmp_path: Path) -> Snapshot:
    """Compare a text with the one accepted earlier; see support.snapshot."""
    return Snapshot(
        request.path,
        request.node.name,
        places={"<tmp>": tmp_path},
        update=bool(request.config.getoption("--snapshot-update")),
    )
