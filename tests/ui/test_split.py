"""An entry is taken apart in its form, shown together, edited and joined again."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.splits import SplitPart
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.ledger.columns import CATEGORY
from jiebei_desktop.ui.pages.ledger.entry_form import EntryForm
from jiebei_desktop.ui.table_out import RowsOut, attach

ALL = EntryFilter()


@pytest.fixture
def page(qtbot, desk, employee):
    return desk.shown(qtbot, LedgerPage, employee)


def opened(page):
    """Return the form that is open."""
    return next(form for form in page.findChildren(EntryForm) if form.isVisible())


def begin(page, place=0):
    """Open a row of the list to take it apart."""
    page.entries.view.setCurrentIndex(page.entries.model.index(place, 0))
    page.entries.split()
    return opened(page)


def rows(page):
    return [(row.entry.amount, row.entry.category, row.entry.note)
            for row in page.entries.model.rows() if row.part]  # fmt: skip


def split(page, amounts=("100",), codes=("C1", "B5"), **how):
    form = begin(page, **how)
    while len(form.parts.rows) < len(codes):
        form.parts.add_button.click()
    for row, amount in zip(form.parts.rows, amounts, strict=False):
        row.amount.edit.setText(amount)
    for row, code in zip(form.parts.rows, codes, strict=True):
        row.what.edit.set_code(code)
    form.save()


def test_an_entry_is_split_and_its_last_part_takes_the_rest(page, employee):
    whole = page.entries.model.rows()[0].entry
    form = begin(page)
    first, second = form.parts.rows
    assert first.what.edit.code() == whole.category
    assert not form.category.isVisible()
    first.amount.edit.setText("100")
    assert form.parts.left.text() == "The last part takes the rest: ¥310.00"
    assert second.amount.edit.placeholderText() == "310.00"
    second.what.edit.setText("B5")
    second.note.edit.setText("药")
    form.save()
    assert not form.isVisible()
    assert rows(page) == [(10_000, whole.category, ""), (31_000, "B5", "药")]
    tips = [
        page.entries.model.index(at, CATEGORY).data(Qt.ItemDataRole.ToolTipRole) for at in (0, 1)
    ]
    assert tips == [f"Part {n} of 2 of one payment of ¥410.00" for n in (1, 2)]
    assert employee.history.undo_label == "split-entry"
    employee.history.undo()
    assert Entries(employee).page(ALL)[0].entry == whole


def test_parts_that_do_not_add_up_are_named_at_the_field_with_the_difference(page, employee):
    form = begin(page)
    first, second = form.parts.rows
    form.save()
    assert first.amount.help.text() == "An amount is needed"
    first.amount.edit.setText("100")
    form.save()
    assert second.what.help.text() == "A category is needed"
    second.what.edit.set_code("B5")
    for typed, said, left in (
        ("300", "¥10.00 is in no part yet", "¥10.00 is in no part yet"),
        ("320", "The parts are ¥10.00 too much", "The parts are ¥10.00 too much"),
    ):
        second.amount.edit.setText(typed)
        form.save()
        assert (second.amount.help.text(), form.parts.left.text()) == (said, left)
    second.amount.edit.setText("")
    for typed, said in (("410", "Nothing is left for this part"),
                        ("415.5", "The parts are ¥5.50 too much")):  # fmt: skip
        first.amount.edit.setText(typed)
        form.save()
        assert second.amount.help.text() == said
    first.amount.edit.setText("-5")
    form.save()
    assert first.amount.help.text() == "All parts have the sign of the whole amount"
    assert form.isVisible()
    assert employee.history.undo_label == "load"
    first.amount.edit.setText("110")
    form.save()
    assert [amount for amount, *_ in rows(page)] == [11_000, 30_000]


def test_a_part_opens_its_whole_payment_and_all_is_edited_at_once(page, employee):
    split(page, ("100", "50"), ("C1", "B5", "C2"))
    assert [fen for fen, *_ in rows(page)] == [10_000, 5_000, 26_000]
    page.entries.view.setCurrentIndex(page.entries.model.index(2, 0))
    QTest.keyClick(page.entries.view, Qt.Key.Key_Return)
    form = opened(page)
    assert form.amount.edit.value() == 41_000
    assert [row.amount.edit.value() for row in form.parts.rows] == [10_000, 5_000, 26_000]
    form.counterparty.edit.setText("大超市")
    form.parts.drop_button.click()
    assert form.parts.left.text() == "The last part takes the rest: ¥310.00"
    form.save()
    assert rows(page) == [(10_000, "C1", ""), (31_000, "B5", "")]
    found = [row.entry for row in page.entries.model.rows() if row.part]
    assert {entry.counterparty for entry in found} == {"大超市"}
    page.entries.acts.edit(page.entries.model.rows()[0])
    form = opened(page)
    form.parts.join_button.click()
    assert form.category.isVisible()
    assert form.category.edit.code() == "C1"
    form.save()
    assert rows(page) == []
    assert page.entries.model.rows()[0].entry.amount == 41_000
    assert employee.history.undo_label == "join-entry"


def test_a_part_repays_a_debt_by_name_and_an_income_offers_none(page, employee):
    debt = employee.ledger.debts()[0]
    form = begin(page)
    first, second = form.parts.rows
    assert f"Repays {debt.name}" in second.what.edit.offered()
    first.amount.edit.setText("10")
    second.what.edit.setText(f"Repays {debt.name}")
    form.save()
    paid = employee.ledger.debt(debt.id).payments[-1]
    assert (paid.amount, paid.split) == (40_000, 1)
    assert rows(page)[0][0] == 1_000
    page.entries.acts.edit(page.entries.model.rows()[0])
    form = opened(page)
    assert form.parts.rows[1].what.edit.text() == f"Repays {debt.name}"
    assert form.parts.rows[1].what.edit.problem() == ""
    form.kind.edit.setCurrentIndex(0)
    offered = form.parts.rows[1].what.edit.offered()
    assert not [name for name in offered if name.startswith("Repays")]
    form.save()
    assert form.isVisible()


def test_parts_are_deleted_together_after_a_question(page, employee, ask):
    split(page)
    count = page.entries.model.rowCount()
    row = page.entries.model.rows()[1]
    ask.answers = [False, True]
    page.entries.acts.delete([row])
    assert page.entries.model.rowCount() == count
    page.entries.acts.delete([row])
    assert page.entries.model.rowCount() == count - 2
    assert ask.asked[0][1].startswith("All parts of a split payment go together.")


def test_the_menu_of_the_list_the_edit_menu_and_a_key_split_the_chosen_entry(page, desk, ask):
    attach(page)
    menu = page.entries.view.findChild(RowsOut).menu()
    act = menu.actions()[0]
    assert act.text() == "Split into parts…"
    page.arrive(do="split")
    assert ask.asked == [("Which entry?", "Choose one in the list, then split it into parts.")]
    page.entries.view.setCurrentIndex(page.entries.model.index(0, 0))
    act.trigger()
    assert opened(page).parts.is_split
    opened(page).close()
    command = keys.command("split")
    assert (command.keys, command.page, command.args) == (("Ctrl+T",), "ledger", {"do": "split"})


def test_a_half_typed_split_finds_its_fields_again(page):
    form = begin(page)
    form.parts.add_button.click()
    row = page.entries.model.rows()[0]
    page.entries.acts.edit(row, len(form.parts.rows))
    again = next(one for one in page.findChildren(EntryForm) if one is not form and one.isVisible())
    assert len(again.parts.rows) == 3
    again._lose()
    split_row = replace(row)
    page.entries.acts.edit(split_row, 0)
    other = [one for one in page.findChildren(EntryForm) if one.isVisible() and one is not form]
    assert not other[-1].parts.is_split


def test_a_refund_is_split_with_its_sign(page, employee):
    whole = page.entries.model.rows()[0]
    Entries(employee).edit(whole.id, replace(whole.entry, amount=Fen(-30_000)))
    page.reload()
    form = begin(page)
    form.parts.rows[0].amount.edit.setText("-100")
    assert form.parts.left.text() == "The last part takes the rest: ¥200.00"
    form.parts.rows[1].what.edit.set_code("B5")
    form.save()
    assert [fen for fen, *_ in rows(page)] == [-10_000, -20_000]


def test_debts_of_one_name_are_told_apart_by_the_day_of_their_contract(employee):
    debt = employee.ledger.debts()[0]
    with employee.ledger.write("x") as work:
        from jiebei_desktop.storage import debts

        debts.add(work, replace(debt, id="other", contract_date=date(2026, 1, 2), payments=()))
    names = Entries(employee).debts()
    assert names["other"] == f"{debt.name} 2026-01-02"
    assert names[debt.id] == f"{debt.name} {debt.contract_date}"
    assert len(set(names.values())) == len(names)


def test_a_part_of_an_income_has_a_category_of_income(employee):
    entries = Entries(employee)
    row = next(one for one in entries.page(ALL) if one.entry.kind is EntryKind.INCOME)
    payment = entries.payment(row.id)
    parts = (SplitPart(amount=Fen(100), category="A1"),
             SplitPart(amount=Fen(row.entry.amount - 100), category="A3"))  # fmt: skip
    entries.split(row.id, replace(payment, parts=parts))
    assert [one.entry.category for one in entries.page(ALL) if one.part] == ["A1", "A3"]
