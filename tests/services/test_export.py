from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from jiebei_desktop.domain.household import Book
from jiebei_desktop.services import export, household_file


def test_a_spreadsheet_gets_every_entry_and_runs_no_formula(book, coffee, tmp_path):
    tricky = replace(coffee, counterparty="=HYPERLINK(1)", note='@x, "y"\n2')
    path = tmp_path / "out.csv"
    assert export.write(replace(book, entries=(coffee, tricky)), "csv", path) == 2
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
    }
    assert (second["counterparty"], second["note"]) == ("'=HYPERLINK(1)", '\'@x, "y"\n2')


def test_the_json_export_is_a_household_file(book, tmp_path):
    path = tmp_path / "out.json"
    assert export.write(book, "json", path) == 7
    assert household_file.read(json.loads(path.read_text(encoding="utf-8"))) == book


def test_every_transaction_of_the_journal_balances(book, tmp_path):
    path = tmp_path / "out.beancount"
    rows = export.write(book, "beancount", path)
    text = path.read_text(encoding="utf-8")
    sums, opened = defaultdict(Decimal), set(re.findall(r"open (\S+) CNY", text))
    blocks = re.split(r"\n\n", text)[2:]
    assert rows == len(blocks) == 6
    for block in blocks:
        postings = re.findall(r"^  (\S+)  (-?[\d.]+) CNY$", block, re.MULTILINE)
        assert sum(Decimal(amount) for _, amount in postings) == 0
        assert {account for account, _ in postings} <= opened
        for account, amount in postings:
            sums[account] += Decimal(amount)
    assert sums["Income:A1"] == Decimal("-8600.00")
    assert sums["Liabilities:D1-jb1"] == Decimal("-12000.00") + Decimal("1111.15")


def test_quotes_in_names_do_not_break_the_journal(book, coffee):
    text, _ = export.beancount_text(Book(entries=(replace(coffee, note='a "b" \\'),)))
    assert r'* "街角咖啡_店" "a \"b\" \\"' in text


def test_an_empty_ledger_exports_too():
    assert export.beancount_text(Book()) == ('option "operating_currency" "CNY"\n\n', 0)


def test_an_unknown_format_is_refused(book, tmp_path):
    with pytest.raises(ValueError, match="xls"):
        export.write(book, "xls", tmp_path / "a.xls")


def test_a_disk_that_refuses_leaves_the_former_file(book, tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(OSError, match="out"):
        export.write(book, "csv", target)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
