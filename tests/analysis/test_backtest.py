"""The backtests: reproducible, honest about what they compare, quick when small."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis import backtest
from jiebei_desktop.analysis.forecast_check import check_forecast
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

ON = date(2026, 11, 22)


def test_the_backtest_repeats_and_ours_breaks_less_than_what_people_use():
    scores = {score.rule: score for score in backtest.run(per_cell=3)}
    assert set(scores) == set(backtest.RULES)
    again = {score.rule: score for score in backtest.run(per_cell=3)}
    assert scores == again
    ours = scores["ours: recommended, free months"]
    assert ours.broken < scores["mean surplus"].broken < scores["50% of income (DTI)"].broken
    assert scores["ours: floor"].broken < scores["ours: ceiling"].broken
    for score in scores.values():
        assert score.broken_at_work <= score.broken <= score.late
        assert 0 < score.offered <= 1


def test_the_command_prints_one_table(capsys):
    assert backtest.main(["1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("30 made-up households")
    assert len(printed) == 4 + len(backtest.RULES)


def test_the_forecast_of_a_past_ledger_covers_most_of_what_happened():
    rng = random.Random(4)
    entries = []
    for k in range(20):
        month = Month(2025, 3).plus(k)
        for code, amount in (("A3", rng.gauss(7000, 1400)), ("C1", rng.gauss(5000, 500))):
            entries.append(
                Entry(
                    date=month.day(10),
                    kind=EntryKind.INCOME if code == "A3" else EntryKind.EXPENSE,
                    amount=Fen(round(amount * 100)),
                    category=code,
                )
            )
    book = Book(household=Household(income_kind="salaried"), entries=tuple(entries))
    found = check_forecast(book, ON)
    assert len(found.trials) == 3 * 17 - 3
    assert found.trials[0].origin == Month(2025, 5)
    assert found.share is not None
    assert Fraction(6, 10) <= found.share <= 1
    assert check_forecast(Book(), ON).share is None
