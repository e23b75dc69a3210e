"""What the window does for each command of the list in `keys`, wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import keys, table_out
from jiebei_desktop.ui.dialogs import Ask, tell_trouble
from jiebei_desktop.ui.help_desk import HelpDesk
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.ledgers import Ledgers
from jiebei_desktop.ui.locking import Locker
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.menus import Menus
from jiebei_desktop.ui.navigation import Rail
from jiebei_desktop.ui.page import Page
from jiebei_desktop.ui.theme import ZOOMS, Theme
from jiebei_desktop.ui.undo_toast import REDO, UNDO, WRITE
from jiebei_desktop.ui.widgets.basics import has_focus_in

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from jiebei_desktop.services.keeping.session import Session

Run = Callable[[], object]


class Pieces(Protocol):
    """The collaborators of the window that commands use."""

    @property
    def theme(self) -> Theme:
        """Return the look in force."""

    @property
    def masking(self) -> Masking:
        """Return whether amounts are hidden."""

    @property
    def lanes(self) -> Lanes:
        """Return where work goes."""

    @property
    def ask(self) -> Ask:
        """Return who asks the user."""


class CommandHost(Protocol):
    """What the commands need of the window."""

    help: HelpDesk
    ledgers: Ledgers
    locker: Locker
    menus: Menus
    rail: Rail

    @property
    def parts(self) -> Pieces:
        """Return the collaborators."""

    @property
    def session(self) -> Session | None:
        """Return the open ledger."""

    def go(self, page: str, **args: object) -> None:
        """Show a page."""

    def page(self) -> Page | None:
        """Return the page on screen."""

    def notify(self, changes: Changes, done: str = WRITE) -> None:
        """Tell every page what a write touched."""

    def close_ledger(self) -> None:
        """Close the ledger."""

    def use_zoom(self, zoom: int) -> None:
        """Set the text size in percent."""

    def close(self) -> bool:
        """Close the window."""

    def find_anything(self) -> None:
        """Open the command palette."""

    def show_keys(self) -> None:
        """Show the list of all keys."""


class Commands:
    """Every command by its code."""

    def __init__(self, host: CommandHost) -> None:
        self._host = host

    def runs(self) -> dict[str, Run]:
        """Return what each command of `keys.COMMANDS` does."""
        own = self._own()
        return {each.name: own.get(each.name) or self._on_page(each) for each in keys.COMMANDS}

    def _on_page(self, command: keys.Command) -> Run:
        return partial(self._host.go, command.page, **command.args)

    def _own(self) -> dict[str, Run]:
        host = self._host
        return {
            "new": host.ledgers.choose_new,
            "open": host.ledgers.choose_open,
            "lock": self.lock,
            "close_ledger": host.close_ledger,
            "quit": host.close,
            "undo": self.undo,
            "redo": self.redo,
            "find": self.find,
            "mask": self.mask,
            "zoom_in": partial(self._zoom, 1),
            "zoom_out": partial(self._zoom, -1),
            "zoom_reset": partial(host.use_zoom, 100),
            "next_pane": partial(self._move_pane, 1),
            "previous_pane": partial(self._move_pane, -1),
            "copy": self.copy,
            "save_table": self.save_table,
            "print": self.print_page,
            "help": host.help.toggle,
            "manual": host.help.contents,
            "palette": host.find_anything,
            "keys": host.show_keys,
        }

    def lock(self) -> None:
        """Lock a protected ledger, or say that there is nothing to lock."""
        if not self._host.locker.lock():
            self._host.parts.ask.tell(
                _("There is nothing to lock"),
                _("This ledger has no password. Settings sets one."),
            )

    def undo(self) -> None:
        """Take the last step back."""
        session = self._host.session
        if session is not None:
            told = partial(self._host.notify, done=UNDO)
            self._host.parts.lanes.ledger(session.history.undo, told)

    def redo(self) -> None:
        """Do the step again that was taken back."""
        session = self._host.session
        if session is not None:
            told = partial(self._host.notify, done=REDO)
            self._host.parts.lanes.ledger(session.history.redo, told)

    def find(self) -> None:
        """Go to the search field of the page on screen."""
        page = self._host.page()
        if page is not None:
            page.focus_search()

    def mask(self) -> None:
        """Hide or show amounts."""
        masking = self._host.parts.masking
        masking.toggle()
        self._host.menus.actions["mask"].setChecked(masking.on)

    def copy(self) -> None:
        """Put the chosen rows of a table on the clipboard."""
        view = self._table()
        if view is not None:
            table_out.copy_chosen(view)

    def save_table(self, view: QTableView | None = None) -> None:
        """Ask for a file and write a table into it, every row of it."""
        found, ask = view or self._table(), self._host.parts.ask
        if found is None:
            ask.tell(_("There is no table on this page"))
            return
        path = ask.save_file(_("Save table as CSV"), _("table") + ".csv", _("CSV (*.csv)"))
        if path is not None:
            table_out.whole(found, partial(self._write_table, path))

    def _write_table(self, path: Path, found: table_out.Grid) -> None:
        try:
            table_out.save(found, path)
        except Trouble as error:
            tell_trouble(self._host.parts.ask, error)

    def print_page(self) -> None:
        """Print the table that has the focus, or the page as it stands on screen."""
        page = self._host.page()
        if page is None:
            return
        focus = QApplication.focusWidget()
        printer = self._host.parts.ask.printer(_("Print this page"))
        if printer is None:
            return
        if isinstance(focus, QTableView):
            table_out.whole(focus, partial(self._print_table, page.title(), printer))
        else:
            from jiebei_desktop.ui import printing

            printing.picture_on_paper(page.content.grab().toImage(), printer)

    def _print_table(self, title: str, printer: QPrinter, found: table_out.Grid) -> None:
        from jiebei_desktop.ui import printing

        printing.on_paper(printing.table_html(title, *found), printer)

    def _table(self) -> QTableView | None:
        return table_out.table_of(QApplication.focusWidget(), self._host.page())

    def _zoom(self, step: int) -> None:
        at = ZOOMS.index(self._host.parts.theme.zoom) + step
        if 0 <= at < len(ZOOMS):
            self._host.use_zoom(ZOOMS[at])

    def _move_pane(self, step: int) -> None:
        """Go round the areas of the window: rail, header, content, status bar."""
        page = self._host.page()
        areas: list[QWidget] = [self._host.rail.main]
        if page is not None:
            areas += page.areas()
        here = QApplication.focusWidget()
        at = next((i for i, a in enumerate(areas) if has_focus_in(a, here)), -1)
        areas[(at + step) % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)
