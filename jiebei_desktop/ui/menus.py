"""The menu bar and its keys, made from the one table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.pages.registry import PageEntry
from jiebei_desktop.ui.plain import as_typed, no_shortcut
from jiebei_desktop.ui.steps import step_name


class Menus:
    """Every action of the window, by the name of its command or ``go-<page>``."""

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], object]]) -> None:
        self._window = window
        self._bar = window.menuBar()
        self._menus: dict[str, QMenu] = {name: self._bar.addMenu("") for name in keys.MENUS}
        self._pages: tuple[PageEntry, ...] = ()
        self._steps: tuple[str | None, str | None] = (None, None)
        self.actions: dict[str, QAction] = {}
        self.recent = QMenu(window)
        """The ledgers opened before."""
        for command in keys.COMMANDS:
            action = self._action(command.name, command.keys, handlers[command.name])
            if command.menu:
                self._menus[command.menu].addAction(action)
            elif command.keys:
                window.addAction(action)
            if command.name == "open":
                self._menus["file"].addMenu(self.recent)
        self.actions["mask"].setCheckable(True)

    def add_pages(self, pages: Sequence[PageEntry], go: Callable[[str], None]) -> None:
        """Fill the Go menu."""
        self._pages = tuple(pages)
        for entry in pages:
            action = self._action(f"go-{entry.name}", (entry.key,), partial(go, entry.name))
            self._menus["go"].addAction(action)

    def list_recent(
        self, recent: Callable[[], Sequence[Path]], open_file: Callable[[Path], None]
    ) -> None:
        """Fill the list of ledgers opened before each time it is shown; missing ones are grey."""

        def fill() -> None:
            self.recent.clear()
            for path in recent():
                action = self.recent.addAction(no_shortcut(path.name))
                action.setToolTip(as_typed(str(path)))
                action.setEnabled(path.is_file())
                action.triggered.connect(lambda _on=False, path=path: open_file(path))
            if self.recent.isEmpty():
                self.recent.addAction(_("None yet")).setEnabled(False)

        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(fill)

    def enable(self, *, ledger: bool) -> None:
        """Grey out what needs an open ledger when there is none."""
        for command in keys.COMMANDS:
            if command.ledger:
                self.actions[command.name].setEnabled(ledger)
        for entry in self._pages:
            self.actions[f"go-{entry.name}"].setEnabled(ledger)
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
        self.recent.setTitle(_("Recent ledgers"))
        for command in keys.COMMANDS:
            self.actions[command.name].setText(command.title())
        for entry in self._pages:
            self.actions[f"go-{entry.name}"].setText(entry.title())
        self.show_steps(*self._steps)

    def _action(
        self, name: str, sequences: Sequence[str], handler: Callable[[], object]
    ) -> QAction:
        action = QAction(self._window)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(keys_) for keys_ in sequences])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: handler())
        self.actions[name] = action
        return action
