"""Locking a protected ledger when nobody is there, and giving it back at the same place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from jiebei_desktop.ui.drafts import Drafts
from jiebei_desktop.ui.idle import IdleWatch
from jiebei_desktop.ui.ledgers import Ledgers
from jiebei_desktop.ui.page import Page

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.preferences import Keeper
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.ui.lock_screen import LockScreen


class LockHost(Protocol):
    """What locking needs of the window."""

    current: str
    ledgers: Ledgers
    pages: dict[str, Page]

    def show_lock(self, screen: LockScreen) -> None:
        """Show the lock screen and nothing else."""

    def show_welcome(self) -> None:
        """Show the way to other ledgers."""

    def reach(self, page: str, then: Callable[[Page], object]) -> None:
        """Show a page, and go on there."""


class Locker(QObject):
    """Closes the protected ledger; opens it again when the password comes."""

    def __init__(
        self, host: LockHost, keep: Keeper, make_screen: Callable[[], LockScreen], watch: IdleWatch
    ) -> None:
        super().__init__()
        self._host = host
        self._keep = keep
        self._make_screen = make_screen
        self._screen: LockScreen | None = None
        self.watch = watch
        self.path: Path | None = None
        """The ledger that is locked now."""
        self._page, self._place = "", dict[str, object]()
        self.protected = False
        """Whether the open ledger has a password."""
        self.drafts = Drafts()
        watch.away.connect(self.lock)
        host.ledgers.opened.connect(self.opened)
        host.ledgers.care.written.connect(self.drafts.forget_sent)
        host.ledgers.closing.connect(watch.stop)

    def opened(self, session: Session) -> None:
        """Watch over a ledger that was opened, and go back to the page that was on screen."""
        self.protected = session.ledger.protected
        if self._screen is not None:
            self._screen.forget()
        if self.protected:
            self.watch.start(self._keep.now.lock_minutes)
        if self.path is not None:
            self.path = None
            QTimer.singleShot(0, lambda: self._host.reach(self._page, self._settle))

    def _settle(self, page: Page) -> None:
        """Stand on a page as before the lock, with the dialog that was open over it."""
        page.arrive(**self._place)
        self._open_again(page)

    def give_back(self) -> None:
        """Open the form whose write failed once more, with what was typed."""
        self.drafts.lost()
        page = self._host.pages.get(self._host.current)
        if page is not None:
            self._open_again(page)

    def _open_again(self, page: Page) -> None:
        reopen = self.drafts.reopen()
        if reopen is not None:
            page.once_shown(partial(reopen, page))

    def protect(self, *, on: bool) -> None:
        """Follow a password that was set or taken away, or another patience."""
        self.protected = on
        if on:
            self.watch.start(self._keep.now.lock_minutes)
        else:
            self.watch.stop()

    def lock(self) -> bool:
        """Close the ledger and every dialog over it; False when there is nothing to lock."""
        session = self._host.ledgers.session
        if session is None or not self.protected:
            return False
        self.drafts.begin(session.path)
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            # Its caller goes on first, with the answer of one who changed his mind. Nothing is
            # asked: nobody is there to answer, and what was typed is kept.
            self._put_away(dialog)
            QTimer.singleShot(0, self.lock)
            return True
        self.path, self._page = session.path, self._host.current
        for name, page in self._host.pages.items():
            self.drafts.keep_page(name, page.draft())
            if name == self._page:
                self._place = page.place()
        self._host.ledgers.close()
        if self._screen is None:
            self._screen = self._make_screen()
            self._screen.tried.connect(self._unlock)
            self._screen.left.connect(self._leave)
        self._screen.show_locked(self.path)
        self._host.show_lock(self._screen)
        return True

    def _put_away(self, dialog: QWidget) -> None:
        if isinstance(dialog, QDialog):
            self.drafts.keep_form(dialog)
            dialog.done(QDialog.DialogCode.Rejected)
        else:
            dialog.close()

    def retranslate(self) -> None:
        """Word the screen anew."""
        if self._screen is not None:
            self._screen.retranslate()

    def _unlock(self, password: str) -> None:
        screen = self._screen
        if self.path is not None and screen is not None:
            self._host.ledgers.unlock(self.path, password, screen.show_wrong)

    def _leave(self) -> None:
        self.path = None
        self._host.show_welcome()
