from __future__ import annotations

import json
from datetime import date

import pytest
from screens import on_screen

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.plans import offer_view
from jiebei_desktop.services.plans.offer_view import OfferDraft
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.offer_check import OfferCheckPage
from jiebei_desktop.ui.widgets.explain import ExplainDialog

DESIGN = offer_view.sample(date(2026, 11, 22))


def shown(qtbot, context) -> OfferCheckPage:
    return on_screen(qtbot, OfferCheckPage(context), 1096, 740)


@pytest.fixture
def page(qtbot, desk, employee):
    return shown(qtbot, desk.context(employee))


def values(page) -> list[str]:
    return [card.value.text() for card in page.figures.cards]


def test_an_empty_form_asks_for_three_figures_and_complains_of_nothing(page):
    assert not page.hint.isHidden()
    assert page.answer.isHidden()
    assert not page.keep_button.isEnabled()
    assert page.form.face.help.text().startswith("The principal")


def test_the_design_s_offer_is_answered_as_it_is_typed(page):
    page.form.face.edit.setText("10000")
    page.form.received.edit.setText("9400")
    page.form.payment.edit.setText("963.33")
    assert values(page) == ["40.02%", "48.24%", "¥11,559.96", "¥2,159.96"]
    page.form.stated.edit.set_value(DESIGN.stated)
    assert "2.6 times" in page.verdict.sentence.text()
    assert page.verdict.chip.text == "Better not to borrow"
    said = "\n".join(page.reasons.said)
    assert "¥600.00" in said
    assert "1.30% a month" in said
    assert "27.65%" in said
    assert "24.00%" in said


def test_what_cannot_be_is_said_at_its_field(page):
    page.form.fill(DESIGN)
    page.form.received.edit.setText("12000")
    assert page.form.received.help.text() == "More than the contract names"
    assert page.answer.isHidden()
    page.form.received.edit.setText("nonsense")
    assert "Not an amount" in page.form.received.help.text()
    page.form.received.edit.setText("")
    assert not page.answer.isHidden()
    page.form.fee.edit.setText("20000")
    page.form.payment.edit.setText("0.01")
    assert "above 1,000,000%" in values(page)[0]


def test_a_ticked_sign_and_a_fee_before_payout_are_findings(page):
    page.form.fill(DESIGN)
    before = len(page.found.report.findings)
    page.form._signs["bridge_loan"].box.setChecked(True)
    assert len(page.found.report.findings) == before + 1
    page.form.fee.edit.setText("500")
    assert page.found.report.repaid == 12 * 96_333 + 50_000
    assert "beforehand" in page.figures.cards[2].caption.text()


def test_the_ticked_debts_are_settled_and_the_rest_is_told(page):
    page.form.fill(DESIGN)
    checks = page.beside.checks
    assert checks
    assert "only make them dearer" in page.beside.notice.label.text()
    page.form.payment.edit.setText("800")
    assert any(check.isChecked() for check in page.beside.checks.values())
    page._choose(frozenset())
    assert "None of your debts" in page.beside.notice.label.text()
    next(iter(page.beside.checks.values())).setChecked(True)
    assert "None of your debts" not in page.beside.notice.label.text()


@pytest.mark.parametrize(
    ("payment", "word"),
    [(96_333, "It does not reach"), (5_000_000, "more than"), (417_000, "less")],
)
def test_whether_it_would_help_is_said_in_figures(qtbot, desk, employee, payment, word):
    page = shown(qtbot, desk.context(employee))
    face = 1_000_000 if payment == 96_333 else 5_000_000
    page.form.fill(
        OfferDraft(lender_type=LenderType.BANK, date=DESIGN.date, face=face, payment=payment)
    )
    if payment == 96_333:
        for check in page.beside.checks.values():
            check.setChecked(True)
    else:
        page._choose(frozenset({next(d.id for d in employee.ledger.debts() if d.name == "借呗")}))
    assert word in page.beside.notice.label.text()


def test_without_debts_there_is_nothing_to_settle(qtbot, desk, empty_ledger):
    page = shown(qtbot, desk.context(empty_ledger))
    page.form.fill(DESIGN)
    assert page.beside.isHidden()
    assert values(page)[0] == "40.02%"


def test_an_offer_is_kept_shown_again_and_dropped(page, desk):
    page.form.fill(DESIGN)
    desk.ask.answers = ["一家小贷", "  "]
    page.keep()
    page.keep()
    page.refresh()
    assert page.saved.itemText(1) == "一家小贷"
    page.form.clear()
    page.saved.setCurrentIndex(1)
    assert page.form.draft().face == DESIGN.face
    page.forget()
    page.refresh()
    assert page.saved.count() == 1


def test_an_offer_goes_into_a_file_and_comes_back(page, desk, tmp_path):
    path = tmp_path / "offer.json"
    desk.ask.answers = [path, path, None]
    page.form.fill(DESIGN)
    page.save_file()
    page.form.clear()
    page.arrive(do="open")
    assert offer_view.parse(page.form.draft()) == offer_view.parse(DESIGN)
    page.open_file()


@pytest.mark.parametrize("content", ["{}", "not json", None])
def test_a_file_that_is_no_offer_is_refused_in_one_sentence(page, desk, tmp_path, content):
    path = tmp_path / "x.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    page.read(path)
    assert desk.ask.asked[-1][0] == "This is no offer file"


def test_a_file_with_uneven_instalments_is_sent_to_the_command(page, desk, tmp_path):
    offer = offer_view.parse(DESIGN)
    document = offer_file.dump(offer)
    document["flows"][3]["amount"] = "1.00"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    page.read(path)
    assert "equal monthly" in desk.ask.asked[-1][0]


def test_a_place_that_cannot_be_written_is_told(page, desk, tmp_path):
    page.form.fill(DESIGN)
    desk.ask.answers = [tmp_path / "none" / "x.json", None]
    page.save_file()
    assert desk.ask.asked[-1][0] == "The file was not written"
    page.save_file()


def test_nothing_is_kept_or_saved_without_an_offer(page, desk):
    page.keep()
    page.save_file()
    page.explain()
    page.forget()
    assert desk.ask.asked == []


def test_a_figure_explains_itself_with_the_user_s_numbers(page):
    page.form.fill(DESIGN)
    page.figures.cards[0].clicked.emit()
    dialog = page.window().findChild(ExplainDialog)
    assert "3.3351%" in dialog.accessibleDescription()
    assert "40.02%" in dialog.accessibleDescription()
    dialog.accept()


def test_amounts_are_hidden_and_words_follow_the_language(page, desk):
    page.form.fill(DESIGN)
    desk.masking.use(on=True)
    page.refresh()
    assert values(page)[2] == "¥••••"
    assert not any("600.00" in text for text in page.reasons.said)
    desk.masking.use(on=False)
    current.use("zh_CN")
    page.retranslate()
    page.refresh()
    assert page.heading.text() == "贷款体检"
    assert page.verdict.chip.text == "成本很高，建议先不借"
    assert page.figures.cards[0].label.text() == "真实年化"


def test_the_ruler_puts_rates_in_order_and_ends_at_its_end(page):
    page.form.fill(DESIGN)
    scale = page.verdict.scale
    places = [scale.place(rate) for rate in (0.0, 0.1, 0.24, 0.36, 0.5, 9.0)]
    assert places == sorted(places)
    assert places[-1] == pytest.approx(scale.width() - places[0])
    page.grab()
