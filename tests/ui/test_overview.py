from __future__ import annotations

from datetime import date, timedelta

import pytest
import statement_builders as b
from case_steps import note_fact
from households import entries, loan
from open_cases import open_case
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from screens import on_screen
from statement_builders import A, number

from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import CaseFact, FactKind
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.plans import plan_view
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.services.statements import imports
from jiebei_desktop.services.statements.proposed_debts import Unentered
from jiebei_desktop.services.today import first_numbers, last_shown
from jiebei_desktop.services.today.first_numbers import FirstNumbers, Names
from jiebei_desktop.services.today.overview import outlook, standing
from jiebei_desktop.text import current
from jiebei_desktop.ui import overview_words as words
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.overview_cards import cards
from jiebei_desktop.ui.overview_words import banner, steps
from jiebei_desktop.ui.pages import overview
from jiebei_desktop.ui.pages.overview import OverviewPage
from jiebei_desktop.ui.pages.plan import tables
from jiebei_desktop.ui.widgets import chart_view
from jiebei_desktop.ui.widgets.alert_row import AlertRow

DAY = date(2026, 11, 22)


@pytest.fixture
def make(qtbot, desk):
    def build(session):
        return on_screen(qtbot, OverviewPage(desk.context(session)))

    return build


@pytest.fixture
def page(make, employee):
    return make(employee)


def labels(page):
    from jiebei_desktop.ui.widgets.basics import Label

    return [label.text() for label in page.findChildren(Label) if label.isVisibleTo(page)]


def test_the_first_sentence_says_who_is_late_and_the_figures_are_todays(page):
    assert "20 days" in page.banner.label.text()
    texts = labels(page)
    assert "¥79,142.37" in texts
    assert "¥10,339.56" in texts
    assert "¥2.85" in texts


def test_every_figure_leads_to_where_it_is_explained(page, desk):
    for card in page.cards:
        card.clicked.emit()
    page.banner.acted.emit()
    page.entry_button.click()
    page.export_button.click()
    page.next_button.click()
    names = [name for name, _args in desk.went]
    assert names[:7] == [
        "debts", "cashflow", "affordability", "plan", "debts", "debts", "affordability",
    ]  # fmt: skip
    assert desk.went[7:9] == [("ledger", {"do": "add"}), ("plan", {"do": "export"})]


def test_all_warnings_can_be_shown_and_each_has_one_action(page):
    assert len(page.alerts.findChildren(AlertRow)) == 3
    page.alerts.more_button.setChecked(True)
    QApplication.processEvents()
    assert len([row for row in page.alerts.findChildren(AlertRow) if row.isVisibleTo(page)]) > 3


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("W-STALE-DATA", ("settings", {"do": "rules"})),
        ("W-OVERDUE", ("negotiation", {"debt": "d"})),
    ],
)
def test_a_warning_leads_where_its_action_says(page, desk, name, way):
    one = Finding(
        id=name,
        severity=Severity.INFO,
        as_of=DAY,
        debt=DebtId("d"),
        action=load().warnings[name].action,
    )
    page.alerts.acted.emit(one)
    assert desk.went == [way]


def rows_of(page):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page.alerts.rows.findChildren(AlertRow)


def test_a_warning_is_put_aside_and_brought_back(page, employee):
    first, second = rows_of(page)[:2]
    gone, stays = first.title.text(), second.title.text()
    assert page.alerts.aside_button.isHidden()
    names = [action.text() for action in first.aside_menu.actions()]
    assert names == ["Not today", "Not this month", "Never this kind, unless it gets worse"]
    assert gone in first.aside_button.accessibleName()
    first.aside_menu.actions()[0].trigger()
    page.refresh()
    assert rows_of(page)[0].title.text() == stays
    assert page.alerts.aside_button.text() == "Show 1 put aside"
    page.alerts.aside_button.click()
    page.refresh()
    assert rows_of(page)[0].title.text() == gone
    assert page.alerts.aside_button.isHidden()


