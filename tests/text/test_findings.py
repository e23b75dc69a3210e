"""Findings in words: every warning has both languages, filled in, calm, and sourced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop import bundle
from jiebei_desktop.cli.warnings import finding as as_json
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.domain.warnings import warnings
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text.finding_words import WORDS
from jiebei_desktop.text.findings import action_label, describe, severity_name, source_sentence
from jiebei_desktop.text.texts import Texts

AS_OF = date(2026, 11, 22)
RULES = load()
CATALOGUE = tuple(RULES.warnings)
ZH, EN = Texts("zh_CN"), Texts("en")
FACTS = dict.fromkeys(
    [
        "arrears_fen",
        "per_day_fen",
        "total_fen",
        "principal_fen",
        "per_day_then_fen",
        "income_fen",
        "required_fen",
        "left_fen",
        "floor_fen",
        "excess_fen",
        "face_fen",
        "received_fen",
        "missing_fen",
        "payment_fen",
        "repaid_fen",
        "difference_fen",
        "first_fen",
        "interest_fen",
        "matched_fen",
        "short_fen",
        "cash_fen",
        "monthly_fen",
        "amount_fen",
        "cost_fen",
        "pays_fen",
        "paid_fen",
        "theirs_fen",
        "ledger_fen",
        "used_fen",
        "limit_fen",
        "principal_low_fen",
        "principal_high_fen",
        "total_low_fen",
        "total_high_fen",
        "reserve_fen",
        "base_fen",
        "charges_fen",
        "allowed_fen",
        "fees_fen",
        "in_full_fen",
    ],
    123456,
)
FACTS |= {key: Decimal("0.2531") for key in ("nominal", "effective", "line", "annual", "stated")}
FACTS |= {key: Decimal("1.30") for key in ("multiplier", "low", "high")}
FACTS |= {
    key: date(2026, 3, 1)
    for key in ("since", "announced", "due", "on", "contract_date", "lpr_date")
}
FACTS |= {"days": 20, "next_step": 30, "days_to_step": 10, "months": 40, "count": 2, "percent": 81}
FACTS |= {"years": 3}
FACTS |= {"signs": "bridge_loan,forged_proof"}
VARIANTS = [
    {},
    {"next_step": None},
    {"announced": None},
    {"lent_by": "person"},
    {"lent_by": "person", "per_day_fen": 0},
    {"measure": "standard"},
    {"lender_type": "unknown"},
    {"measured": "filing"},
    {"payment_fen": None},
    {"fees_fen": 0},
    {"in_full_fen": 0},
    {"months": None},
    {"days": 0},
    {"days": 1},
    {"kind": "dibao", "since": None},
    {"kind": "dibao"},
    {"kind": "lpr"},
]


def finding(name: str, **changes) -> Finding:
    return Finding(
        id=name,
        severity=Severity.CAUTION,
        as_of=AS_OF,
        debt=DebtId("jb"),
        facts=FACTS | changes,
        rule="kantou",
        source="s",
        action=RULES.warnings[name].action,
    )


def test_every_warning_has_words_and_every_word_a_warning():
    assert set(WORDS) == set(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_variant_is_filled_in_and_calm(name, t):
    for changes in VARIANTS:
        words = describe(finding(name, **changes), t, RULES, {DebtId("jb"): "借呗"})
        for text in (words.title, words.detail, words.source, words.action):
            assert text
            assert "{" not in text
            assert "！" not in text
            assert "!" not in text
        assert len(words.title) <= 120


@pytest.mark.parametrize("name", CATALOGUE)
def test_chinese_differs_from_english_in_every_variant(name):
    for changes in VARIANTS:
        one = finding(name, **changes)
        chinese, english = (describe(one, t, RULES) for t in (ZH, EN))
        assert chinese.title != english.title
        assert chinese.detail != english.detail
        assert chinese.action != english.action


def test_the_debt_is_called_by_the_name_the_user_knows():
    one = finding("W-OVERDUE")
    assert describe(one, ZH, RULES, {DebtId("jb"): "借呗"}).title == "借呗逾期 20 天"
    assert describe(one, EN, RULES).title == "jb is 20 days overdue"
    assert describe(replace(one, debt=None), EN, RULES).title.startswith("This offer")
    assert describe(finding("W-OVERDUE", days=1), EN, RULES).title == "jb is 1 day overdue"


def test_a_missing_count_does_not_break_the_sentence():
    assert "  " not in describe(finding("W-RUNWAY", days=None), EN, RULES).detail


def test_law_reference_and_house_rule_are_told_apart():
    law = source_sentence(finding("W-KANTOU"), ZH, RULES)
    weak = source_sentence(replace(finding("W-COST-24"), rule="assist_24"), ZH, RULES)
    house = source_sentence(replace(finding("W-DSR"), rule="debt_service"), ZH, RULES)
    assert law.startswith("依据：民法典670条")
    assert weak.startswith("参考，不作法律主张")
    assert house.startswith("本软件的提示线，不是法律标准")
    assert source_sentence(replace(finding("W-ACCEL"), rule=None), ZH, RULES) == ""
    doubtful = finding("W-PRIVATE-CAP", standing="reference")
    assert source_sentence(replace(doubtful, rule="pl_cap_4lpr"), ZH, RULES).startswith("参考")


def test_no_row_below_a_minus_is_ever_worded_as_law():
    for row in RULES.rows.values():
        sentence = source_sentence(replace(finding("W-KANTOU"), rule=row.id), EN, RULES)
        assert sentence.startswith("Source:") == row.is_law


@pytest.mark.parametrize(
    ("pays", "said"),
    [
        (8_933, "还款连新增的利息都不够付"),
        (11_190, "还款几乎只够支付利息"),
        (11_200, "还款几乎只够支付利息"),
    ],
)
def test_payments_below_the_cost_are_not_called_hardly_enough(pays, said):
    spiral = finding("W-SPIRAL", pays_fen=pays, cost_fen=11_190)
    assert describe(spiral, ZH, RULES).title == said


def test_ticked_signs_are_told_one_by_one():
    words = describe(finding("W-SCAM-FEE"), ZH, RULES)
    assert words.signs == ("推荐垫资过桥或“优化征信”", "提供虚假病历或困难证明")
    assert describe(finding("W-SCAM-FEE", signs=None), ZH, RULES).signs == ()


def test_severities_and_actions_have_labels():
    assert [severity_name(one, ZH) for one in Severity] == ["紧急", "留意", "说明"]
    assert [severity_name(one, EN) for one in Severity] == ["Serious", "Attention", "Note"]
    assert action_label("nowhere", ZH) == ""
    kinds = RULES.warnings.values()
    assert all(action_label(one.action, ZH) for one in kinds)
    assert all(action_label(one.by_cash, ZH) for one in kinds if one.by_cash)


@pytest.mark.parametrize("household", [demo.employee, demo.shop])
def test_the_examples_read_well_in_both_languages(household):
    book = household(AS_OF)
    names = {debt.id: debt.name for debt in book.debts}
    for t in (ZH, EN):
        for one in warnings(book, RULES, AS_OF):
            words = describe(one, t, RULES, names)
            assert "None" not in words.title + words.detail
            assert "{" not in words.title + words.detail


def test_every_warning_rule_and_house_rule_is_documented():
    page = bundle.root() / "docs" / "rules.md"
    text = page.read_text(encoding="utf-8")
    for name in (*CATALOGUE, *RULES.rows, *RULES.thresholds):
        assert f"| {name} |" in text or f"| `{name}` |" in text, name


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_money_fact_is_named_alike_whether_it_is_known_or_not(name):
    known = as_json(finding(name))["facts"]
    unknown = as_json(replace(finding(name), facts=dict.fromkeys(FACTS)))["facts"]
    assert list(known) == list(unknown)
    assert not [key for key in unknown if key.endswith("_fen")]
    assert (known["excess"], unknown["excess"]) == ("1234.56", None)


@pytest.mark.parametrize("book", [demo.employee, demo.shop])
def test_no_warning_of_a_household_keeps_the_unit_in_a_name(book):
    for one in warnings(book(AS_OF), RULES, AS_OF):
        said = as_json(one)["facts"]
        assert list(said) == [key.removesuffix("_fen") for key in one.facts]


def test_who_lends_is_asked_before_an_unknown_lender_is_held_against_a_line():
    for excess in (764, 0, None):
        for fees in (0, 100):
            one = finding("W-TOTAL-24", excess_fen=excess, fees_fen=fees)
            plain = describe(one, ZH, RULES)
            facts = {**one.facts, "lender_type": "unknown"}
            asked = describe(replace(one, facts=facts), ZH, RULES)
            assert asked.detail.startswith(plain.detail)
            assert "请先弄清是谁放的款：25.31% 是" in asked.detail
            assert "放的款" not in plain.detail


def test_nothing_above_the_line_so_far_asks_for_no_reduction():
    """A typed penalty may still lie below the line while its rate lies above it."""
    facts = {"annual": Decimal("0.2738"), "line": Decimal("0.24"), "excess_fen": 0}
    facts["base_fen"] = 100_000
    finding = Finding(id="W-TOTAL-24", severity=Severity.CAUTION, as_of=AS_OF, facts=facts)
    some = replace(finding, facts=facts | {"excess_fen": 764})
    none_words, some_words = (describe(each, EN, RULES).detail for each in (finding, some))
    assert "reduction" not in none_words
    assert "0.00" not in none_words
    assert "reduction" in some_words
    assert "7.64" in some_words
    assert "没有可请求调减的部分" in describe(finding, ZH, RULES).detail
