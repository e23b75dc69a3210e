"""The menu bar and its keys, made from the one table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.pages.registry import PageEntry
from jiebei_desktop.ui.steps import step_name

NEEDS_LEDGER = frozenset(
    {
        "import",
        "export",
        "backup",
        "lock",
        "close_ledger",
        "add_entry",
        "add_debt",
        "log_contact",
        "find",
    }
)


class Menus:
    """Every action of the window, by the name of its command or ``go-<page>``."""

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], None]]) -> None:
        self._window = window
        self._bar = window.menuBar()
        self._menus: dict[str, QMenu] = {name: self._bar.addMenu("") for name in keys.MENUS}
        self._pages: tuple[PageEntry, ...] = ()
        self._steps: tuple[str | None, str | None] = (None, None)
        self.actions: dict[str, QAction] = {}
        for command in keys.COMMANDS:
            action = self._action(command.name, command.keys, handlers[command.name])
            if command.menu:
                self._menus[command.menu].addAction(action)
            else:
                window.addAction(action)
        self.actions["mask"].setCheckable(True)

    def add_pages(self, pages: Sequence[PageEntry], go: Callable[[str], None]) -> None:
        """Fill the Go menu."""
        self._pages = tuple(pages)
        for entry in pages:
            action = self._action(f"go-{entry.name}", (entry.key,), _going(go, entry.name))
            self._menus["go"].addAction(action)

    def enable(self, *, ledger: bool) -> None:
        """Grey out what needs an open ledger when there is none."""
        for name, action in self.actions.items():
            if name in NEEDS_LEDGER or name.startswith("go-"):
                action.setEnabled(ledger)
        if not ledger:
            self.show_steps(None, None)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the steps that undo and redo would act on."""
        self._steps = (undo, redo)
        for name, code, named, plain in (
            ("undo", undo, _("Undo: {step}"), _("Undo")),
            ("redo", redo, _("Redo: {step}"), _("Redo")),
        ):
            self.actions[name].setEnabled(code is not None)
            words = plain if code is None else named.format(step=step_name(code))
            self.actions[name].setText(words)

    def retranslate(self) -> None:
        """Word everything."""
        for name, menu in self._menus.items():
            menu.setTitle(keys.menu_title(name))
        for command in keys.COMMANDS:
            self.actions[command.name].setText(command.title())
        for entry in self._pages:
            self.actions[f"go-{entry.name}"].setText(entry.title())
        self.show_steps(*self._steps)

    def _action(self, name: str, sequences: Sequence[str], handler: Callable[[], None]) -> QAction:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(keys_) for keys_ in sequences])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: handler())
        self.actions[name] = action
        return action


def _going(go: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: go(name)
