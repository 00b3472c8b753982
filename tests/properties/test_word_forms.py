"""A form in Word gives what the official workbook gives: the same data, the same findings, the same clean copy."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from qingjian.api.annotating import annotate
from qingjian.api.checking import check
from qingjian.api.data import extract as extract_file
from qingjian.api.data import transcribe
from qingjian.api.filling import fill
from qingjian.api.judge import judge, open_form
from qingjian.bind.extract import extract
from qingjian.bind.strays import strays
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.tables import table
from qingjian.errors import CannotWrite
from qingjian.model.verdict import Verdict
from qingjian.templates.book import build
from support.bare_package import parts, zipped
from support.docx import cell, document, paragraph
from support.docx import table as word_table
from support.docx_forms import word_form
from support.random_forms import form
from support.random_shapes import Shape, shapes
from support.realistic.deal import realistic

Json = dict[str, Any]
SUMMARIES = ("mee/2020", "liaoning/2024", "chongqing/2025")
SAVED = Path(__file__).resolve().parents[1] / "data" / "word"
EXAMPLES = -(-settings().max_examples // (2 * len(edition_ids())))
OF_WORD = {"QJ0001", "QJ1001"}
"""Advice: it is a Word form, and carries no stamp."""
OF_FORMULAS = {"QJ2108", "QJ2109", "QJ2110"}
"""Of a workbook's formulas, which no Word form has."""


def read_back(data: bytes, known: Edition) -> Json:
    bound = open_form(data, "总结表.docx")
    assert bound is not None
    assert bound[1].id == known.id
    assert list(strays(*bound)) == []
    return extract(*bound)


def told(verdict: Verdict) -> set[tuple[str, ...]]:
    return {(one.code, one.severity, one.table, one.row, one.field) for one in verdict.findings}


@pytest.mark.parametrize("name", edition_ids())
@pytest.mark.parametrize("seed", [1, 2])
def test_word_and_workbook_agree(name: str, seed: int) -> None:
    known, data = edition(name), realistic(seed, name, most=12).data
    word, workbook = word_form(known, data, with_parameters=True), build(known, data=data)

    assert read_back(word, known) == read_back(workbook, known)
    one, other = told(judge(word, "总结表.docx")), told(judge(workbook, "总结表.xlsx"))
    assert {code for code, *_ in one ^ other} <= OF_WORD


@pytest.mark.parametrize("name", SUMMARIES)
def test_faults_are_found_in_word_as_in_the_workbook(name: str) -> None:
    known, data = edition(name), realistic(4, name, least=5, most=9).data
    dice = random.Random(name)
    for row in data["tables"]["2-2"]["companies"]["rows"]:
        column = dice.choice([key for key, value in row.items() if value and value[0].isdigit()] or ["power"])
        row[column] = dice.choice(("3.6吨", "约5", "-7", "1200000", "１２"))
    data["unread"] = []
    word = judge(word_form(known, apart(data), with_parameters=True), "总结表.docx")
    workbook = judge(build(known, data=apart(data)), "总结表.xlsx")

    assert {code for code, *_ in told(word) ^ told(workbook)} <= OF_WORD | OF_FORMULAS
    assert word.status == "returned"


def apart(data: Json) -> Json:
    """What is no number goes where the builder takes it from."""
    unread: list[Json] = []
    rows = [dict(row) for row in data["tables"]["2-2"]["companies"]["rows"]]
    for index, row in enumerate(rows):
        for key, value in row.items():
            if value in ("3.6吨", "约5", "１２"):
                unread.append(
                    {
                        "path": f"/tables/2-2/companies/rows/{index}/{key}",
                        "sheet": "",
                        "cell": "A1",
                        "text": value,
                    }
                )
                row[key] = None
    tables = {**data["tables"], "2-2": {"companies": {**data["tables"]["2-2"]["companies"], "rows": rows}}}
    return {**data, "tables": tables, "unread": unread}


