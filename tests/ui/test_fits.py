"""Nothing is cut, covered or off the screen: pages × sizes × zooms × languages × households."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import statement_builders as builders
import waits
from clipping import corner, unreadable
from msgspec.structs import replace
from narrow_households import kept_beside_late
from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QStyleOptionViewItem, QTableView
from screens import each_tab
from statement_builders import A, number
from waits import rest

from jiebei_desktop.domain.agreed_terms import instalments_of
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, ProposalState, Request
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers.letters import PaperFacts
from jiebei_desktop.services.statements import imports_mapping
from jiebei_desktop.services.statements.imports_reading import FileReading
from jiebei_desktop.ui.errors import CrashDialog
from jiebei_desktop.ui.fitting import Body, Room
from jiebei_desktop.ui.pages.credit_report.original import Original
from jiebei_desktop.ui.pages.ledger.columns import CATEGORY
from jiebei_desktop.ui.pages.ledger.mapper_dialog import MapperDialog
from jiebei_desktop.ui.pages.negotiation.ending_dialog import EndingDialog
from jiebei_desktop.ui.pages.negotiation.instalment_dialog import InstalmentDialog
from jiebei_desktop.ui.pages.negotiation.letter_parts import PaperFactsDialog
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.pages.settings.data_card import DataCard
from jiebei_desktop.ui.password_dialog import PasswordDialog
from jiebei_desktop.ui.widgets.line_sign import LineSign

DAY = date(2026, 11, 22)
LONG = "云岭农村商业银行股份有限公司信用卡中心个人消费分期专项贷款业务受托清收管理部第二营业厅客户服务组长名字到六十个字为止再加一点"[
    :60
]
MOST = Fen(9_999_999_999)
SMALL, USUAL, WIDE = (1024, 600), (1280, 800), (1366, 768)
LOOKS = [
    ("usual", "zh_CN", 100, SMALL),
    ("usual", "en", 100, USUAL),
    ("kept", "en", 125, USUAL),
    ("usual", "en", 200, USUAL),
    ("usual", "en", 200, WIDE),
    ("far", "en", 150, USUAL),
    ("far", "zh_CN", 100, SMALL),
]
EVERY_LOOK = [
    (household, language, zoom, size)
    for household in ("usual", "kept", "far")
    for language in ("zh_CN", "en")
    for zoom in (100, 125, 150, 200)
    for size in (SMALL, USUAL, WIDE)
    if zoom == 100 or size != SMALL
]
"""All of them take half an hour: ``JIEBEI_EVERY_LOOK=1 pytest tests/ui/test_fits.py``."""
if os.environ.get("JIEBEI_EVERY_LOOK"):
    LOOKS = EVERY_LOOK


def far(book: Book) -> Book:
    """Return the household with names of sixty characters and amounts of a hundred million."""
    debts = []
    for place, debt in enumerate(book.debts):
        times = MOST // debt.principal
        balance = debt.balance
        if balance is not None:
            balance = replace(
                balance,
                principal=Fen(balance.principal * times),
                interest=Fen(balance.interest * times),
                penalty=Fen(balance.penalty * times),
                overdue_principal=Fen(balance.overdue_principal * times),
            )
        debts.append(
            replace(
                debt,
                name=f"{LONG[:58]}{place}",
                lender=LONG,
                principal=Fen(debt.principal * times),
                balance=balance,
                payments=tuple(replace(p, amount=Fen(p.amount * times)) for p in debt.payments),
                terms=replace(debt.terms, payment=None),
            )
        )
    entries = tuple(
        replace(entry, counterparty=LONG, note=LONG, amount=Fen(entry.amount * 3000))
        for entry in book.entries
    )
    cash = tuple(replace(one, name=LONG[: 50 + k], amount=MOST) for k, one in enumerate(book.cash))
    recurring = tuple(replace(one, name=LONG) for one in book.recurring)
    return replace(book, debts=tuple(debts), entries=entries, cash=cash, recurring=recurring)


@pytest.mark.parametrize(("household", "language", "zoom", "size"), LOOKS)
def test_every_page_can_be_read_whole(open_window, tmp_path, household, language, zoom, size):
    path = tmp_path / "a.jiebei"
    book = kept_beside_late() if household == "kept" else demo.employee(DAY)
    with Session.create(path) as session:
        session.ledger.add_book(far(book) if household == "far" else book)
    window = open_window(path)
    found = []
    try:
        window.parts.theme.use(zoom=zoom)
        window.parts.language.use(language)
        window.resize(*size)
        for entry in PAGES:
            window.go(entry.name)
            page = window.page()
            assert page is not None
            page.show_sample()
            rest(window)
            found += [f"{entry.name} {line}" for line in unreadable(window)]
    finally:
        window.parts.theme.use(zoom=100)
    assert found == []


def on_a_small_screen(open_window, tmp_path, monkeypatch):
    """Open the employee's ledger on a screen of 1024 × 600 with a title bar."""
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    window = open_window(path)
    monkeypatch.setattr(Room, "fixed", QRect(0, 0, 1024, 566))
    return window


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_page_or_tab_scrolls_sideways_at_200_percent_on_a_small_screen(
    open_window, tmp_path, monkeypatch, language
):
    window = on_a_small_screen(open_window, tmp_path, monkeypatch)
    window.parts.language.use(language)
    wide = {}
    try:
        window.parts.theme.use(zoom=200)
        window.resize(1024, 566)
        for place, page in each_tab(window):
            wide[place] = page.scroller.horizontalScrollBar().maximum()
    finally:
        window.parts.theme.use(zoom=100)
    assert len(wide) > len(PAGES)
    assert {place: over for place, over in wide.items() if over} == {}


