"""`offers` and `ask` on a household whose second wage ends: a home, two cards, two loans, a car."""

from __future__ import annotations

from pathlib import Path

import pytest

HOUSEHOLD = Path(__file__).resolve().parents[1] / "households" / "one_wage_left.json"
DAY = ("--as-of", "2026-11-28")
NEGOTIABLE = ["card", "bill", "huabei", "jiebei"]


@pytest.fixture(scope="module")
def family(answer, tmp_path_factory):
    path = tmp_path_factory.mktemp("asking") / "family.jiebei"
    answer("new", path)
    answer("load", path, HOUSEHOLD)
    return path


@pytest.mark.parametrize("by", ["total", "principal", "instalment"])
def test_the_home_takes_no_share_of_what_is_for_the_others(answer, family, by):
    offers = answer("offers", family, *DAY, "--amount", "1000", "--by", by)["offers"]
    assert [one["debt"] for one in offers] == NEGOTIABLE
    assert sum(round(float(one["amount"]) * 100) for one in offers) == 100_000


def test_more_than_the_negotiable_debts_owe_cannot_be_shared(run, family):
    done = run("offers", family, *DAY, "--amount", "100000", "--lang", "en")
    assert done.exit_code == 1
    assert "is more than all debts together" in done.stderr
