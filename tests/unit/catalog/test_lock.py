"""Published editions stay as they are."""

from __future__ import annotations

from pathlib import Path

from qingjian.catalog import lock
from support.drafts import edited, own_schemas


def test_published_editions_are_unchanged_and_all_are_published() -> None:
    assert [lock.worded(departure) for departure in lock.departures()] == []


def test_a_changed_a_missing_and_a_new_edition_are_told(tmp_path: Path) -> None:
    with own_schemas(tmp_path) as root:
        edited(root, "fujian/2008-assessment", lambda document: document.update(province="110000"))
        templates = root / "templates"
        (templates / "mee" / "2023-pilots.json").rename(templates / "mee" / "2024-pilots.json")
        departures = lock.departures()
    assert departures == (
        lock.Departure("mee/2023-pilots", "missing"),
        lock.Departure("fujian/2008-assessment", "changed"),
        lock.Departure("mee/2024-pilots", "draft"),
    )
    assert "fujian/2008-assessment.1" in lock.worded(departures[1])
    assert "tools/lock.py mee/2024-pilots" in lock.worded(departures[2], "en")


def test_another_schemas_folder_is_left_again(tmp_path: Path) -> None:
    with own_schemas(tmp_path) as root:
        edited(root, "liaoning/2024", lambda document: document.update(province="110000"))
        assert lock.departures()
    assert lock.departures() == ()
