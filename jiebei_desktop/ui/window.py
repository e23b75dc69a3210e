"""The main window: rail, pages made when first shown, menus, undo by name, status bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QByteArray, QEvent, QSize
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.keeping.preferences import Keeper, Preferences
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.commands import Commands
from jiebei_desktop.ui.day_watch import DayWatch
from jiebei_desktop.ui.dialogs import Ask
from jiebei_desktop.ui.fitting import FittedWindow, fit
from jiebei_desktop.ui.help_desk import HelpDesk
from jiebei_desktop.ui.idle import IdleWatch
from jiebei_desktop.ui.lanes import Lanes, Lease
from jiebei_desktop.ui.language import Language
from jiebei_desktop.ui.ledgers import Ledgers
from jiebei_desktop.ui.locking import Locker
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.menus import Menus
from jiebei_desktop.ui.navigation import Rail
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.registry import PAGES, PageEntry, loading
from jiebei_desktop.ui.past_fields import PastFields
from jiebei_desktop.ui.status import StatusLine
from jiebei_desktop.ui.table_out import attach
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.undo_toast import WRITE, UndoToast
from jiebei_desktop.ui.widgets.boxes import across

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.ui.finder import Finder
    from jiebei_desktop.ui.lock_screen import LockScreen

NARROW_BELOW, NARROW_ZOOM = 1100, 150
SMALLEST, USUAL = QSize(800, 480), QSize(1280, 800)


class Collaborators(Struct, frozen=True, kw_only=True):
    """The collaborators of the window, made once at start."""

    theme: Theme
    masking: Masking
    lanes: Lanes
    ask: Ask
    language: Language
    today: Callable[[], date]
    keep: Keeper


class MainWindow(FittedWindow):
    """One window over one ledger at a time."""

    @property
    def session(self) -> Session | None:
        """Return the open ledger."""
        return self.ledgers.session

    def __init__(self, parts: Collaborators) -> None:
        super().__init__()
        self.parts = parts
        self.ledgers = Ledgers(parts.lanes, parts.ask, parts.keep, parts.today)
        self.pages: dict[str, Page] = {}
        self.current = ""
        """Name of the page on screen; empty while the welcome page is shown."""
        self._bound = ""
        """Name of the page that was asked for last."""
        self._context: PageContext | None = None
        self.help = HelpDesk(self, parts.theme, parts.ask, lambda: self.current)
        self.commands = Commands(self)
        self._past_fields = PastFields(self)
        self.menus = Menus(self, self.commands.runs())
        self.rail = Rail(parts.theme, PAGES, self.page)
        self.stack = QStackedWidget()
        self.status = StatusLine(parts.theme)
        self._welcome: QWidget | None = None
        self._finder: Finder | None = None
        self._lease = Lease(parts.lanes)
        self.locker = Locker(self, parts.keep, self._lock_screen, IdleWatch())
        self.days = DayWatch(parts.today, self)
        self.days.turned.connect(self._new_day)
        self._build()
        parts.theme.changed.connect(self._fit)
        self.rail.chosen.connect(self.go)
        self.rail.entered.connect(
            lambda: parts.lanes.side(loading(PAGES), lambda _done: None, latest="pages")
        )
        self.ledgers.opened.connect(self.show_session)
        self.ledgers.closing.connect(self._let_go)
        self.ledgers.stranded.connect(self.show_welcome)
        self.status.follow(self.ledgers.care)

    # -- pages -------------------------------------------------------------------------------

    def go(self, page: str, **args: object) -> None:
        """Show a page and hand it ``args``."""
        self.reach(page, lambda made: made.arrive(**args) if args else None)

    def reach(self, page: str, then: Callable[[Page], object]) -> None:
        """Show a page and go on there; its class is imported beside the window first."""
        entry = next((each for each in PAGES if each.name == page), None)
        if entry is None or self._context is None:
            return
        self._bound = page
        show = partial(self._show_page, entry, then)
        if entry.is_loaded():
            show()
        else:
            self._lease.side(entry.load, lambda _class: show(), latest="go")

    def _show_page(self, entry: PageEntry, then: Callable[[Page], object]) -> None:
        if self._context is None or entry.name != self._bound:
            return
        made = self.pages.get(entry.name)
        if made is None:
            made = self.pages[entry.name] = entry.load()(self._context)
            made.take_draft(self.locker.drafts.page(entry.name))
            made.badge.connect(partial(self.rail.set_badge, entry.name))
        self.current = entry.name
        self.rail.show_page(entry.name)
        if self.stack.indexOf(made) >= 0:
            self._come_up(made, then)
        else:  # making it and showing it in two turns holds the window half as long
            self._lease.next_turn(partial(self._come_up, made, then))

    def _come_up(self, page: Page, then: Callable[[Page], object]) -> None:
        if page is not self.page():
            return  # gone elsewhere meanwhile
        page.come_up(self.stack)
        attach(page)
        self.help.follow()
        then(page)

    def notify(self, changes: Changes, done: str = WRITE) -> None:
        """Tell every page what a write touched, and name the step that can be undone."""
        if not changes.tables:
            return
        self.ledgers.care.wrote(changes)
        for page in self.pages.values():
            page.changed(changes)
        self._read_steps(done)
        if "settings" in changes.tables:
            self._read_rules()

    def _new_day(self) -> None:
        """Work everything out again for today."""
        for page in self.pages.values():
            page.new_day()
        self._read_rules()

    def page(self) -> Page | None:
        """Return the page on screen."""
        return self.pages.get(self.current)

    def show_session(self, session: Session) -> None:
        """Put an open ledger on screen in place of what was there."""
        self._lease = Lease(self.parts.lanes)
        self._context = PageContext(
            session=session,
            lanes=self._lease,
            ask=self.parts.ask,
            theme=self.parts.theme,
            masking=self.parts.masking,
            today=self.parts.today,
            navigate=self.go,
            notify=self.notify,
            example=self.ledgers.example,
            shell=self,
            give_back=self.locker.give_back,
        )
        self.status.show_ledger(session.path, session.ledger.damage)
        self.rail.show()
        self._title()
        self._read_steps()
        self._read_rules()
        for first in PAGES[:1]:
            self.go(first.name)
        self.menus.enable(ledger=self.session is not None)

    def _let_go(self) -> None:
        """Drop the pages of a ledger that is being closed."""
        self._lease.end()
        self._context = None  # first: going, a page may hand the focus to the rail
        self.undo_toast.hide()
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages, self.current = {}, ""
        self.status.show_ledger(None)

    def close_ledger(self) -> None:
        """Close the ledger and go back to the welcome page."""
        self.ledgers.close()
        self.show_welcome()

    def show_welcome(self) -> None:
        """Show the three doors."""
        self.rail.hide()
        self._title()
        self.menus.enable(ledger=False)
        if self._welcome is None:
            self._welcome = self._make_welcome()
            self.stack.addWidget(self._welcome)
        self.stack.setCurrentWidget(self._welcome)

    def _lock_screen(self) -> LockScreen:
        from jiebei_desktop.ui.lock_screen import LockScreen

        return LockScreen(self.parts.theme)

    def show_lock(self, screen: LockScreen) -> None:
        """Show the lock screen and nothing else."""
        self.rail.hide()
        self._title()
        self.menus.enable(ledger=False)
        self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)
        screen.password.edit.setFocus()

    def _make_welcome(self) -> QWidget:
        from jiebei_desktop.ui.pages.welcome import WelcomePage

        page = WelcomePage(self.parts.theme, self.parts.today, self.parts.lanes.side)
        page.create_new.connect(self.ledgers.choose_new)
        page.open_file.connect(self.ledgers.choose_open)
        page.demo.connect(self.ledgers.open_demo)
        page.language.connect(self.use_language)
        return page

    def _read_rules(self) -> None:
        session, today = self.session, self.parts.today()
        if session is None:
            return

        def show(answer: tuple[date, bool]) -> None:
            self.status.show_rules(answer[0], old=answer[1])

        def job() -> tuple[date, bool]:
            newest = session.rules.lpr(today)
            as_of = session.rules.as_of if newest is None else newest.published
            return as_of, bool(session.rules.stale(today))

        self.parts.lanes.ledger(job, show, latest="rules", failed=lambda _error: None)

    # -- commands ----------------------------------------------------------------------------

    def find_anything(self) -> None:
        """Open the command palette (Ctrl+K); what the ledger brings comes when it is read."""
        if self._finder is None:
            from jiebei_desktop.ui.finder import Finder

            self._finder = Finder(self.parts.theme, self.parts.masking, self, self.stack)
            self._finder.palette.helped.connect(self.help.contents)
        ledger = self._context is not None
        rows = self._finder.rows(
            self.commands.runs(), self.go, self.ledgers.recent(), self.ledgers.open, ledger=ledger
        )
        self._finder.open([*rows, *self.help.rows()])
        if self.session is not None and ledger:
            self._finder.read(self._lease, self.session, self.parts.today(), self.go)

    def show_keys(self) -> None:
        """Show the list of all keys."""
        from jiebei_desktop.ui.keys_dialog import KeysDialog

        KeysDialog(self.parts.theme, PAGES, self).open()

    def _read_steps(self, done: str = "") -> None:
        """Name the steps in the menu, and say in a toast what was done."""
        session = self.session
        if session is None:
            return

        def show(codes: tuple[str | None, str | None]) -> None:
            self.menus.show_steps(*codes)
            if done:
                self.undo_toast.announce(done, *codes)

        history = session.history
        self.parts.lanes.ledger(
            lambda: (history.undo_label, history.redo_label), show, latest="steps"
        )

    @property
    def preferences(self) -> Preferences:
        """Return the preferences in force."""
        return self.parts.keep.now

    def use_language(self, locale: str) -> None:
        """Switch the language at once and remember it."""
        self.parts.keep.change(language=locale)
        self.parts.language.use(locale)

    def use_theme(self, choice: str) -> None:
        """Switch to system, light or dark at once and remember it."""
        self.parts.keep.change(theme=choice)
        self.parts.theme.use(choice=choice)

    def reopen(self, between: Callable[[], object]) -> None:
        """Close the ledger, run ``between`` in the ledger's lane, and open it again."""
        self.ledgers.reopen(between)

    def keep_backups(self, *, on: bool) -> None:
        """Say whether a copy is made on the first opening of a day."""
        self.parts.keep.change(backups=on)

    def use_second_folder(self, folder: str) -> None:
        """Say in which other folder the day's copy lies, too."""
        self.parts.keep.change(second_folder=folder)

    def lock_after(self, minutes: int) -> None:
        """Say how long nobody may be there before a protected ledger is locked."""
        self.parts.keep.change(lock_minutes=minutes)
        self.locker.protect(on=self.locker.protected)

    def remember_passwords(self, *, on: bool) -> None:
        """Say whether the system's store is asked for passwords."""
        self.parts.keep.change(remember=on)

    def protection_changed(self, *, on: bool) -> None:
        """Begin or end to watch over the ledger."""
        self.locker.protect(on=on)

    def use_zoom(self, zoom: int) -> None:
        """Set the text size in percent and remember it."""
        self.parts.theme.use(zoom=zoom)
        self.parts.keep.change(zoom=zoom)

    # -- window ------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room when the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and close the ledger."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.parts.keep.change(geometry=geometry)
        self.ledgers.close()
        super().closeEvent(event)

    def retranslate(self) -> None:
        """Word the window's own texts; pages word theirs."""
        self._title()
        self.menus.retranslate()
        self.rail.retranslate()
        self.status.retranslate()
        self.locker.retranslate()

    def _title(self) -> None:
        """Name the ledger in the title, and that it is locked; it is always saved."""
        path = self.locker.path or (None if self.session is None else self.session.path)
        name = "" if path is None else path.name
        if self.ledgers.example:
            name = _("Example")
        elif self.locker.path is not None:
            name = _("{name} (locked)").format(name=name)
        self.setWindowFilePath(str(path) if path is not None and not self.ledgers.example else "")
        program = _("Jiebei Planner")
        self.setWindowTitle(f"{name} – {program}" if name else program)

    def _fit(self) -> None:
        theme = self.parts.theme
        self.rail.set_narrow(narrow=self.width() < NARROW_BELOW or theme.zoom >= NARROW_ZOOM)

    def _build(self) -> None:
        self.setMinimumSize(SMALLEST)
        fit(self, USUAL)
        saved = self.parts.keep.now.geometry
        if saved:
            self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii")))
        self.setWindowIcon(icons.icon(self.parts.theme, "app", "accent", 32))
        middle = QWidget()
        row = across(self.rail, (self.stack, 1), on=middle, gap=0)
        self.help.stand_in(row, self.stack)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        undo, redo = self.commands.undo, self.commands.redo
        self.undo_toast = UndoToast(self.status.toast, undo, redo)
        self.menus.add_pages(PAGES, self.go)
        self.menus.list_recent(self.ledgers.recent, self.ledgers.open)
        self.retranslate()