def test_the_ways_to_put_aside_open_below_their_button(page, monkeypatch):
    row, places = rows_of(page)[0], []
    monkeypatch.setattr(row.aside_menu, "popup", places.append)
    row.aside_button.click()
    assert places == [row.aside_button.mapToGlobal(row.aside_button.rect().bottomLeft())]


def test_an_empty_ledger_offers_the_first_steps(make, empty_ledger, desk):
    page = make(empty_ledger)
    assert page.empty.isVisible()
    page.empty.primary.click()
    page.empty.secondary.click()
    assert desk.went == [("debts", {"do": "add"}), ("ledger", {"do": "import"})]


def test_the_day_nothing_is_owed_says_that_agreement_is_supposed(employee):
    seen = picture(employee, DAY)
    caption = cards(seen, Masking(), {}, agree=3)[3][2]
    assert caption.endswith("\nif all who are asked agree")
    by_contract = cards(seen, Masking(), {}, agree=0)[3][2]
    assert by_contract.endswith("\nwith the contracts as they are")


def test_the_agreed_plan_of_the_shop_is_told_calmly(make, shop):
    assert make(shop).banner.label.text()


def test_the_steps_count_the_debts_as_the_banner_does(desk, shop):
    """One of three is settled."""
    facts = standing(shop, DAY)
    ahead = outlook(facts)
    assert words.banner(facts, ahead, desk.masking)[0] == "2 debts, all on time."
    entered = steps(facts, ahead, desk.masking)[0]
    assert (entered.title, entered.state) == ("Income, spending and 2 debts entered", "done")


def test_the_one_next_step_stands_above_the_fold(page):
    """Under the week's card the filled button lay below the window's edge."""
    assert not page.week.isHidden()
    button, seen = page.next_button, page.scroller.viewport()
    foot = button.mapTo(seen, button.rect().bottomLeft()).y()
    assert 0 < foot < seen.height()
    assert page.steps.mapTo(seen, page.steps.rect().bottomLeft()).y() < foot
    assert page.to_come.mapTo(seen, page.to_come.rect().topLeft()).y() >= foot


def test_amounts_are_hidden_and_words_switch(page, desk):
    desk.masking.use(on=True)
    assert "¥79,142.37" not in labels(page)
    current.use("zh_CN")
    page.retranslate()
    assert page.heading.text() == "总览"


def test_a_narrow_page_puts_the_figures_in_two_rows(page):
    page.resize(700, 742)
    assert page._columns == 3


