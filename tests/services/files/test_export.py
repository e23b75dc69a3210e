from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.files import export, household_file

DAY = date(2026, 11, 22)


def test_a_spreadsheet_gets_every_entry_and_runs_no_formula(book, coffee, tmp_path):
    tricky = replace(coffee, counterparty="=HYPERLINK(1)", note='@x, "y"\n2')
    path = tmp_path / "out.csv"
    assert export.write(replace(book, entries=(coffee, tricky)), "csv", path, DAY) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first == {
        "date": "2026-10-03",
        "kind": "expense",
        "amount": "15.90",
        "category": "C1",
        "counterparty": "街角咖啡_店",
        "note": "100% 拿铁",
        "mark": "statement",
        "split": "",
    }
    assert (second["counterparty"], second["note"]) == ("'=HYPERLINK(1)", '\'@x, "y"\n2')


def test_the_json_export_is_a_household_file(book, tmp_path):
    path = tmp_path / "out.json"
    assert export.write(book, "json", path, DAY) == 7
    assert household_file.read_asking(json.loads(path.read_text(encoding="utf-8"))).book == book


def test_an_unknown_format_is_refused(book, tmp_path):
    with pytest.raises(ValueError, match="xls"):
        export.write(book, "xls", tmp_path / "a.xls", DAY)


def test_a_disk_that_refuses_leaves_the_former_file(book, tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(Trouble, match="out"):
        export.write(book, "csv", target, DAY, agreed=True)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
