from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from waits import WAIT_MS

from jiebei_desktop.domain.agreed_terms import version_of
from jiebei_desktop.domain.debts import (
    DebtId,
    LenderType,
    Method,
    Payment,
    ReportedBalance,
    Stage,
    Terms,
    Unchanged,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Request
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import Status, obligations, owed, prepaid
from jiebei_desktop.services.debts import debt_detail
from jiebei_desktop.services.debts.debt_actions import Cause
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.debts.debts_view import SortOrder
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.text import current, formats
from jiebei_desktop.ui.pages.debts import DebtsPage, tables, words
from jiebei_desktop.ui.pages.debts.phone_dialog import PhoneDialog
from jiebei_desktop.ui.pages.debts.problem_words import problem_words
from jiebei_desktop.ui.pages.debts.reconcile_dialog import ReconcileDialog

DAY = date(2026, 11, 22)
LATE, CARD, SISTER = DebtId("jiebei"), DebtId("card"), DebtId("sister")


@pytest.fixture
def make(desk, qtbot):
    def build(session) -> DebtsPage:
        return desk.shown(qtbot, DebtsPage, session, height=742)

    return build


@pytest.fixture
def page(make, employee) -> DebtsPage:
    return make(employee)


def dialog_of(page: DebtsPage):
    shown = [each for each in page.findChildren(QDialog) if each.isVisible()]
    return shown[-1]


def rows(view) -> list[list[str]]:
    model = view.model()
    return [
        [model.index(row, column).data() or "" for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_list_shows_every_debt_with_the_figures_of_the_domain(page, employee, as_of):
    lines = page.list.lines.lines
    assert [line.debt.id for line in lines] == ["jiebei", "card", "weilidai", "huabei", "sister"]
    for row, line in enumerate(lines):
        spoken = page.list.lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert formats.money(owed(line.debt, as_of).parts.total) in spoken
    assert page.sum.text() == "Total ¥79,142.37"
    assert [chip.text for chip in page.band_chips] == ["≤12%", "≤24%", "24–36%", ">36%"]
    assert "By urgency" in page.purpose()


def test_the_detail_shows_parts_with_their_formulas_and_both_rates(page):
    detail = page.detail
    assert detail.total.text() == "¥38,988.00"
    assert "4,446.00" in detail.due_label.text()
    assert [each.text() for each in detail.parts.amounts] == [
        "¥38,000.00",
        "¥931.00",
        "¥57.00",
        "¥0.00",
    ]
    assert detail.parts.workings[1].text() == "past due 589.00 + 34,200.00 × 0.05% × 20 days"
    assert detail.parts.workings[2].text() == "3,800.00 × 0.075% × 20 days"
    assert detail.rate_chips[0].text == "On time 18.25% (compound 19.86%)"
    assert detail.rate_chips[1].text == "Overdue 27.38% (compound 31.08%)"


def test_the_tables_tell_schedule_payments_terms_and_history(page):
    schedule = rows(page.detail.schedule)
    assert schedule[2][-2:] == ["4,446.00", "20 days late"]
    assert schedule[0][-1] == "Paid"
    assert schedule[3][-1] == "In 10 days"
    assert rows(page.detail.payments.table)[0][1:3] == ["4,427.00", "Voucher missing"]
    terms = dict(rows(page.detail.terms))
    assert terms["Rate"] == "daily rate 0.05% (18.25% a year)"
    assert rows(page.detail.history)[-1][1] == "Contract, money paid out"


def test_choosing_and_stepping_through_debts_follows_the_keyboard(page):
    page.list.step(1)
    assert page.current().line.debt.id == CARD
    page.list.step(-5)
    assert page.current().line.debt.id == LATE
    page.arrive(debt="sister")
    assert page.current().line.debt.id == SISTER
    page.list.step(9)
    assert page.current().line.debt.id == SISTER


def test_the_payoff_strip_counts_from_today_to_the_chosen_day(page, as_of):
    strip = page.detail.payoff
    assert strip.result.text() == "needs ¥39,187.50"
    assert strip.more.text().startswith("199.50 more than today")
    strip.day.set_value(as_of)
    assert strip.more.text() == "that is today"
    strip.day.set_value(date(2026, 11, 1))
    assert "less than today" in strip.more.text()
    page.arrive(debt="sister")
    strip.day.set_value(date(2026, 12, 1))
    assert strip.more.text() == "the same as today"


def test_sorting_another_way_rewords_the_button(page):
    page.order_menu.actions()[1].trigger()
    assert page.order is SortOrder.AMOUNT
    assert page.order_button.text() == "By amount"
    assert page.list.lines.lines[1].debt.id == SISTER


def test_the_page_speaks_chinese_and_hides_amounts(page, desk, qtbot):
    current.use("zh_CN")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.heading.text() == "债务"
    assert page.detail.chip.text == "逾期 20 天"
    assert rows(page.detail.schedule)[2][0] == "3"
    desk.masking.use(on=True)
    assert page.detail.total.text() == "¥••••"
    assert "38,988" not in page.list.lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.list.viewport().grab()


def test_list_and_detail_stand_under_each_other_when_it_is_narrow(page):
    page.resize(700, 900)
    QApplication.processEvents()
    assert page.list_card.y() < page.detail.y()
    page.grab()


def test_an_empty_ledger_asks_for_the_first_debt(make, empty_ledger, desk):
    page = make(empty_ledger)
    assert page.empty.title.text() == "No debts here yet"
    page.empty.secondary.click()
    assert desk.went == [("ledger", {"do": "import"})]
    page.empty.primary.click()
    assert isinstance(dialog_of(page), PhoneDialog)
    page.acts.do("edit")


def test_the_other_household_shows_agreed_settled_and_interest_free_debts(make, shop):
    page = make(shop)
    assert page.detail.chip.text == "Agreed anew"
    assert [row[0] for row in rows(page.detail.terms)].count("Rate") == 2
    page.arrive(debt="jiebei")
    assert page.detail.chip.text == "Settled"
    assert not page.detail.recent.button.isEnabled()
    page.arrive(debt="uncle")
    assert page.detail.rate_chips[0].text == "No interest"
    assert not page.detail.rate_chips[1].isVisible()
    page.grab()


def test_a_payment_is_previewed_and_then_recorded(page, employee, desk):
    page.detail.recent.button.click()
    dialog = dialog_of(page)
    assert dialog.amount.edit.value() == 444_600
    assert "Principal ¥3,800.00" in dialog.applied.text()
    assert "花呗" in dialog.designation.text()
    dialog.amount.edit.setText("")
    assert dialog.applied.text() == "Type an amount to see it"
    dialog.save()
    assert dialog.amount.help.text() == "Not filled in yet"
    dialog.amount.edit.setText("4446")
    dialog.day.edit.set_value(date(2026, 12, 1))
    dialog.save()
    assert dialog.day.help.text() == "That day is still ahead"
    dialog.day.edit.set_value(date(2026, 1, 1))
    dialog.save()
    assert dialog.day.help.text() == "That is before the contract"
    dialog.day.edit.set_value(date(2026, 11, 22))
    dialog.note.edit.setText("工资卡")
    dialog.save()
    assert employee.ledger.debt(LATE).payments[-1] == Payment(
        date=date(2026, 11, 22), amount=Fen(444_600), note="工资卡"
    )
    assert page.detail.total.text() == "¥34,542.00"
    assert "payments" in desk.told[-1].tables


def test_paying_too_much_or_before_a_report_is_said(page):
    page.arrive(debt="card")
    page.acts.do("pay")
    dialog = dialog_of(page)
    dialog.amount.edit.setText("20000")
    assert "more than was owed" in dialog.caution.text()
    dialog.day.edit.set_value(date(2026, 11, 1))
    assert "already holds this payment" in dialog.caution.text()
    dialog.reject()


def test_a_payment_of_the_day_of_a_balance_asks_whether_it_is_in_the_figures(page, employee):
    page.arrive(debt="card")
    day = employee.ledger.debt("card").balance.as_of
    page.acts.do("pay")
    dialog = dialog_of(page)
    assert not dialog.included.isVisibleTo(dialog)
    dialog.amount.edit.setText("1000")
    dialog.day.edit.set_value(day)
    assert dialog.included.isVisibleTo(dialog)
    assert dialog.applied.text() == "The figures of that day already hold it"
    dialog.save()
    assert dialog.included.help.text() == "Choose one of the two"
    dialog.included.edit.setCurrentIndex(1)
    assert dialog.applied.text() == "Principal ¥816.60, Interest ¥183.40"
    dialog.save()
    kept = employee.ledger.debt("card").payments[-1]
    assert (kept.date, kept.after_balance) == (day, True)


def test_an_amount_slightly_off_may_be_the_lenders_own_instalment(page, employee):
    start = date(2026, 11, 22) - timedelta(days=60)
    plan = Terms(rate=Rate(value=Decimal("0.0004"), per=RatePeriod.DAY), periods=12)
    known = employee.ledger.debt(LATE)
    level = replace(known, id=DebtId("level"), contract_date=start, terms=plan, payments=())
    asked = owed(level, start).next_amount
    first = owed(level, start).next_due
    paid = (Payment(date=first, amount=asked),)
    page.changed(Debts(employee).add(replace(level, payments=paid)))
    page.arrive(debt="level")
    page.acts.do("pay")
    dialog = dialog_of(page)
    assert not dialog.own_instalment.isVisibleTo(dialog)
    dialog.amount.edit.set_value(Fen(asked - 361))
    assert dialog.own_instalment.isVisibleTo(dialog)
    dialog.own_instalment.setChecked(True)
    dialog.save()
    assert employee.ledger.debt("level").terms.payment == asked - 361
    assert employee.history.undo().tables  # one press, one step
    assert len(employee.ledger.debt("level").payments) == 1


def test_comparing_with_the_app_names_the_cause_and_keeps_the_balance(page, employee):
    page.acts.do("reconcile")
    dialog = dialog_of(page)
    assert "exactly" in dialog.verdict.text()
    interest, penalty = dialog.parts[1].edit, dialog.parts[2].edit
    interest.setText("948.10")
    penalty.setText("59.85")
    assert dialog.verdict.text() == "It fits to the fen if the lender counts 1 day more."
    penalty.setText("x")
    assert "not an amount" in dialog.verdict.text()
    dialog.save()
    assert dialog.parts[2].help.text().startswith("Not an amount")
    penalty.setText("60")
    dialog.late.edit.setText("y")
    assert dialog.balance() is None
    dialog.late.edit.setText("")
    dialog.day.edit.set_value(date(2026, 11, 23))
    dialog.save()
    assert dialog.isVisible()
    dialog.day.edit.set_value(date(2026, 11, 22))
    dialog.save()
    kept = employee.ledger.debt(LATE).balance
    assert (kept.interest, kept.penalty, kept.overdue_principal) == (94_810, 6_000, 380_000)
    assert page.detail.total.text() == "¥39,008.10"


@pytest.mark.parametrize(
    ("cause", "words_in_it"),
    [
        (Cause(code="day", days=-1), "1 day less"),
        (Cause(code="unrecorded", on=date(2026, 11, 2), amount=Fen(1)), "Record that payment"),
        (Cause(code="accelerated", on=date(2026, 11, 2)), "2 November 2026"),
        (Cause(code="only_fees"), "Fees"),
        (Cause(code="none"), "No single cause"),
    ],
)
def test_every_cause_has_its_sentence(page, employee, desk, cause, words_in_it):
    dialog = ReconcileDialog(desk.context(employee), page.current(), employee.rules, page)
    assert words_in_it in dialog._cause(cause)


def test_an_announcement_is_tried_before_it_is_recorded(page, employee):
    page.acts.do("accelerate")
    dialog = dialog_of(page)
    assert "¥4,448.85" in dialog.now.text()
    assert dialog.on.text() == "Worked out for 23 November 2026"
    dialog.day.edit.set_value(date(2026, 11, 10))
    assert "past due ¥39,090.60" in dialog.then.text()
    dialog.day.edit.set_value(date(2026, 12, 10))
    dialog.save()
    assert dialog.isVisible()
    dialog.day.edit.set_value(date(2026, 11, 10))
    dialog.save()
    assert employee.ledger.debt(LATE).accelerated_on == date(2026, 11, 10)
    assert "Lender announced" in rows(page.detail.history)[0][1]
    page.acts.do("accelerate")
    dialog_of(page).remove_button.click()
    assert employee.ledger.debt(LATE).accelerated_on is None


def test_settling_and_deleting_ask_first_and_can_be_undone(page, employee, desk):
    desk.ask.answers = [False, True, False, True]
    page.acts.do("settle")
    assert employee.ledger.debt(LATE).stage is None
    page.acts.do("settle")
    assert employee.ledger.debt(LATE).stage is Stage.SETTLED
    assert page.current().line.debt.id == LATE
    offered = [action.data() for action in page.detail.menu.actions() if action.isVisible()]
    assert offered == ["reopen", "delete"]
    page.acts.do("reopen")
    assert employee.ledger.debt(LATE).stage is None
    page.acts.do("delete")
    page.acts.do("delete")
    assert len(employee.ledger.debts()) == 4
    employee.history.undo()
    assert len(employee.ledger.debts()) == 5


def test_a_voucher_is_kept_and_a_payment_deleted(page, employee, desk, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    desk.ask.answers = [None, picture, False, True]
    tab = page.detail.payments
    tab.voucher_button.click()
    tab.voucher_button.click()
    assert rows(tab.table)[0][2] == "Voucher kept"
    tab.remove_button.click()
    tab.remove_button.click()
    assert len(employee.ledger.debt(LATE).payments) == 1
    page.arrive(debt="sister")
    assert page.detail.payments.selected() is None
    page.acts.do("voucher")
    page.acts.do("unpay")


def test_the_rest_of_the_buttons_lead_on(page, desk):
    page.detail.talk_button.click()
    page.import_button.click()
    assert desk.went == [("negotiation", {"debt": LATE}), ("ledger", {"do": "import"})]
    page.detail.explain_button.click()
    dialog = dialog_of(page)
    assert "¥38,988.00" in dialog.accessibleDescription()
    dialog.close_button.click()
    page.arrive(debt="sister")
    page.acts.do("explain")
    assert "IRR" in dialog_of(page).note.text()


def test_adding_by_template_proves_the_entry_and_then_saves_it(page, employee):
    page.acts.by_contract()
    dialog = dialog_of(page)
    fields = dialog.form.fields
    assert dialog.proof.hint.text().startswith("Fill in")
    fields["principal"].edit.setText("45600")
    fields["contract_date"].edit.set_value(date(2026, 8, 2))
    fields["first_due"].edit.set_value(date(2026, 9, 2))
    fields["method"].edit.set_value(Method.EQUAL_PRINCIPAL)
    fields["paid"].edit.setText("2")
    assert [figure.value.text() for figure in dialog.proof.figures[:3]] == [
        "¥38,000.00",
        "¥38,988.00",
        "¥4,446.00",
    ]
    assert fields["rate"].help.text() == "= 18.25% a year"
    assert fields["periods"].help.text() == "due on day 2 of the month"
    dialog.save_button.click()
    assert fields["lender_type"].help.text().startswith("Not chosen yet")
    assert dialog.isVisible()
    fields["lender_type"].edit.set_value(LenderType.CONSUMER_FINANCE)
    dialog.again.setChecked(True)
    dialog.save_button.click()
    added = employee.ledger.debts()[-1]
    assert owed(added, date(2026, 11, 22)).parts.total == 3_898_800
    assert fields["principal"].edit.text() == ""
    dialog.again.setChecked(False)
    dialog.saved_one()
    assert page.current().line.debt.id == added.id


def test_the_penalty_nobody_typed_follows_the_kind_of_lender(page):
    page.acts.by_contract()
    form = dialog_of(page).form
    lender, penalty = form.fields["lender_type"].edit, form.fields["penalty"].edit
    seen = []
    for kind in (LenderType.BANK, LenderType.PRIVATE_PERSON, LenderType.BANK):
        lender.set_value(kind)
        seen.append(penalty.text())
    assert seen == ["1.5", "1", "1.5"]
    penalty.setText("1.3")
    lender.set_value(LenderType.PRIVATE_PERSON)
    assert penalty.text() == "1.3"


def test_every_template_fills_the_form_and_shows_only_its_fields(page):
    page.acts.by_contract()
    dialog = dialog_of(page)
    dialog.grid.buttons["credit_card"].click()
    fields = dialog.form.fields
    assert fields["minimum_share"].isVisible()
    assert not fields["periods"].isVisible()
    fields["method"].edit.set_value(Method.FEE_INSTALMENT)
    assert fields["fee"].isVisible()
    fields["method"].edit.set_value(Method.FREE)
    assert not fields["first_due"].isVisible()
    dialog.grid.buttons["family"].click()
    assert dialog.form_title.text() == "Terms of Family or friends"


def test_what_the_app_shows_can_be_given_instead(page, employee):
    page.acts.by_contract()
    dialog = dialog_of(page)
    form = dialog.form
    form.ways.choose(1)
    fields = form.fields
    assert fields["periods"].label.text() == "Instalments left"
    fields["lender_type"].edit.set_value(LenderType.BANK)
    fields["contract_date"].edit.set_value(date(2026, 8, 2))
    fields["first_due"].edit.set_value(date(2026, 12, 2))
    fields["shown_principal"].edit.setText("38000")
    fields["shown_interest"].edit.setText("931")
    fields["shown_penalty"].edit.setText("57")
    fields["overdue_principal"].edit.setText("3800")
    fields["overdue_since"].edit.set_value(date(2026, 11, 2))
    assert dialog.proof.figures[1].value.text() == "¥38,988.00"
    dialog.save()
    assert employee.ledger.debts()[-1].balance.overdue_principal == 380_000


def test_a_rate_beyond_belief_is_asked_back_and_then_taken(page, employee):
    page.acts.by_contract()
    dialog = dialog_of(page)
    form, fields = dialog.form, dialog.form.fields
    fields["lender_type"].edit.set_value(LenderType.BANK)
    fields["principal"].edit.setText("12000")
    fields["rate"].edit.percent.setText("18.25")
    count = len(employee.ledger.debts())
    assert not form.confirm.isVisible()
    dialog.save()
    assert fields["rate"].help.text().startswith("Unusually high")
    assert form.confirm.isVisible()
    fields["rate"].edit.percent.setText("17")
    assert not form.confirm.isVisible()
    dialog.save()
    assert len(employee.ledger.debts()) == count
    form.confirm.setChecked(True)
    dialog.save()
    assert employee.ledger.debts()[-1].terms.rate.value == Decimal("0.17")


def test_contract_number_and_telephone_are_kept_for_papers(page, employee):
    page.list.opened.emit()
    dialog = dialog_of(page)
    dialog.form.fields["contract_no"].edit.setText(" HT-17 ")
    dialog.form.fields["lender_phone"].edit.setText("95188")
    dialog.save()
    after = employee.ledger.debt(LATE)
    assert (after.contract_no, after.lender_phone) == ("HT-17", "95188")


def test_problems_behind_more_terms_open_it(page):
    page.acts.by_contract()
    dialog = dialog_of(page)
    dialog.form.fields["grace"].edit.setText("x")
    dialog.form.fields["lender_type"].edit.set_value(LenderType.BANK)
    dialog.form.fields["principal"].edit.setText("100")
    dialog.save()
    assert dialog.form.more.isVisibleTo(dialog)
    assert dialog.form.fields["grace"].help.text() == "Not a number"


def test_an_edit_without_a_change_changes_nothing_and_a_new_name_is_kept(page, employee):
    before = employee.ledger.debt(LATE)
    page.list.opened.emit()
    dialog = dialog_of(page)
    assert not dialog.again.isVisible()
    dialog.save()
    assert employee.ledger.debt(LATE) == before
    page.detail.edit_button.click()
    dialog = dialog_of(page)
    dialog.form.fields["name"].edit.setText("借呗一")
    dialog.form.compound.setChecked(True)
    dialog.grid.buttons["other"].click()
    dialog.save()
    after = employee.ledger.debt(LATE)
    assert (after.name, after.product) == ("借呗一", "other")
    assert after.terms.compound_overdue_interest
    assert after.payments == before.payments


def test_a_write_that_fails_is_told_and_changes_nothing(page, employee, desk):
    page.acts.write(lambda debts: debts.delete(DebtId("nobody")))
    assert desk.ask.asked[-1][0] == "This did not work"
    assert len(employee.ledger.debts()) == 5


def test_payments_inside_a_later_balance_and_splits_of_the_lender_are_noted(page, employee):
    debts = Debts(employee)
    known = debts.one(LATE)
    split = Parts(principal=Fen(100), interest=Fen(20), penalty=Fen(0), fees=Fen(0))
    noted = replace(known.payments[0], note="首期", parts_of_lender=split)
    balance = replace(debts.one(CARD).balance, as_of=date(2026, 9, 20))
    wanted = replace(known, payments=(noted, *known.payments[1:]), balance=balance)
    page.context.notify(debts.edit(LATE, wanted))
    note = rows(page.detail.payments.table)[1][3]
    assert note == "inside a later balance; 首期; lender: Principal ¥1.00, Interest ¥0.20"


def test_every_term_of_a_contract_is_worded(page, employee):
    debts = Debts(employee)
    known = debts.one(CARD)
    terms = replace(known.terms, compound_overdue_interest=True, upfront_fee=Fen(100))
    page.context.notify(debts.edit(CARD, replace(known, terms=terms, note="旧卡")))
    page.arrive(debt="card")
    said = dict(rows(page.detail.terms))
    assert said["Minimum payment"] == "10% of the principal, at least ¥50.00"
    assert said["Interest on overdue interest"] == "Yes, the contract says so"
    assert said["Fee withheld at the start"] == "¥1.00"
    assert said["Credit limit"] == "¥15,000.00"
    assert said["Your note"] == "旧卡"


def test_flat_fees_and_unknown_orders_are_worded(page, employee):
    debts = Debts(employee)
    known = debts.one(DebtId("huabei"))
    fee = replace(known.terms, fee_per_period=known.terms.rate.value * 10, periods=3)
    page.context.notify(debts.edit(known.id, replace(known, terms=fee)))
    page.arrive(debt="huabei")
    assert page.detail.parts.workings[3].text() == "0.40% of the principal per instalment"


def test_every_problem_has_its_words():
    general = ("missing", "not_amount", "not_percent", "not_number", "not_positive")
    doors = ("above_principal", "above_whole", "after_balance", "too_large", "high_rate")
    codes = (*general, *doors, "out_of_range", "ahead", "before_contract")
    said = {problem_words(Problem(field="rate", code=code)) for code in codes}
    assert len(said) == len(codes)
    first = Problem(field="first_due", code="before_contract")
    assert problem_words(first) == "The first due day lies after the contract date"


def test_a_partly_paid_and_a_due_instalment_have_their_chips(page, as_of):
    line = page.current().line
    part = replace(
        line.debt, payments=(*line.debt.payments, Payment(date=as_of, amount=Fen(9_000_00)))
    )
    states = owed(part, as_of).instalments
    said = [words.instalment_chip(state, line)[0] for state in states]
    assert "Partly paid" in said
    unsaid = replace(states[0], status=Status.OVERDUE, dated=False)
    assert words.instalment_chip(unsaid, line)[0] == "Past due"
    due = replace(line, owed=owed(line.debt, date(2026, 12, 2)))
    chips = [words.instalment_chip(state, due)[0] for state in due.owed.instalments]
    assert chips[3] == "Due"
    assert tables.open_payment(states[0]) == states[0].instalment.payment


def test_a_sum_agreed_to_be_paid_at_once_has_no_number(page, as_of):
    request = Request(
        principal=Fen(1_000_000), annual_rate=Decimal(0), periods=4, payment=Fen(250_000),
        first_due=as_of + timedelta(30), lump_sum=Fen(185_000),
    )  # fmt: skip
    debt = page.current().line.debt
    agreed = replace(debt, versions=(version_of(request, as_of, debt.terms),))
    page.detail.schedule.model().show(owed(agreed, as_of).instalments)
    numbers = [page.detail.schedule.model().index(row, 0).data() for row in range(3)]
    assert numbers == ["At once", "1", "2"]


@pytest.mark.parametrize("household", ["employee", "shop"])
def test_saving_an_untouched_form_leaves_every_debt_as_it_was(make, request, household):
    session = request.getfixturevalue(household)
    page = make(session)
    before = session.ledger.debts()
    for debt in before:
        page.arrive(debt=debt.id)
        page.acts.do("edit")
        dialog_of(page).save()
    assert session.ledger.debts() == before


def test_what_the_page_says_is_late_today_is_past_due_not_zero_days(page, employee):
    known = employee.ledger.debt(LATE)
    today = date(2026, 11, 22)
    shown = ReportedBalance(
        as_of=today, principal=Fen(3_800_000), penalty=Fen(5_700), overdue_since=today,
        overdue_principal=Fen(380_000),
    )  # fmt: skip
    page.changed(Debts(employee).edit(LATE, replace(known, payments=(), balance=shown)))
    page.arrive(debt=LATE)
    assert page.detail.total.text() == "¥38,057.00"
    line = debt_detail.detail(employee, LATE, today).line
    assert words.status_chip(line)[:2] == ("Past due", "severe")


def test_an_early_payment_is_tried_both_ways_and_then_recorded_as_agreed(page, employee, qtbot):
    page.arrive(debt="weilidai")
    assert any(a.data() == "prepay" and a.isVisible() for a in page.detail.menu.actions())
    page.acts.do("prepay")
    dialog = dialog_of(page)
    assert not dialog.panel.isVisibleTo(dialog)
    dialog.amount.edit.setText("3000")
    qtbot.waitUntil(lambda: dialog.panel.isVisibleTo(dialog), timeout=WAIT_MS)
    saved = [cell.text() for cell in dialog.cells[-1]]
    found = prepaid(employee.ledger.debt("weilidai"), Fen(300_000), DAY, DAY)
    assert saved == [
        "–",
        formats.money(found.saves(found.shorter)),
        formats.money(found.saves(found.lower)),
    ]
    assert "late" in dialog.cautions.text()
    dialog.grab()
    dialog.save()
    paying = dialog_of(page)
    assert (paying.amount.edit.value(), paying.day.edit.value()) == (300_000, DAY)
    assert paying.kept.isVisibleTo(paying)
    paying.amount.edit.setText("100")
    assert not paying.kept.isVisibleTo(paying)
    paying.amount.edit.setText("3000")
    paying.kept.edit.setCurrentIndex(2)
    paying.save()
    debt = employee.ledger.debt("weilidai")
    assert debt.payments[-1].kept is Unchanged.PAYMENT
    assert obligations(debt, DAY) == found.shorter.dues
    page.arrive(debt="card")
    assert not any(a.data() == "prepay" and a.isVisible() for a in page.detail.menu.actions())


def test_a_trial_of_an_early_payment_closes_without_a_question_and_writes_nothing(page, employee):
    page.arrive(debt="weilidai")
    before = employee.ledger.debts()
    page.acts.do("prepay")
    dialog = dialog_of(page)
    dialog.amount.edit.setText("3000")
    dialog.day.edit.set_value(DAY + timedelta(days=9))
    dialog.save()
    assert dialog.day.help.text() == "That day is still ahead"
    dialog.reject()
    assert not dialog.isVisible()
    assert employee.ledger.debts() == before