@pytest.mark.parametrize("name", edition_ids())
def test_any_form_comes_back_from_word(name: str) -> None:
    known = edition(name)

    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(shapes(known))
    def same(shape: Shape) -> None:
        data = form(known, shape)
        if "cover" in data["tables"]:
            cover = data["tables"]["cover"]
            cover["cover"] = {label: _in_a_line(answer) for label, answer in cover["cover"].items()}
        found = read_back(word_form(known, data), known)
        assert found["tables"] == data["tables"]
        assert found["unread"] == []

    same()


def _in_a_line(answer: str | None) -> str | None:
    """What fits behind a label of a cover, where nobody writes an essay."""
    return (answer or "").replace("\n", " ")[:30].strip(" \t_") or None


@pytest.mark.parametrize("name", SUMMARIES)
def test_what_writer_has_saved_is_read_alike(name: str) -> None:
    saved = SAVED / f"{name.replace('/', '-')}.docx"
    data: Json = json.loads(saved.with_suffix(".json").read_bytes())
    found = read_back(saved.read_bytes(), edition(name))
    assert found["tables"] == data["tables"]
    assert found["unread"] == []


@pytest.mark.parametrize("name", SUMMARIES)
def test_transcribing_gives_the_official_workbook(tmp_path: Path, name: str) -> None:
    known, data = edition(name), realistic(5, name, most=9).data
    source, clean = tmp_path / "总结表.docx", tmp_path / "clean.xlsx"
    source.write_bytes(word_form(known, data, with_parameters=True))

    result = transcribe(source, clean)

    assert result == (name, ())
    found = extract_file(clean)
    assert found["tables"] == data["tables"]
    assert found["report_year"] == data["report_year"]
    jsonschema.validate(found, table(f"data/{name}.schema.json"))


def test_nothing_is_written_into_a_word_document(tmp_path: Path) -> None:
    source = tmp_path / "总结表.docx"
    source.write_bytes(word_form(edition("mee/2020"), realistic(5, "mee/2020", most=3).data))
    (verdict,) = check([source]).files

    for write in (
        lambda: fill(source, tmp_path / "a.xlsx"),
        lambda: annotate(source, verdict, tmp_path / "b.xlsx"),
    ):
        with pytest.raises(CannotWrite) as refused:
            write()
        assert refused.value.code == "not-xlsx"
    assert [path.name for path in tmp_path.iterdir()] == ["总结表.docx"]


def test_a_letter_is_an_attachment_and_an_old_document_says_what_to_do(tmp_path: Path) -> None:
    letter = document(
        paragraph("关于报送清洁生产审核工作总结的函") + word_table([["联系人", "电话"], ["某某", "1"]])
    )
    (tmp_path / "函.docx").write_bytes(letter)
    (tmp_path / "总结.doc").write_bytes(b"{\\rtf1 }")

    old, new = sorted(check([tmp_path]).files, key=lambda verdict: verdict.path.endswith("docx"))

    assert (new.status, new.reason and new.reason.code) == ("attachment", "not-our-form")
    assert (old.status, old.reason and old.reason.code) == ("attachment", "old-word")


def test_a_figure_under_no_caption_is_told() -> None:
    """Behind the last column of 表2-2 somebody has added a cell."""
    known, data = edition("mee/2020"), realistic(1, "mee/2020", least=3, most=9).data
    word = word_form(known, data)
    text = bytes(parts(word)["word/document.xml"]).decode()
    name = data["tables"]["2-2"]["companies"]["rows"][0]["name"]
    at = text.index("</w:tr>", text.rindex(name[len(name) // 2 :]))
    strayed = zipped({**parts(word), "word/document.xml": text[:at] + cell("77") + text[at:]})

    assert details(judge(strayed, "表.docx")) == ["77"]
    assert details(judge(word, "表.docx")) == []


def details(verdict: Verdict) -> list[str]:
    return [one.params["detail"] for one in verdict.findings if one.params.get("oddity") == "stray-figure"]
