from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.services.keeping.dismissals import FOR_GOOD, Span, dismiss, restore, split
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 12, 5)


def finding(severity=Severity.CAUTION, debt="a", name="W-COST-24"):
    return Finding(id=name, severity=severity, as_of=DAY, debt=debt and DebtId(debt))


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as opened:
        yield opened


@pytest.mark.parametrize(
    ("span", "last"),
    [(Span.DAY, DAY), (Span.MONTH, date(2026, 12, 31)), (Span.KIND, FOR_GOOD)],
)
def test_silence_lasts_as_long_as_asked_for(session, span, last):
    dismiss(session, finding(), span, DAY)
    assert split(session, [finding()], DAY) == ((), (finding(),))
    assert split(session, [finding()], last) == ((), (finding(),))
    if last != FOR_GOOD:
        assert split(session, [finding()], last + timedelta(days=1)) == ((finding(),), ())


def test_another_debt_and_another_kind_are_not_meant(session):
    others = [finding(debt="b"), finding(debt=None), finding(name="W-SPIRAL")]
    dismiss(session, finding(), Span.MONTH, DAY)
    assert split(session, [*others, finding()], DAY) == (tuple(others), (finding(),))


def test_a_kind_is_meant_for_every_debt(session):
    dismiss(session, finding(), Span.KIND, DAY)
    other = finding(name="W-SPIRAL")
    shown, aside = split(session, [finding(), finding(debt="b"), other, finding(debt=None)], DAY)
    assert shown == (other,)
    assert len(aside) == 3


@pytest.mark.parametrize("span", Span)
def test_what_gets_worse_is_shown_again(session, span):
    dismiss(session, finding(), span, DAY)
    worse = finding(Severity.SEVERE)
    assert split(session, [worse], DAY) == ((worse,), ())


def test_asking_twice_keeps_the_later_wish_and_everything_can_be_taken_back(session):
    dismiss(session, finding(), Span.DAY, DAY)
    dismiss(session, finding(), Span.MONTH, DAY)
    dismiss(session, finding(debt="b"), Span.KIND, DAY)
    (day,) = {row["day"] for row in session.ledger.rows("dismissals", ref="caution:a")}
    assert day == "2026-12-31"
    restore(session)
    assert split(session, [finding()], DAY) == ((finding(),), ())
    session.history.undo()
    assert split(session, [finding()], DAY) == ((), (finding(),))
