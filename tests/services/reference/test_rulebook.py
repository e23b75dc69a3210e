"""The shipped rule data: complete, dated, sourced, and refused when a row is broken."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jiebei_desktop import bundle
from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.services.reference import rulebook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A private copy of the shipped rule data."""
    return Path(shutil.copytree(bundle.resources() / "rules", tmp_path / "rules"))


def test_the_shipped_book_has_every_rule_and_every_fixing():
    book = rulebook.load()
    assert len(book.rows) == 71
    assert len(book.fixings) == 83
    assert book.as_of == date(2026, 11, 22)
    assert rulebook.load() is book


def test_every_row_names_its_source_and_the_day_it_was_checked():
    for row in rulebook.load().rows.values():
        assert row.source, row.id
        assert row.as_of <= date(2026, 11, 22), row.id
        assert row.end is None or row.start is None or row.start <= row.end, row.id
        assert "同上" not in row.source + row.binds, row.id


@pytest.mark.parametrize(
    ("contract", "cap"),
    [
        (date(2023, 6, 15), "0.146"),
        (date(2023, 6, 20), "0.142"),
        (date(2025, 5, 20), "0.12"),
        (date(2020, 8, 20), "0.154"),
    ],
)
def test_the_cap_on_private_loans_follows_the_fixing_of_the_contract_date(contract, cap):
    assert rulebook.load().rate("pl_cap_4lpr", contract) == Decimal(cap)


def test_rows_below_a_minus_are_never_law():
    book = rulebook.load()
    below = {row.id for row in book.rows.values() if not row.is_law}
    assert below == {
        "spc_24_total", "assist_24", "cf_20", "mcl_24", "mcl_4lpr_2027", "cc_grace", "penalty_band",
        "consumer_41", "cf_collect", "debt_cleanup", "rate_reset", "housing_fund", "loan_years",
        "renewal", "complaint_days",
    }  # fmt: skip
    assert book.row("kantou").grade is Grade.A


def test_the_cap_on_private_loans_does_not_bind_licensed_lenders():
    row = rulebook.load().row("pl_cap_4lpr")
    assert row.binds_lender(LenderType.PRIVATE_PERSON)
    assert not row.binds_lender(LenderType.CONSUMER_FINANCE)


@pytest.mark.parametrize(
    ("name", "before", "after", "complaint"),
    [
        ("cards", 'grade = "A"', 'grade = "Z"', "bank_card_reduce"),
        ("cards", 'id = "bank_card_reduce"', 'id = ""', "cards.toml"),
        ("cards", 'id = "cc_grace"', 'id = "kantou"', "kantou: twice"),
        ("private_loans", "from = 2020-08-20", 'from = "2020-08-20"', "pl_cap_4lpr"),
        ("private_loans", 'lpr_multiple = "4"', 'lpr_multiple = "four"', "pl_cap_4lpr"),
        ("lpr", "published = 2019-09-20", "published = 2019-08-20", "order"),
        ("lpr", 'source = "pair"', 'source = "pears"', "lpr.toml: 1"),
        ("thresholds", 'amber = "0.50"', "amber = 0.50", "debt_service"),
        ("contract", "[[rule]]", "[[rule", "contract.toml"),
    ],
)
def test_broken_rule_data_is_refused_and_the_row_is_named(folder, name, before, after, complaint):
    file = folder / f"{name}.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(rulebook.RuleDataError, match=complaint):
        rulebook.read(folder)


def test_a_missing_file_is_refused(folder):
    (folder / "lpr.toml").unlink()
    with pytest.raises(rulebook.RuleDataError, match=r"lpr\.toml"):
        rulebook.read(folder)