@pytest.mark.parametrize(("language", "size"), [("zh_CN", (1280, 744)), ("en", (1024, 566))])
def test_a_page_that_is_made_narrower_by_its_help_is_seen_whole(
    open_window, tmp_path, language, size
):
    """What stood side by side at the old width comes below each other at the new one."""
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(kept_beside_late())
    window = open_window(path)
    window.parts.language.use(language)
    window.resize(*size)
    wide = {}
    for place, page in each_tab(window):
        window.help.open("overview")
        rest(window)
        wide[place] = page.scroller.horizontalScrollBar().maximum()
        window.help.close()
        rest(window)
    assert {place: over for place, over in wide.items() if over} == {}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_quick_row_its_calendar_and_the_search_are_whole_and_grow(
    open_window, tmp_path, monkeypatch, language
):
    window = on_a_small_screen(open_window, tmp_path, monkeypatch)
    window.parts.language.use(language)
    window.go("ledger")
    rest(window)
    entries = window.page().entries
    quick, search = entries.quick, entries.filters.search
    signs = [each.findChild(LineSign) for each in (quick.day, search)]
    before = [sign.width() for sign in signs]
    try:
        window.parts.theme.use(zoom=200)
        window.resize(1024, 566)
        rest(window)
        assert quick.day.width() >= quick.day.minimumSizeHint().width()
        assert quick.day.geometry().right() < quick.category.x()
        for sign, narrow in zip(signs, before, strict=True):
            assert sign.width() == sign.side() > 1.8 * narrow
        assert search.textMargins().left() >= signs[1].width()
        quick.day.open_calendar()
        calendar = quick.day._calendar
        assert Room.fixed.contains(calendar.geometry())
        days = calendar.findChild(QTableView)
        for at in (days.model().index(0, column) for column in range(7)):
            assert days.viewport().rect().contains(days.visualRect(at))
            assert days.visualRect(at).width() >= days.fontMetrics().horizontalAdvance(at.data())
        calendar.close()
    finally:
        window.parts.theme.use(zoom=100)


def test_the_buttons_of_an_example_stand_below_its_chips_where_beside_is_no_room(
    open_window, tmp_path
):
    Session.create(tmp_path / "a.jiebei").close()
    window = open_window(tmp_path / "a.jiebei")
    window.parts.language.use("en")
    window.ledgers.open_demo("employee")
    rest(window)
    found = []
    try:
        window.parts.theme.use(zoom=200)
        window.resize(*WIDE)
        for page in ("overview", "ledger", "debts"):
            window.go(page)
            rest(window)
            found += [f"{page} {line}" for line in unreadable(window)]
    finally:
        window.parts.theme.use(zoom=100)
    assert found == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [SMALL, USUAL])
@pytest.mark.parametrize("household", [lambda: demo.employee(DAY), kept_beside_late])
def test_the_schedule_of_a_debt_is_seen_whole_with_its_state(
    open_window, tmp_path, household, size, language
):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(household())
    window = open_window(path)
    window.parts.language.use(language)
    window.resize(*size)
    for debt in household().debts:
        window.go("debts", debt=debt.id)
        rest(window)
        tables = [each for each in window.page().findChildren(QTableView) if each.isVisible()]
        assert tables
        over = [each.horizontalScrollBar().maximum() for each in tables]
        assert over == [0] * len(tables), debt.name
        for table in tables:
            state = table.model().columnCount() - 1
            assert table.columnWidth(state) >= table.sizeHintForColumn(state), debt.name


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_category_of_an_entry_is_read_whole_at_the_usual_size(
    open_window, tmp_path, language
):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    window = open_window(path)
    window.resize(*USUAL)
    window.go("ledger")
    window.parts.language.use(language)
    rest(window)
    view = window.page().entries.view
    assert view.columnWidth(CATEGORY) >= view.sizeHintForColumn(CATEGORY)


