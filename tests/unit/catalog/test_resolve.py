"""`extends`, `changes` and `like`: what a change does, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.catalog.resolve import digest, resolved
from qingjian.errors import BadSchema

Json = dict[str, Any]


def parent() -> Json:
    return {
        "id": "old/2024",
        "sheets": [
            {
                "id": "2",
                "titles": [{"text": "{year}年表2"}],
                "sections": [
                    {
                        "id": "firms",
                        "blocks": [
                            {
                                "kind": "list",
                                "id": "firms",
                                "columns": [{"id": "cod", "caption": "COD"}, {"id": "tp", "caption": "总磷"}],
                                "rows": {"print": 3, "start": 30, "dots": True},
                            }
                        ],
                    }
                ],
                "notes": ["注：表2的范围", "再注"],
            },
            {
                "id": "3",
                "like": "2",
                "titles": [{"text": "{year}年表3"}],
                "replace": {"表2": "表3"},
                "print": {"firms": 6},
            },
        ],
    }


def changed(*changes: Json) -> Json:
    return resolved({"id": "new/2025", "extends": "old/2024", "changes": list(changes)}, parent(), "new.json")


def sheet(whole: Json, table: str) -> Json:
    return next(one for one in whole["sheets"] if one["id"] == table)


def columns(whole: Json, table: str) -> list[str]:
    return [column["id"] for column in sheet(whole, table)["sections"][0]["blocks"][0]["columns"]]


def test_a_like_sheet_copies_all_but_its_own() -> None:
    whole = resolved(parent(), None, "old.json")
    copy = sheet(whole, "3")
    assert copy["titles"] == [{"text": "{year}年表3"}]
    assert copy["notes"] == ["注：表3的范围", "再注"]
    assert copy["sections"][0]["blocks"][0]["rows"]["print"] == 6
    assert sheet(whole, "2")["sections"][0]["blocks"][0]["rows"]["print"] == 3
    assert not {"like", "replace", "print"} & copy.keys()


def test_what_changes_in_a_table_changes_in_the_one_that_is_like_it() -> None:
    column = {"id": "tn", "caption": "总氮"}
    whole = changed({"op": "add", "after": "2/firms/cod", "value": column})
    assert columns(whole, "2") == columns(whole, "3") == ["cod", "tn", "tp"]


def test_a_like_sheet_may_be_changed_alone() -> None:
    whole = changed({"op": "remove", "at": "3/firms/tp"}, {"op": "note", "at": "3", "printed": "再注"})
    assert (columns(whole, "2"), columns(whole, "3")) == (["cod", "tp"], ["cod"])
    assert (sheet(whole, "2")["notes"], sheet(whole, "3")["notes"]) == (
        ["注：表2的范围", "再注"],
        ["注：表3的范围"],
    )


def test_move_replace_and_removal_of_a_member() -> None:
    whole = changed(
        {"op": "move", "at": "2/firms/tp", "before": "2/firms/cod"},
        {"op": "replace", "at": "2/firms/cod", "value": {"caption": "化学需氧量", "id": "cod"}},
        {"op": "replace", "at": "2", "value": {"notes": None}},
        {"op": "replace", "at": "3", "value": {"replace": None}},
    )
    assert columns(whole, "2") == ["tp", "cod"]
    assert "notes" not in sheet(whole, "2")


def test_notes_are_added_changed_and_removed() -> None:
    whole = changed(
        {"op": "note", "at": "2", "printed": "再注", "text": "改注"},
        {"op": "note", "at": "2", "text": "新注"},
    )
    assert sheet(whole, "2")["notes"] == ["注：表2的范围", "改注", "新注"]


def test_words_are_swapped_everywhere_below_or_not_at_all() -> None:
    whole = changed({"op": "reword", "at": "2", "printed": "{year}", "text": "{year-1}", "times": 1})
    assert sheet(whole, "2")["titles"][0]["text"] == "{year-1}年表2"
    assert sheet(whole, "3")["titles"][0]["text"] == "{year}年表3"
    with pytest.raises(BadSchema, match="1 times, not 2"):
        changed({"op": "reword", "at": "2", "printed": "{year}", "text": "{year-1}", "times": 2})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"op": "remove", "at": "2/firms/nox"}, "'nox' is there 0 times"),
        ({"op": "note", "at": "2", "printed": "没有", "text": "新"}, "not there once"),
        ({"op": "invent", "at": "2"}, "unknown change"),
        ({"op": "remove", "at": "2"}, "like a sheet that is not there"),
        ({"op": "replace", "at": "3", "value": {"print": {"other": 4}}}, "no list 'other'"),
        ({"op": "note", "at": "2", "printed": "注：表2的范围", "text": "注"}, "stands in 0 notes"),
    ],
)
def test_a_change_that_finds_nothing_is_refused(change: Json, complaint: str) -> None:
    with pytest.raises(BadSchema, match=complaint):
        changed(change)


def test_parent_and_changes_stay_as_they_were() -> None:
    before = parent()
    resolved(
        {"id": "new/2025", "extends": "old/2024", "changes": [{"op": "remove", "at": "2/firms/tp"}]},
        before,
        "",
    )
    assert before == parent()


def test_the_hash_looks_at_content_not_at_order() -> None:
    whole = resolved(parent(), None, "")
    assert digest(whole) == digest(dict(reversed(whole.items())))
    assert digest(whole) != digest({**whole, "id": "other/2024"})
