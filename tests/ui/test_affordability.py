from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog

from jiebei_desktop.charts import probability
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture import affordability_view as view
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.picture.affordability_view import Strain
from jiebei_desktop.text import current
from jiebei_desktop.text.current import texts
from jiebei_desktop.text.odds import both
from jiebei_desktop.ui.pages.affordability import AffordabilityPage, words
from jiebei_desktop.ui.pages.affordability.curve import odds_words
from jiebei_desktop.ui.widgets.basics import Label


@pytest.fixture
def make(desk, qtbot):
    def build(session) -> AffordabilityPage:
        page = desk.shown(qtbot, AffordabilityPage, session, height=742)
        QApplication.processEvents()
        return page

    return build


@pytest.fixture
def page(make, employee) -> AffordabilityPage:
    return make(employee)


@pytest.fixture
def found(employee, as_of):
    return picture(employee, as_of).afford


def dialog_of(page):
    return next(each for each in page.findChildren(QDialog) if each.isVisible())


def texts_in(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


def is_aligned(page) -> bool:
    chart = page.curve.chart
    axes = chart.within()
    left = chart.mapTo(page.curve, QPoint(chart.picture.x(), 0)).x() - page.curve.track.x()
    want = (left + axes.left(), left + axes.right())
    return page.curve.track.span() == pytest.approx(want, abs=0.5)


def test_the_page_opens_at_the_recommended_payment(page, found):
    assert page.amount == found.recommended
    assert page.amount_edit.value() == found.recommended
    assert page.curve.track.value() == found.recommended // 100
    assert both(found.odds, texts()) in page.sentence.text()
    assert not page.banner.isVisible()


def test_the_track_is_as_long_as_the_axis_also_after_resize_and_zoom(page, theme):
    assert is_aligned(page)
    page.resize(900, 800)
    QApplication.processEvents()
    assert is_aligned(page)
    theme.use(zoom=150)
    QApplication.processEvents()
    assert is_aligned(page)


def test_slider_and_field_follow_each_other(page):
    page.curve.track.setValue(3000)
    assert page.amount_edit.value() == 300_000
    page.amount_edit.setText("2000")
    assert page.curve.track.value() == 2000
    assert page.amount == 200_000
    page.amount_edit.setText("")
    assert page.amount == 200_000


def test_moving_the_mark_neither_simulates_nor_draws_the_chart_again(page, monkeypatch):
    QApplication.processEvents()
    drawn, simulated = [], []
    here = page.curve.chart.picture.grab().toImage()
    monkeypatch.setattr(view, "strains", lambda *_args: simulated.append(1) or ())
    monkeypatch.setattr(probability, "probability_curve", lambda *_args: drawn.append(1))
    for yuan in range(1000, 3000, 50):
        page.curve.track.setValue(yuan)
        QApplication.processEvents()
    assert (drawn, simulated) == ([], [])
    assert page.curve.chart.picture.grab().toImage() != here
    page.settling.finish()
    assert simulated == [1]


def test_the_mouse_and_the_keys_move_the_amount_in_steps(page, qtbot):
    track = page.curve.track
    at = QPoint(round(track.place_of(2000)), track.height() // 2)
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=at)
    assert page.amount == 200_000
    qtbot.mouseMove(track, QPoint(round(track.place_of(2500)), at.y()))
    QApplication.processEvents()
    assert page.amount == 250_000
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(track, at)
    assert not track.isSliderDown()
    qtbot.keyClick(track, Qt.Key.Key_Right)
    assert page.amount == 255_000
    assert track.amount_at(-100) == 0


def test_strains_are_simulated_again_once_the_hand_rests(page):
    before = page.strains.results[0].text()
    page.curve.track.setValue(4000)
    assert page.settling.waiting
    assert page.strains.results[0].text() == before
    page.settling.finish()
    assert "¥4,000" in page.strains.results[0].text()


def test_the_way_to_the_number_ends_at_the_number_with_origins(page, found):
    shown = texts_in(page.ledger)
    assert shown[-1] == f"{found.recommended // 100:,}"
    assert "stmt" in shown
    assert "stmt" in shown
    page.details_button.click()
    assert dialog_of(page).accessibleDescription()


def test_the_note_multiplies_the_local_minimum_by_the_people(page):
    said = page.protected.label.text()
    assert "¥1,005 × 3 people = ¥3,015" in said
    assert "above" in said


def test_using_the_amount_keeps_it_and_goes_to_the_plan(page, desk, employee):
    page.curve.track.setValue(2500)
    page.use_button.click()
    assert view.facts(employee, page.context.today()).chosen == 250_000
    assert desk.went == [("plan", {"payment": 250_000})]
    assert page.amount == 250_000


def test_people_are_adjusted_in_a_small_form(page, employee, desk):
    page.adjust_button.click()
    dialog = dialog_of(page)
    dialog.dibao.setText("x")
    dialog.save()
    assert dialog.isVisible()
    dialog.members.setValue(2)
    dialog.dibao.setText("900")
    dialog.kind.setCurrentIndex(2)
    dialog.save()
    now = employee.book().household
    assert (now.members, now.dibao_per_person, now.income_kind) == (2, 90_000, "gig")
    assert "× 2 people" in page.protected.label.text()
    page.adjust_button.click()
    dialog_of(page).recurring_button.click()
    assert desk.went[-1][0] == "ledger"


def test_an_empty_ledger_is_asked_six_questions_and_gets_an_estimate(make, empty_ledger):
    page = make(empty_ledger)
    assert page.empty.isVisible()
    page.empty.primary.click()
    dialog = dialog_of(page)
    dialog.amounts["income_low"].setText("abc")
    dialog.save()
    assert dialog.isVisible()
    for name, text in (("income_low", "7000"), ("income_typical", "9000"), ("spending", "3000")):
        dialog.amounts[name].setText(text)
    dialog.save()
    assert page.banner.isVisible()
    assert "3 items missing" in page.banner.label.text()
    page.banner.acted.emit()
    dialog = dialog_of(page)
    assert dialog.amounts["spending"].value() == 300_000
    dialog.amounts["obligations"].setText("0")
    dialog.amounts["festival_extra"].setText("1000")
    dialog.weeks.setValue(0)
    dialog.save()
    assert "Less than three months" in page.banner.label.text()


def test_without_a_number_the_reason_and_what_would_change_it_are_said(
    make, empty_ledger, employee
):
    book = employee.book()
    dear = tuple(
        replace(e, amount=Fen(e.amount * 3 // 2)) if e.kind is EntryKind.EXPENSE else e
        for e in book.entries
    )
    empty_ledger.ledger.add_book(replace(book, entries=dear))
    page = make(empty_ledger)
    assert "no payment you could promise" in page.banner.label.text()
    assert page.amount == 0
    assert not page.use_button.isEnabled()
    page.banner.acted.emit()
    assert dialog_of(page).members.value() == 3


def test_the_language_can_change_while_the_page_is_open(page):
    current.use("zh_CN")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    QApplication.processEvents()
    assert page.heading.text() == "还款能力"
    assert "一年里至少有一期没按时还足：约" in page.sentence.text()
    assert "流" in texts_in(page.ledger)


def test_hidden_amounts_are_nowhere_on_the_page(page, found):
    page.context.masking.use(on=True)
    QApplication.processEvents()
    plain = f"{found.recommended // 100:,}"
    assert [text for text in texts_in(page) if plain in text] == []
    assert page.amount_edit.text() == ""
    labels = [text.get_text() for text in page.curve.chart.figure.axes[0].texts]
    assert not any(plain in text for text in labels)


def test_cards_stand_under_each_other_on_a_narrow_page(page):
    page.resize(500, 800)
    QApplication.processEvents()
    assert page.ledger_card.y() > page.curve_card.y()


def test_the_chart_has_a_table(page):
    page.curve.chart.table_button.click()
    assert page.curve.chart.table.model().rowCount() > 10


def test_import_is_offered_on_an_empty_ledger(make, empty_ledger, desk):
    page = make(empty_ledger)
    page.empty.secondary.click()
    assert desk.went == [("ledger", {"do": "import"})]


def test_rare_risks_and_lost_numbers_have_words(page, found):
    masking = page.context.masking
    data = page.curve.data
    rare = next(p.payment for p in found.curve if 0 < p.p_shortfall_12 < 0.004)
    assert "two running unpaid: less than 1 in 200" in odds_words(data, rare)
    gone = Strain(code="rent_up", name="", amount=Fen(20_000), odds=None)
    assert words.strain_words(gone, Fen(1), masking)[1] == "No safe payment remains."
    none = replace(found, recommended=None, reason=None)
    assert "None of the usual" in words.no_number(none, (), masking)[1]
    facts = view.AffordFacts(as_of=page.context.today(), book=page.context.session.book(),
                             answers={}, chosen=None)  # fmt: skip
    people = replace(facts.book.household, dibao_per_person=None)
    bare = replace(facts, book=replace(facts.book, household=people))
    assert "Enter the local minimum" in words.protected(bare, found, masking)[1]
    high = replace(facts.book.household, dibao_per_person=Fen(900_000))
    low = replace(facts, book=replace(facts.book, household=high))
    assert "below this line" in words.protected(low, found, masking)[1]
