"""Words of the figures behind an affordable amount: every code, both languages."""

from __future__ import annotations

from datetime import date

import pytest
from prospects import affordable

from jiebei_desktop.analysis.affordability import helps
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.domain.household import Book, Mark
from jiebei_desktop.services.files import demo
from jiebei_desktop.text import figures
from jiebei_desktop.text.texts import Texts

ZH, EN = Texts("zh_CN"), Texts("en")
AS_OF = date(2026, 11, 22)


def both(word, codes) -> None:
    for code in codes:
        chinese, english = word(code, ZH), word(code, EN)
        assert chinese
        assert english
        assert chinese != english, code


def test_every_figure_and_step_of_the_model_has_a_name():
    found = affordable(demo.employee(AS_OF), AS_OF, paths=200)
    both(figures.figure_name, [figure.label_code for figure in found.figures])
    both(figures.step_name, [step.code for step in found.steps])


def test_a_household_without_income_hears_why_and_what_would_help():
    found = affordable(Book(), AS_OF, paths=200)
    assert figures.no_amount_reason(found.reason, ZH) == "往后几个月还没有记录收入"
    both(figures.help_name, [one.code for one in helps(prospect(Book(), AS_OF), paths=200)])


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        (
            figures.no_amount_reason,
            [
                "no_income",
                "guarded_exceed_income",
                "spending_exceeds_income",
                "bills_exceed_surplus",
                "income_too_uncertain",
                "income_far_apart",
                "margin_too_thin",
                "income_ends",
                "large_payment",
                "ledger_too_old",
            ],
        ),
        (figures.help_name, ["free_months", "buffer", "income_up_10", "spending_down_10"]),
        (
            figures.strain_name,
            ["as_expected", "income_down_20", "late_pay_day", "bill_2000"],
        ),
    ],
)
def test_every_code_has_words_in_both_languages(word, codes):
    both(word, codes)


def test_marks_are_one_character_in_chinese():
    assert [figures.mark_name(mark, ZH) for mark in Mark] == ["凭", "流", "估"]
    both(figures.mark_name, list(Mark))
