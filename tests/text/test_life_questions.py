"""What is asked says what was seen, what counts until it is answered, and both answers."""

from __future__ import annotations

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture.life_questions import LifeQuestion, LifeQuestionKind
from jiebei_desktop.text.formats import whole
from jiebei_desktop.text.life_questions import effect_words, question_words, title_words
from jiebei_desktop.text.texts import Texts

EN, ZH = Texts("en"), Texts("zh_CN")


def fall(after=190_000, *, counts=True):
    return LifeQuestion(
        kind=LifeQuestionKind.FALL, months=(Month(2026, 9),), category="A1", before=Fen(250_000),
        after=Fen(after), counts=counts,
    )  # fmt: skip


def gaps(count, kind=LifeQuestionKind.EMPTY, *, counts=False, category=""):
    months = tuple(Month(2026, 1 + 2 * k) for k in range(count))
    return LifeQuestion(kind=kind, months=months, category=category, counts=counts)


def test_a_fall_says_since_when_how_much_and_what_counts_until_then():
    said = question_words(fall(), ZH, whole)
    assert said.question == "2026年9月起，工资每月少了 24%（¥2,500 → ¥1,900）。以后都按新的算吗？"
    assert said.reading == "回答之前，先按少的 ¥1,900 算。"
    assert (said.lasting, said.other) == ("是，以后按 ¥1,900 算", "不是，只是暂时")


def test_a_fall_within_its_noise_does_not_claim_to_count():
    assert "按平常的算" in question_words(fall(counts=False), ZH, whole).reading
    assert "usual amount" in question_words(fall(counts=False), EN, whole).reading


def test_an_income_that_is_gone_is_not_reckoned_with_at_nothing():
    assert question_words(fall(0), ZH, whole).lasting == "是，没有了"
    assert question_words(fall(0), EN, whole).lasting == "Yes, it is gone"


def test_empty_months_say_whether_they_are_zeros_until_answered():
    zero = question_words(gaps(2, counts=True), ZH, whole)
    assert zero.question == "2026年1月、2026年3月什么都没记。是没记账，还是真的没有收支？"
    assert zero.reading == "回答之前，这些月份按没有收支算。"
    assert "不算进去" in question_words(gaps(2), ZH, whole).reading
    many = question_words(gaps(5), EN, whole).question
    assert "5 months between January 2026 and September 2026" in many


def test_a_missing_income_is_named():
    said = question_words(gaps(1, LifeQuestionKind.HOLE, category="A1"), ZH, whole)
    assert said.question == "2026年1月没有记到工资。是没记，还是那时没发？"
    assert (said.lasting, said.other) == ("是没记", "那时没发")


def test_amounts_are_written_by_the_one_who_shows_them():
    hidden = question_words(fall(), EN, lambda _fen: "••••")
    assert "1,900" not in f"{hidden.question}{hidden.reading}{hidden.lasting}"


def test_a_list_names_what_is_asked_about_and_what_it_shows():
    assert title_words(fall(), ZH) == "工资变少"
    assert effect_words(fall(), ZH, whole) == "¥2,500 → ¥1,900"
    assert title_words(gaps(1, LifeQuestionKind.HOLE, category="A1"), EN) == "Wages: nothing"
    assert effect_words(gaps(1), EN, whole) == "January 2026"


def test_a_cost_that_stopped_is_named_with_what_it_was():
    asked = LifeQuestion(
        kind=LifeQuestionKind.STOPPED, months=(Month(2026, 8),), category="B9", before=Fen(240_000)
    )
    said = question_words(asked, EN, whole)
    assert said.question.endswith(
        "nothing since August 2026, ¥2,400 a month before. Has this cost ended?"
    )
    assert said.lasting == "Yes, it has ended"
    assert "结束了吗" in question_words(asked, ZH, whole).question
    assert title_words(asked, EN).endswith(": no longer paid")
    assert effect_words(asked, EN, whole) == "¥2,400 → ¥0"
