"""Sentences around an affordable amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from prospects import affordable

from jiebei_desktop.analysis.afford_value import FirstTerm, Obstacle, Odds
from jiebei_desktop.analysis.prospect import Dated, LaterMonth, LevelShift, NoIncome
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.files import demo
from jiebei_desktop.text.affording import afford_notes
from jiebei_desktop.text.figures import why_no_amount
from jiebei_desktop.text.texts import Texts

ON = date(2026, 11, 22)
ZH, EN = Texts("zh_CN"), Texts("en")
FOUND = affordable(demo.employee(ON), ON, paths=200)


def test_lean_months_are_named_with_what_is_paid_in_the_others():
    lean = msgspec.structs.replace(FOUND.lean, payment=Fen(320_000))
    notes = list(afford_notes(msgspec.structs.replace(FOUND, lean=lean, level_shift=()), ZH))
    assert notes == ["如果谈成2026年12月、2027年2月、2027年3月不用付，其余每月能付 ¥3,200.00"]


def test_a_fall_is_asked_about_or_said_to_count():
    shift = LevelShift(
        category="A1",
        start=Month(2026, 11),
        before=Fen(1_000_000),
        after=Fen(760_000),
        counted=False,
    )
    asked = msgspec.structs.replace(FOUND, lean=None, level_shift=(shift,))
    assert list(afford_notes(asked, ZH)) == ["工资：2026年11月比以前少了24%，以后都按新的算吗？"]
    counted = msgspec.structs.replace(
        asked, level_shift=(msgspec.structs.replace(shift, counted=True),)
    )
    assert "24% less" in next(afford_notes(counted, EN))


def test_a_tight_number_a_first_term_and_protected_debts_are_said():
    found = msgspec.structs.replace(
        FOUND,
        lean=None,
        level_shift=(),
        odds=Odds(late_once_12=Decimal("0.45"), broken_12=Decimal("0.31")),
        first_term=FirstTerm(months=3, payment=Fen(30_000)),
        protected=Fen(461_280),
    )
    tight, term, protected = afford_notes(found, ZH)
    assert "很紧" in tight
    assert "31%" in tight
    assert "¥300.00" in term
    assert "¥4,612.80" in protected


def test_what_is_in_the_way_is_named_with_its_day_and_from_when_an_amount_is_possible():
    due = Dated(day=date(2027, 1, 25), amount=Fen(-3_000_000), name="本金", kind="last")
    none = msgspec.structs.replace(
        FOUND, reason="large_payment", obstacle=Obstacle(payment=due, possible_from=Month(2027, 8))
    )
    said = why_no_amount(none, ZH)
    assert said == "2027年1月25日要还 ¥30,000.00（本金），到那天凑不齐；从2027年8月起可以有月付"
    never = msgspec.structs.replace(none, obstacle=Obstacle(payment=due, possible_from=None))
    assert "January 2027" in why_no_amount(never, EN)
    old = msgspec.structs.replace(FOUND, reason="ledger_too_old")
    assert "2026年10月" in why_no_amount(old, ZH)
    assert (
        why_no_amount(msgspec.structs.replace(FOUND, reason="no_income"), ZH)
        == "往后几个月还没有记录收入"
    )


def test_income_that_ended_or_begins_later_is_not_said_to_be_missing():
    ended = msgspec.structs.replace(
        FOUND, reason="no_income", no_income=NoIncome(last=Month(2026, 3), begins=None)
    )
    assert why_no_amount(ended, ZH) == "2026年3月之后没有收入记录：现在有收入的，请记上"
    later = NoIncome(last=Month(2026, 3), begins=Month(2028, 1))
    said = why_no_amount(msgspec.structs.replace(ended, no_income=later), ZH)
    assert said == "收入要到2028年1月才开始，离现在一年以上"
    soon = msgspec.structs.replace(
        FOUND,
        reason="spending_exceeds_income",
        no_income=NoIncome(last=Month(2027, 1), begins=None),
    )
    assert why_no_amount(soon, ZH) == "收入到2027年1月为止：之后有什么收入，请记上"
    begins = msgspec.structs.replace(soon, no_income=NoIncome(last=None, begins=Month(2027, 9)))
    assert why_no_amount(begins, ZH) == "收入要到2027年9月才开始，生活费现在就要花"


def test_an_income_of_later_is_told_with_its_month():
    later = LaterMonth(
        since=Month(2027, 2), month=Month(2026, 12), income=Fen(0), living=Fen(400_000)
    )
    found = msgspec.structs.replace(FOUND, lean=None, level_shift=(), later=later)
    assert list(afford_notes(found, EN)) == [
        "The usual income is from February 2027 on; December 2026 brings ¥0.00.",
        "The usual living is from February 2027 on; December 2026 takes ¥4,000.00.",
    ]