def test_a_day_to_answer_a_court_comes_before_the_proposal(desk, employee):
    debt = next(each for each in employee.ledger.debts() if each.name == "借呗")
    case = open_case(employee, debt.id, DAY)
    note_fact(employee, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    shown = words.steps(standing(employee, DAY), None, desk.masking)
    assert [step.title for step in shown][3] == "Answer the court by 7 December 2026"


def test_the_figures_last_known_are_there_at_once_greyed_and_dated(make, employee, desk, qtbot):
    make(employee)
    last = last_shown.last(employee, DAY + timedelta(days=1))
    assert last is not None  # the page wrote down what it showed
    page = OverviewPage(desk.context(employee))
    qtbot.addWidget(page)
    page.show_kept(last)
    values = [card.value for card in page.cards]
    assert values[0].text() == "¥79,142.37"
    assert {value.property("tone") for value in values} == {"text3"}
    assert "22 November 2026" in page.stale_chip.text
    page.show()
    assert {value.property("tone") for value in values} == {"text"}
    page.show_kept(last)
    assert {value.property("tone") for value in values} == {"text"}


def test_todays_picture_is_shown_as_it_is_and_nothing_is_simulated(
    make, employee, desk, qtbot, monkeypatch
):
    first = make(employee)
    reckoned: list[object] = []
    monkeypatch.setattr(overview, "outlook", reckoned.append)
    page = OverviewPage(desk.context(employee))
    qtbot.addWidget(page)
    page.show_kept(last_shown.last(employee, DAY))
    assert {card.value.property("tone") for card in page.cards} == {"text"}
    assert page.stale_chip.isHidden()
    page.resize(first.size())
    page.show()
    assert reckoned == []
    assert page._ahead == first._ahead
    assert page.banner.label.text() == first.banner.label.text()
    assert [card.value.text() for card in page.cards] == [c.value.text() for c in first.cards]


def test_a_write_makes_the_kept_outlook_old(make, employee, desk, qtbot, monkeypatch):
    make(employee)
    reckoned: list[object] = []

    def outlook(facts):
        reckoned.append(facts)
        return plain(facts)

    plain = overview.outlook
    monkeypatch.setattr(overview, "outlook", outlook)
    Possessions(employee).set_setting("x", 1)
    on_screen(qtbot, OverviewPage(desk.context(employee)))
    assert len(reckoned) == 1


def laid_out() -> None:
    """Let wrapped texts find their height, which takes several turns."""
    for _ in range(5):
        QApplication.processEvents()


def test_the_chart_of_today_is_there_without_being_drawn_again(
    make, employee, desk, qtbot, monkeypatch
):
    first = make(employee)
    laid_out()
    first.chart.calm.finish()
    assert first.chart.figure is not None
    before = first.chart.picture.grab().toImage()
    monkeypatch.setattr(chart_view, "draw", None)
    page = OverviewPage(desk.context(employee))
    qtbot.addWidget(page)
    page.resize(first.size())
    page.show()
    laid_out()
    page.chart.calm.finish()
    assert page.chart.picture.grab().toImage() == before
    assert page.chart.figure is None
    assert not page.chart.picture.is_old


def test_nothing_known_shows_nothing_at_once(empty_ledger, desk, qtbot):
    page = OverviewPage(desk.context(empty_ledger))
    qtbot.addWidget(page)
    page.show_kept(None)
    assert page.cards[0].value.text() == ""


def test_debts_in_papers_are_the_first_sentence_and_the_next_step(
    make, empty_ledger, desk, tmp_path
):
    loan = {"category": "信用借还", "way": "不计收支", "peer": "借呗", "item": "借呗"}
    bill = [
        A(**loan, status="放款成功", order=number(1)),
        A(**loan, status="还款失败", order=number(2)),
        A(way="收入", item="工资", peer="公司", order=number(3)),
    ]
    path = tmp_path / "bill.csv"
    path.write_bytes(b.alipay(bill))
    imports.book(empty_ledger, imports.preview(empty_ledger, path))
    page = make(empty_ledger)
    first = "<b>Your papers show 1 borrowing and 1 failed repayment; no debt is entered yet.</b>"
    assert first in page.banner.label.text()
    assert page.next_button.text() == "Continue: Enter what you owe"
    page.next_button.click()
    assert desk.went[-1] == ("ledger", {"do": "adopt"})


def test_what_is_owed_says_which_debt_of_it_is_only_an_estimate(make, empty_ledger, page):
    names = Names(jiebei="借呗", others="其他债务", cash="现金")
    told = FirstNumbers(take_home=Fen(860_000), necessary=Fen(700_000), others_monthly=Fen(580_000))
    first_numbers.keep(empty_ledger, told, names, DAY)
    owed = make(empty_ledger).cards[0]
    assert owed.value.text() == "¥69,600.00", "twelve times 5,800"
    assert '"其他债务" is an estimate' in owed.caption.text()
    assert "estimate" not in page.cards[0].caption.text()


def test_debts_that_only_bills_of_purchases_show_are_counted():
    found = words._seen(Unentered(debts=2, draws=0, missed=0))
    assert found == "Your papers show 2 debts; no debt is entered yet."


def test_where_only_a_relative_is_asked_the_lenders_are_said_to_be_paid(tmp_path):
    """It said that less is left than contracts ask, and to send the relative a proposal."""
    with Session.create(tmp_path / "shop.jiebei") as session:
        session.ledger.add_book(demo.shop(date(2026, 11, 22)))
        now = standing(session, date(2026, 11, 22))
    ahead = outlook(now)
    uncle = next(debt for debt in now.book.debts if debt.is_family)
    assert (ahead.agree, ahead.ask_first) == (1, uncle.id)
    said = banner(now, ahead, Masking())[1]
    (current,) = [each for each in steps(now, ahead, Masking()) if each.state == "current"]
    assert "less than the contracts" not in said
    assert "比原合同要求的少" not in said
    assert current.title in {
        f"Write {uncle.name} a letter",
        f"给{uncle.name}写封信，商量晚些还",
    }
    said = {each.title for each in steps(now, ahead, Masking())}
    assert said & {"Write down in two lines what you agreed", "把说好的写成两行"}
    assert not said & {"Check the agreement line by line", "逐条核对协议"}, "no relative has one"


@pytest.mark.parametrize(("at_hand", "kept"), [(4_000_000, True), (100_000, False)])
@pytest.mark.parametrize("start", [date(2026, 11, 5), date(2026, 9, 5)], ids=["new", "late"])
def test_where_cash_carries_the_contracts_no_request_is_the_next_step(
    tmp_path, at_hand, kept, start
):
    """A full purse, a contract above what a month leaves: it was sent to ask for instalments."""
    day, masking = date(2026, 11, 22), Masking()
    held = Cash(name="余额", amount=Fen(at_hand), as_of=day)
    debt = loan("a", 12_000, start, periods=6)
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(Book(entries=entries(5_000, 4_000), debts=(debt,), cash=(held,)))
        facts = standing(session, day)
        view = plan_view.compare(plan_view.inputs(session, day))
    ahead = outlook(facts)
    (step,) = [one for one in steps(facts, ahead, masking) if one.state == "current"]
    said = "no request is pressing"
    assert ahead.seen.kept_by_cash is kept is not bool(ahead.agree)
    assert (said in banner(facts, ahead, masking)[1]) is kept
    assert ("Pay what falls due" in step.title) is kept
    assert (masking.money(facts.seen.amount("arrears.total")) in step.text) is (
        kept and bool(facts.late)
    )
    assert words.current_page(facts, ahead) == ("cashflow" if kept else "negotiation")
    assert (said in tables.headline(view, masking)[1]) is kept
    assert tables.needs_words(view) or not kept


def test_a_ledger_left_alone_for_months_is_not_said_to_leave_nothing(employee):
    """What comes in is not known then; the page of the plan says the same."""
    day = date(2027, 7, 1)
    facts = standing(employee, day)
    ahead = outlook(facts)
    assert ahead.seen["afford.recommended"].reason == "ledger_too_old"
    said = " ".join(banner(facts, ahead, Masking()))
    assert "not known: nothing is on record for the latest months" in said
    assert "is left" not in said
    card = cards(ahead.seen, Masking(), {})[2]
    assert card[1:3] == ("—", "Nothing is on record for the latest months.")


@pytest.mark.parametrize(
    ("income", "living", "kept", "why"),
    [
        (4_000, 4_100, (), "Living already takes all income."),
        (5_000, 3_900, ("car",), "Living and the debts for home and work take all income."),
        (5_000, 4_900, (), "Large bills and festivals take what is left."),
    ],
)
def test_why_no_amount_is_suggested_is_said_as_the_other_pages_say_it(
    tmp_path, income, living, kept, why
):
    """1,100 are left of 5,000 and the car takes over 1,700 of it; 100 a month bear no festival."""
    start = date(2026, 10, 15)
    car = [loan(code, 21_000, start, priority=Priority.SECURED) for code in kept]
    with Session.create(tmp_path / "a.jiebei") as session:
        debts = (loan("a", 12_000, start, periods=6), *car)
        held = Cash(name="a", as_of=DAY, amount=Fen(10_000))
        session.ledger.add_book(Book(entries=entries(income, living), debts=debts, cash=(held,)))
        facts = standing(session, DAY)
        ahead = outlook(facts)
    assert cards(ahead.seen, Masking(), {})[2][1:3] == ("—", why)
    assert banner(facts, ahead, Masking())[1] == f"{why} So the first step is to ask for a pause."