REQUEST = Request(
    principal=Fen(1_200_000), annual_rate=Decimal(0), periods=12, payment=Fen(100_000),
    first_due=DAY,
)  # fmt: skip
AGREED = Agreement(
    case_id=1, agreed_on=DAY, request=REQUEST, settled_items=frozenset(),
    marks=instalments_of(REQUEST),
)  # fmt: skip


NOWHERE = FileReading(path=Path("nowhere.pdf"))


def ask_columns(page):
    """Ask for the columns of a table of no known kind."""
    path = page.context.session.path.with_suffix(".csv")
    path.write_text("发生于,给谁,多少\n2026-11-02,老王,12.00\n", encoding="utf-8")
    MapperDialog(page.context, path, None, imports_mapping.look(path), page.window()).open()


def proposed(page):
    """Have a version of a proposal and return what can be done with it."""
    if not page.view.proposals:
        debt = page.view.line.debt.id
        case_proposals.draft_for(page.context.session, debt, REQUEST, DAY)
        page.reload()
        rest(page.window())
    return page.acts


def keep_what_if(page):
    """Set a what-if and ask for its name."""
    page.what_if.numbers["extra"].setValue(300)
    page.keep()


def keep_offer(page):
    """Fill in an offer and, once it is worked out, ask for its name."""
    page.show_sample()
    rest(page.window())
    page.keep()


EVERY_DIALOG = {
    "phone": ("debts", lambda page: page.acts.add()),
    "contract": ("debts", lambda page: page.acts.by_contract()),
    "edit": ("debts", lambda page: page.acts.do("edit")),
    "pay": ("debts", lambda page: page.acts.do("pay")),
    "prepay": ("debts", lambda page: page.acts.do("prepay")),
    "reconcile": ("debts", lambda page: page.acts.do("reconcile")),
    "accelerate": ("debts", lambda page: page.acts.do("accelerate")),
    "explain": ("debts", lambda page: page.acts.do("explain")),
    "people": ("affordability", lambda page: page.adjust()),
    "questions": ("affordability", lambda page: page.ask_questions()),
    "terms": ("affordability", lambda page: page._explain()),
    "cash": ("ledger", lambda page: page.assets.cash.add_button.click()),
    "asset": ("ledger", lambda page: page.assets.edit_asset(None)),
    "recurring": ("ledger", lambda page: page.recurring.edit(None)),
    "budget": ("ledger", lambda page: page.budgets.edit("B1")),
    "entry": ("ledger", lambda page: page.entries.acts.edit(page.entries.model.rows()[0])),
    "order": ("plan", lambda page: page.choose_order()),
    "export": ("plan", lambda page: page.export()),
    "contact": ("negotiation", lambda page: page.acts.log()),
    "proposal": ("negotiation", lambda page: page.acts.draft()),
    "agreement": ("negotiation", lambda page: page.acts.agree()),
    "fact": ("negotiation", lambda page: page.acts.note_fact()),
    "calendar": ("negotiation", lambda page: page.acts.calendar()),
    "evidence": ("negotiation", lambda page: page.acts.add_paper("income_proof")),
    "talk": ("negotiation", lambda page: page.acts.talk()),
    "check_in": ("overview", lambda page: page.check_in()),
    "keys": ("overview", lambda page: page.window().show_keys()),
    "copies": ("settings", lambda page: page.findChild(DataCard).show_copies()),
    "password": (
        "settings",
        lambda page: PasswordDialog(page.context.theme, "x", "y", page).open(),
    ),
    "crash": ("settings", lambda page: CrashDialog("x\n" * 99, page).open()),
    "fixing": ("settings", lambda page: page.add_fixing()),
    "category": (
        "ledger",
        lambda page: page.entries.acts.categorise(page.entries.model.rows()[:2]),
    ),
    "columns": ("ledger", ask_columns),
    "paper_facts": (
        "negotiation",
        lambda page: PaperFactsDialog(page.context.theme, PaperFacts(), DAY, page).open(),
    ),
    "instalment": (
        "negotiation",
        lambda page: InstalmentDialog(page.context, AGREED, AGREED.marks[0], page.window()).open(),
    ),
    "ending": (
        "negotiation",
        lambda page: EndingDialog(page.context, AGREED, page.window()).open(),
    ),
    "what_if": ("plan", keep_what_if),
    "offer": ("offer_check", keep_offer),
    "answer": ("negotiation", lambda page: proposed(page).answer()),
    "in_words": (
        "negotiation",
        lambda page: proposed(page).answer_in_words(ProposalState.COUNTERED),
    ),
    "format": ("settings", lambda page: page.data.export_data()),
    "known": ("settings", lambda page: page.context.ask.password("x", "y", lambda _typed: None)),
    "original": (
        "credit_report",
        lambda page: Original(page.context, page.window()).show_page(NOWHERE, 1),
    ),
}


