"""Words by code: every code of the rule data has them, in both languages."""

from __future__ import annotations

import pytest

from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.reference import guide, products
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text import guide as guide_words
from jiebei_desktop.text import rules as words
from jiebei_desktop.text.texts import Texts

ZH, EN = Texts("zh_CN"), Texts("en")


def both(word, code) -> None:
    chinese, english = word(code, ZH), word(code, EN)
    assert chinese
    assert english
    assert chinese != english, code


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        (words.rule_title, list(load().rows)),
        (words.product_name, [one.code for one in products.templates()]),
        (words.grade_name, list(Grade)),
        (guide_words.sign_name, [sign.code for sign in guide.load().signs]),
        (guide_words.document_name, [one.code for one in guide.load().documents]),
        (guide_words.agreement_item, list(guide.load().agreement)),
        (guide_words.hotline_name, [one.code for one in guide.load().hotlines]),
    ],
)
def test_every_code_has_words_in_both_languages(word, codes):
    assert codes
    for code in codes:
        both(word, code)


@pytest.mark.parametrize("line", load().thresholds.values(), ids=lambda line: line.id)
def test_every_house_rule_says_what_it_measures_in_both_languages(line):
    assert EN.gettext(line.basis) == line.basis
    assert ZH.gettext(line.basis) != line.basis


@pytest.mark.parametrize("stage", list(TimelineStage))
def test_every_stage_says_four_things_in_both_languages(stage):
    chinese = guide_words.stage_text(stage, ZH)
    english = guide_words.stage_text(stage, EN)
    for part in ("happens", "do", "prepare", "record"):
        assert getattr(chinese, part)
        assert getattr(chinese, part) != getattr(english, part)


@pytest.mark.parametrize("one", guide.load().corrections, ids=lambda one: one.code)
def test_every_correction_says_what_is_heard_and_how_it_is(one):
    chinese = guide_words.correction_text(one.code, ZH)
    english = guide_words.correction_text(one.code, EN)
    assert chinese.heard != english.heard
    assert chinese.fact != english.fact
    assert one.rule is None or one.rule in load().rows


def test_documents_point_at_rules_that_exist():
    for document in guide.load().documents:
        assert document.rule is None or document.rule in load().rows


def test_an_unknown_product_stands_for_itself():
    assert words.product_name("tulips", ZH) == "tulips"
