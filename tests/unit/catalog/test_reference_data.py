"""Codes, factors, lists and notation as data: meta-schemas, counts, format, no personal data."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qingjian import resources

SCHEMAS = resources.schemas()
FILES = sorted(
    path.relative_to(SCHEMAS).as_posix()
    for path in (
        *SCHEMAS.glob("codes/*.json"),
        *SCHEMAS.glob("factors/*.json"),
        *SCHEMAS.glob("lists/*.json"),
        SCHEMAS / "notation.json",
        SCHEMAS / "functions.json",
    )
)


def document(path: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SCHEMAS / path).read_text("utf-8"))
    return content


def meta(path: str) -> dict[str, Any]:
    announced = Path(path).parent / document(path)["$schema"]
    schema: dict[str, Any] = json.loads((SCHEMAS / announced).resolve().read_text("utf-8"))
    return schema


def validate(content: dict[str, Any], schema: dict[str, Any]) -> None:
    # the stubs leave the arguments of validate() unknown
    validator: Any = jsonschema.Draft202012Validator(schema)
    validator.validate(content)


def test_every_kind_of_reference_data_is_there() -> None:
    assert Counter(path.partition("/")[0] for path in FILES) == {
        "codes": 6,
        "factors": 3,
        "lists": 3,
        "notation.json": 1,
        "functions.json": 1,
    }


@pytest.mark.parametrize("path", FILES)
def test_each_file_is_what_its_meta_schema_promises(path: str) -> None:
    schema = meta(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    validate(document(path), schema)


@pytest.mark.parametrize("path", FILES)
def test_a_field_nobody_knows_is_refused(path: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({**document(path), "unheard-of": 1}, meta(path))


@pytest.mark.parametrize("path", FILES)
def test_files_are_plain_utf8_with_lf_and_one_final_newline(path: str) -> None:
    data = (SCHEMAS / path).read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"}\n")
    assert b"\\u" not in data
    assert b"\t" not in data


@pytest.mark.parametrize("path", FILES)
def test_no_telephone_number_and_no_mailbox_is_published(path: str) -> None:
    text = (SCHEMAS / path).read_text("utf-8")
    assert re.search(r"[\w.]+@[\w.]+", text) is None
    assert re.search(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])|联系人|联系电话", text) is None


@pytest.mark.parametrize(
    ("version", "counts"),
    [("2002", (20, 95, 396, 913)), ("2011", (20, 96, 432, 1094)), ("2017", (20, 97, 473, 1381))],
)
def test_industry_counts(version: str, counts: tuple[int, ...]) -> None:
    content = document(f"codes/gbt4754-{version}.json")
    found = Counter(record["level"] for record in content["industries"])
    assert tuple(found[level] for level in ("门类", "大类", "中类", "小类")) == counts
    assert len({record["code"] for record in content["industries"]}) == sum(counts)


@pytest.mark.parametrize("version", ["2002", "2011", "2017"])
def test_every_industry_hangs_on_one_of_the_level_above(version: str) -> None:
    records = {record["code"]: record for record in document(f"codes/gbt4754-{version}.json")["industries"]}
    above = {"大类": "门类", "中类": "大类", "小类": "中类"}
    for record in records.values():
        if record["level"] != "门类":
            parent = records[record["parent"]]
            assert parent["level"] == above[record["level"]]
            assert parent["section"] == record["section"]
            assert record["code"].startswith(parent["code"]) or parent["level"] == "门类"


def test_the_count_of_2017_says_what_is_unresolved() -> None:
    content = document("codes/gbt4754-2017.json")
    assert content["official_counts"]["小类"] == 1380
    assert "1381" in content["note"]["zh"]
    assert sum("variants" in record for record in content["industries"]) == 11


def test_derived_classes_of_2002_are_marked() -> None:
    records = document("codes/gbt4754-2002.json")["industries"]
    assert Counter(record["confidence"] for record in records) == {"single": 1199, "derived": 225}


def test_electricity_records() -> None:
    content = document("factors/electricity.json")
    assert (len(content["factors"]), len(content["unconfirmed"])) == (250, 47)
    every = [*content["factors"], *content["unconfirmed"]]
    assert len({record["id"] for record in every}) == 297
    for record in every:
        assert record["id"] == ":".join(
            (record["series"], record["kind"], str(record["year"]), record["region"])
        )
        assert (record["unit"] == "kgCO2e/kWh") is (record["kind"] == "footprint")


def test_fuels_divide_out_where_they_are_said_to() -> None:
    content = document("factors/fuels.json")
    assert len(content["fuels"]) == 54
    for fuel in content["fuels"]:
        if fuel["self_consistent"] is None:
            continue
        basis = Decimal(content["standards"][fuel["standard"]]["basis"])
        scale = 1000 if fuel["heat"]["unit"].startswith("MJ") else 1
        per = 1000 if (fuel["heat"]["unit"], fuel["coal"]["unit"]) == ("MJ/t", "kgce/kg") else 1
        for end in ("low", "high"):
            printed = Decimal(fuel["coal"][end])
            quotient = Decimal(fuel["heat"][end]) * scale / basis / per
            assert (round(quotient, 4) == printed) is fuel["self_consistent"], fuel["name"]


def test_list_rows_fit_their_columns_and_notes() -> None:
    for path in (path for path in FILES if path.startswith("lists/")):
        content = document(path)
        ids = [column["id"] for column in content["columns"]]
        assert all(list(row) == ids for row in content["rows"])
        assert {content["key"], content["group"]} <= set(ids)
        numbers = [row["no"] for row in content["rows"]]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(set(note["rows"]) <= set(numbers) for note in content["notes"])


def test_units_and_marks_are_spelled_once() -> None:
    content = document("notation.json")
    marks = [spelling for mark in content["marks"].values() for spelling in mark["spellings"]]
    units = [spelling for unit in content["units"] for spelling in unit["spellings"]]
    assert len(set(marks)) == len(marks)
    assert len(set(units)) == len(units)