def each_dialog(window, qtbot):
    """Open every dialog in turn and yield it with its name; it goes before the next one."""
    for name, (page, open_it) in EVERY_DIALOG.items():
        window.go(page)
        waits.settle(window, qtbot)
        open_it(window.page())
        waits.settle(window, qtbot)
        (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
        yield name, dialog
        dialog.done(0)
        dialog.deleteLater()
        waits.settle(window, qtbot)


@pytest.mark.parametrize(("language", "zoom"), [("zh_CN", 100), ("zh_CN", 200), ("en", 200)])
def test_every_dialog_fits_a_small_screen_with_its_buttons(
    open_window, tmp_path, monkeypatch, qtbot, language, zoom
):
    """The screen is 1024 × 600 with a title bar; a body that is too high scrolls."""
    window = on_a_small_screen(open_window, tmp_path, monkeypatch)
    window.parts.language.use(language)
    window.parts.theme.use(zoom=zoom)
    window.resize(QSize(1024, 566))
    large, found, loose = [], [], []
    for name, dialog in each_dialog(window, qtbot):
        rest(window)  # a moment more: texts find their height
        loose += [(name, each) for each in map(to_spare, dialog.findChildren(Body)) if each > 80]
        if dialog.width() > 1024 or dialog.height() > 566:
            large.append((name, dialog.width(), dialog.height()))
        for button in (getattr(dialog, kind, None) for kind in ("save_button", "close_button")):
            if button is not None:
                at = corner(button) - dialog.mapToGlobal(dialog.rect().topLeft())
                assert dialog.rect().contains(at), name
        found += [f"{name} {line}" for line in unreadable(dialog)]
    window.parts.theme.use(zoom=100)
    assert large == []
    assert found == []
    assert loose == []


def to_spare(body):
    """Return how much higher than its fields the body of a dialog is."""
    layout = body.widget().layout()
    if not layout.hasHeightForWidth():
        return 0
    return body.viewport().height() - layout.totalHeightForWidth(body.viewport().width())


BILL = [A(order=number(n), amount=f"{n}.60") for n in range(1, 30)]


@pytest.mark.parametrize(("language", "zoom"), [("zh_CN", 150), ("en", 150), ("en", 200)])
def test_an_import_and_a_filled_page_of_a_debt_stay_within_a_small_screen(
    open_window, tmp_path, monkeypatch, qtbot, language, zoom
):
    window = on_a_small_screen(open_window, tmp_path, monkeypatch)
    window.parts.language.use(language)
    window.parts.theme.use(zoom=zoom)
    window.resize(QSize(1024, 566))
    bill = tmp_path / "支付宝交易明细(20260801-20261031).csv"
    bill.write_bytes(builders.alipay(BILL))
    try:
        window.go("ledger", path=bill)
        rest(window)
        page = window.page()
        assert page.scroller.horizontalScrollBar().maximum() == 0
        pane = page.importing
        assert pane.import_button.isVisible()
        assert [line for part in (pane.facts, pane.foot) for line in unreadable(part)] == []
        table = pane.rows_card.table
        needs = table.itemDelegate().sizeHint(QStyleOptionViewItem(), table.model().index(0, 0))
        assert table.columnWidth(0) >= needs.width()
        window.go("debts")
        rest(window)
        window.page().acts.add()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        for name, typed in (("total", "9000"), ("due", "1021.50"), ("due_on", "+8")):
            QTest.keyClicks(dialog.form.fields[name].edit, typed)
        rest(window)
        assert dialog.found.debt is not None
        assert unreadable(dialog) == []
        dialog.done(0)
    finally:
        window.parts.theme.use(zoom=100)


def test_the_window_itself_shrinks_to_the_screen(open_window, tmp_path, monkeypatch):
    monkeypatch.setattr(Room, "fixed", QRect(0, 0, 1024, 566))
    path = tmp_path / "a.jiebei"
    Session.create(path).close()
    window = open_window(path)
    assert (window.width(), window.height()) == (1024, 566)
