from __future__ import annotations

import json

import pytest

HOUSEHOLD = {
    "format": "jiebei.household/1",
    "entries": [
        {"date": "2026-11-03", "kind": "expense", "amount": amount, "category": "C1",
         "counterparty": name}
        for amount, name in (("300.00", "超市"), ("1860.00", "银行"), ("50.00", "甲"), ("50.00", "乙"))
    ],
    "debts": [
        {"id": "loan", "name": "贷款", "product": "other", "lender": "某银行", "lender_type": "bank",
         "contract_date": "2026-01-15", "principal": "20000.00", "method": "free",
         "rate": {"value": "0", "per": "year"}}
    ],
}  # fmt: skip


@pytest.fixture
def ledger(answer, tmp_path):
    path, household = tmp_path / "a.jiebei", tmp_path / "a.json"
    household.write_text(json.dumps(HOUSEHOLD), encoding="utf-8")
    answer("new", path)
    answer("load", path, household)
    return path


@pytest.fixture
def refused(run):
    """Return a function that runs a command that cannot be done and gives back its one line."""

    def command(*arguments):
        done = run(*arguments)
        assert done.exit_code == 1, done.output
        (line,) = done.stderr.splitlines()
        return line

    return command


def amounts(document):
    return [(part["debt"] or part["category"], part["amount"]) for part in document["parts"]]


def test_a_payment_is_split_shown_and_joined_again(answer, ledger):
    made = answer("split", ledger, "2026-11-03", "300", "C1=200:菜", "B5=rest:药")
    assert (made["date"], made["kind"], made["amount"]) == ("2026-11-03", "expense", "300.00")
    assert amounts(made) == [("C1", "200.00"), ("B5", "100.00")]
    assert [part["note"] for part in made["parts"]] == ["菜", "药"]
    assert answer("split", ledger, "2026-11-03", "300") == made
    entries = [one for one in answer("dump", ledger)["entries"] if "split" in one]
    assert [(one["amount"], one["split"]) for one in entries] == [("100.00", 1), ("200.00", 1)]
    joined = answer("split", ledger, "2026-11-03", "300", "C1=300")
    assert amounts(joined) == [("C1", "300.00")]
    assert not [one for one in answer("dump", ledger)["entries"] if "split" in one]


def test_a_part_repays_a_debt_by_its_id(answer, ledger):
    made = answer("split", ledger, "2026-11-03", "1860", "loan=1800", "B9=rest")
    assert amounts(made) == [("B9", "60.00"), ("loan", "1800.00")]
    (debt,) = answer("dump", ledger)["debts"]
    assert [(one["amount"], one["split"]) for one in debt["payments"]] == [("1800.00", 1)]
    (owed,) = answer("owed", ledger)["debts"]
    assert owed["total"] == "18200.00"


def test_payments_of_one_day_and_amount_are_told_apart_by_name(answer, refused, ledger):
    said = refused("split", ledger, "2026-11-03", "50")
    assert said.endswith(("甲, 乙", "乙, 甲"))
    made = answer("split", ledger, "2026-11-03", "50", "C1=20", "C2=rest", "--of", "乙")
    assert made["counterparty"] == "乙"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("C1=200", "B5=90"), "¥10.00 is in no part yet"),
        (("C1=200", "B5=110"), "The parts are ¥10.00 too much"),
        (("C1=200", "A1=100"), "A1=100: A category of this direction is needed"),
        (("C1=200", "Z1=100"), "Z1=100: Z1 is no category from A1 to C9 and no id of a debt"),
        (("C1=200", "B5"), "B5: write a part as CODE=AMOUNT"),
        (("C1=rest", "B5=rest"), "B5=rest: only one part can take the rest"),
        (("loan=300",), "loan=300: One part needs a category"),
        (("C1=300", "B5=rest"), "B5=rest: An amount is needed"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_changes(
    answer, refused, ledger, parts, said
):
    before = answer("dump", ledger)
    assert said in refused("split", ledger, "2026-11-03", "300", *parts, "--lang", "en")
    assert answer("dump", ledger) == before


def test_a_payment_that_is_not_there_is_named_by_day_and_amount(refused, ledger):
    said = refused("split", ledger, "2026-11-03", "301", "C1=301", "--lang", "en")
    assert "2026-11-03: no entry of 301.00 on that day" in said
