"""One legal person under several spellings is one lender; two legal persons never are."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from msgspec.structs import replace

from jiebei_desktop import bundle
from jiebei_desktop.domain.debts import DebtId, LenderType, Priority
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.reference.lenders import (
    lender_of,
    lenders_of,
    main_name,
    of_same_lender,
)
from jiebei_desktop.services.reference.rulebook import document

DEBT = demo.employee(date(2026, 11, 22)).debts[0]


def lent(name, code="a", **more):
    return replace(DEBT, id=DebtId(code), lender=name, **more)


@pytest.mark.parametrize(
    "names",
    [
        ("招商银行", "招行", "招商银行信用卡中心", "招商银行股份有限公司", " 招商银行（信用卡中心） ",
         "招商银行股份有限公司信用卡中心", "招商银行股份有限公司北京分行"),
        ("中国建设银行", "建行", "建设银行", "中国建设银行股份有限公司武汉洪山支行"),
        ("招联消费金融股份有限公司", "招联", "招联消费金融有限公司"),
        ("重庆蚂蚁消费金融有限公司", "蚂蚁消金"),
        ("浙江网商银行股份有限公司", "网商银行"),
        ("某某小额贷款有限公司", "某某小额贷款"),
    ],
)  # fmt: skip
def test_spellings_of_one_legal_person_are_one_lender(names):
    assert len(lenders_of(lent(name) for name in names)) == 1


def test_different_legal_persons_are_never_one():
    names = (
        "招商银行", "招联消费金融", "招商永隆银行", "重庆蚂蚁消费金融有限公司", "网商银行", "中国银行",
        "中信银行", "中信百信银行股份有限公司", "中国工商银行", "中国工商银行（亚洲）有限公司", "兴业银行",
        "兴业消费金融股份公司", "中银消费金融有限公司", "微众银行", "平安银行", "平安普惠",
    )  # fmt: skip
    found = {name: main_name(name) for name in names}
    assert [pair for pair in combinations(names, 2) if found[pair[0]] == found[pair[1]]] == []


def test_no_row_holds_a_name_of_another():
    rows = document(bundle.resources() / "rules", "lenders")["lender"]
    names = [name for row in rows for name in row["names"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["", "  ", "发卡银行"])
def test_a_debt_that_names_nobody_stands_for_a_lender_of_its_own(name):
    assert lender_of(lent(name, "a")) != lender_of(lent(name, "b"))


def test_a_person_is_named_as_written():
    person = lent("招行", lender_type=LenderType.PRIVATE_PERSON, priority=Priority.FAMILY)
    assert lender_of(person) != lender_of(lent("招商银行"))


def test_the_other_debts_of_a_lender_are_found_under_any_spelling():
    mine, card, other = lent("招行", "a"), lent("招商银行信用卡中心", "b"), lent("招联", "c")
    assert list(of_same_lender(mine, [mine, card, other])) == [card]
