"""The sheet for a call: one page, only figures of the desk, no fraud signs, both languages."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from households import MADE
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report.call_sheet import compose_call, render_call
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.call_desk import Basis, Demand, call_desk
from jiebei_desktop.text.call_voice import spoken
from jiebei_desktop.text.calls import demand_title
from jiebei_desktop.text.formats import amount, day
from jiebei_desktop.text.texts import Texts

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

DAY = date(2026, 11, 22)
LANGUAGES = ("zh_CN", "en")
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+\.\d{2}")
LONG = "某某消费金融股份有限公司联合贷款服务部"


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    books = {"employee": demo.employee(DAY), "shop": demo.shop(DAY)}
    books["nothing left"] = MADE["nothing_left"]()
    books["none"] = replace(books["employee"], entries=(), recurring=())
    home = replace(books["employee"].household, name="欧阳某某某", id_tail="042X")
    first, *others = books["employee"].debts
    long = replace(first, name=LONG, contract_no="2608020048182607")
    books["long"] = replace(books["employee"], household=home, debts=(long, *others))
    terms = replace(first.terms, periods=12, first_due=None, due_day=None)
    old = replace(first, contract_date=date(2017, 1, 12), terms=terms, payments=(), balance=None)
    books["old"] = replace(books["employee"], debts=(old, *others))
    found = {}
    for name, book in books.items():
        with Session.create(folder / f"{name}.jiebei") as session:
            session.ledger.add_book(book)
            found[name] = call_desk(session, DAY)
    return found


def said(desk, locale):
    found: list[str] = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            walk(list(value.values()))
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(compose_call(desk, Texts(locale)))
    return "\n".join(found)


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("name", ["employee", "shop", "none", "long"])
def test_it_is_one_tagged_page(desks, name, locale):
    with pikepdf.open(io.BytesIO(render_call(desks[name], locale))) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(locale[:2])


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("name", ["employee", "shop", "none", "long"])
def test_every_amount_is_one_of_the_desk(desks, name, locale):
    desk, parts = desks[name], desks[name].stand.parts
    exact = (parts.total, parts.principal, parts.interest, parts.penalty, parts.fees,
             desk.debt.principal)  # fmt: skip
    asked = (desk.ask.amount, desk.ask.at_most, desk.ask.at_least)
    asked += (*desk.ask.waived.values(), *(payment for _, payment in desk.ask.steps))
    known = {amount(fen) for fen in exact} | {spoken(fen) for fen in asked if fen is not None}
    assert set(AMOUNT.findall(said(desk, locale))) <= known


@pytest.mark.parametrize("locale", LANGUAGES)
def test_it_answers_all_eight_and_warns_of_no_fraud(desks, locale):
    page = said(desks["employee"], locale)
    for demand in Demand:
        assert demand_title(demand, Texts(locale)) in page
    for word in ("诈骗", "验证码", "fraud", "passwords"):
        assert word not in page


def test_where_nothing_can_be_promised_no_amount_is_named(desks):
    page = said(desks["none"], "zh_CN")
    assert "现在还不能承诺金额" in page
    assert "先提出" not in page
    assert "能守住的日子我还说不准" in page


def test_where_nothing_is_left_a_pause_is_spoken_of_and_no_sum_still_to_work_out(desks):
    """The sheet said to work out first what could be paid: it was worked out, and is nothing."""
    page = said(desks["nothing left"], "zh_CN")
    until = day(desks["nothing left"].ask.hold_until, Texts("zh_CN")).replace(" ", "")
    assert f"到{until}为止先不还" in page.replace(" ", "")
    assert "不承诺金额，也不承诺日子" in page
    assert "算" not in page.replace("计算", "")


def test_what_is_not_known_leaves_a_line_and_what_is_known_is_read_out(desks):
    assert "____________________" in said(desks["employee"], "zh_CN")
    page = said(desks["long"], "zh_CN")
    assert "您好，我是欧阳某某某，合同末四位 2607。" in page
    assert "2608020048182607" in page


def test_the_same_facts_give_the_same_bytes(desks):
    assert render_call(desks["shop"], "en") == render_call(desks["shop"], "en")


def test_only_relatives_among_the_debts_make_no_call(tmp_path):
    book = demo.employee(DAY)
    with Session.create(tmp_path / "f.jiebei") as session:
        family = tuple(debt for debt in book.debts if debt.id == "sister")
        session.ledger.add_book(replace(book, debts=family))
        assert call_desk(session, DAY) is None
        assert call_desk(session, DAY, DebtId("sister")) is None


@pytest.mark.parametrize(
    ("locale", "opens"), [("zh_CN", "还款的事我不在电话里说"), ("en", "nothing about")]
)
def test_a_claim_that_may_be_out_of_time_is_warned_of_before_the_first_sentence(
    desks, locale, opens
):
    words = said(desks["old"], locale)
    assert 0 < words.index("12348") < words.index(opens)
    assert ("不超过" if locale == "zh_CN" else "Not above") not in words


def test_an_agreement_that_is_kept_names_its_payment_and_no_bounds(desks):
    kept = replace(desks["shop"], ask=replace(desks["shop"].ask, basis=Basis.AGREED, late_on=None))
    assert kept.ask.at_most is not None
    for locale, next_one, bounds in (("zh_CN", "下一次付款", "不超过|不低于"),
                                     ("en", "Next payment", "Not above|Not below")):  # fmt: skip
        words = said(kept, locale)
        assert next_one in words
        assert not re.search(bounds, words)
    assert "不超过" in said(desks["employee"], "zh_CN")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_lines_to_write_on_give_way_to_what_is_said(desks, locale):
    """A court's case filled the page, and three empty lines made a second one."""
    desk = desks["employee"]
    for names in ("", "丈夫郑强、", "丈夫郑强、" * 20, "丈夫郑强、" * 50):
        debt = replace(desk.debt, co_debtors=names)
        content = render_call(replace(desk, debt=debt), locale)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1
