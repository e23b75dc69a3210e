"""Opening, making and closing ledgers: one at a time, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jiebei_desktop.services.keeping.memory import give_back
from jiebei_desktop.services.keeping.preferences import Keeper
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui import damage_dialog, errors
from jiebei_desktop.ui.care import Care
from jiebei_desktop.ui.dialogs import Ask, tell_trouble
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.patience import Patience
from jiebei_desktop.ui.scratch import Scratch
from jiebei_desktop.ui.troubles import place_words

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.salvage import Damage
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.today.first_numbers import FirstNumbers, Names

SUFFIX = ".jiebei"
RECENT = 8
"""Ledgers the File menu remembers."""


class Ledgers(QObject):
    """Holds the open session; the window shows what it announces."""

    opened = Signal(object)
    """The session that is open now."""
    closing = Signal()
    """The session is about to be closed: let go of it."""
    stranded = Signal()
    """Nothing is open and nothing is about to be."""

    def __init__(self, lanes: Lanes, ask: Ask, keep: Keeper, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes = lanes
        self._ask = ask
        self._keep = keep
        self._today = today
        self._scratch = Scratch()
        self._patience = Patience(self)
        self.care = Care(lanes, keep, today)
        self.care.damaged.connect(self._found_damaged)
        self.session: Session | None = None
        self._leaving: Session | None = None

    def choose_new(self, first: FirstNumbers | None = None) -> None:
        """Ask where a new ledger goes and whether it gets a password, and make it.

        It begins with the ``first`` numbers, where they were told.
        """
        chosen = self._ask.save_file(_("New ledger"), _("My ledger") + SUFFIX, kinds())
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(SUFFIX)
        risk = place_words(path)
        if risk and not self._ask.confirm(risk[0], risk[1], action=_("Keep it there")):
            return
        password = self._ask.new_password(
            _("Protect this ledger with a password?"), _("Without a password")
        )
        if password is not None:
            self.create(path, password or None, first)

    def choose_open(self) -> None:
        """Ask for a ledger and open it."""
        path = self._ask.open_file(_("Open ledger"), kinds())
        if path is not None:
            self.open(path)

    def open(self, path: Path, password: str | None = None) -> None:
        """Open a ledger file off the window's thread and show it; asks for its password."""
        remember = self._keep.now.remember

        def job() -> Session:
            return _opened(path, password, remember=remember)

        def failed(error: Exception) -> None:
            kind = getattr(error, "kind", "")
            if kind in {"password-needed", "wrong-password"}:
                self._patience.wrong(path, counts=password is not None)
                self._ask_password(path, again=password is not None)
            elif kind == "ledger-damaged":
                errors.note(error)
                self._look_at_damage(path, password)
            else:
                self._not_opened(error)

        self._patience.then(path, lambda: self._begin(job, failed))

    def unlock(self, path: Path, password: str, wrong: Callable[[], None]) -> None:
        """Open a locked ledger again; ``wrong`` is called when the password is another one."""

        def failed(error: Exception) -> None:
            if getattr(error, "kind", "") == "wrong-password":
                self._patience.wrong(path)
                wrong()
            else:
                self._not_opened(error)

        def job() -> Session:
            return _opened(path, password, remember=False)

        self._patience.then(path, lambda: self._begin(job, failed))

    def create(
        self, path: Path, password: str | None = None, first: FirstNumbers | None = None
    ) -> None:
        """Make a new ledger file, empty or with the first numbers as estimates, and show it."""
        today, names = self._today(), _names()

        def job() -> Session:
            from jiebei_desktop.services.keeping.session import Session
            from jiebei_desktop.services.today import first_numbers

            session = Session.create(path, password)
            if first is not None:
                first_numbers.keep(session, first, names, today)
            return session

        self._begin(job, self._not_opened)

    def open_demo(self, name: str) -> None:
        """Open an example household in a file that goes away with the window."""
        today = self._today()

        def job() -> Session:
            from jiebei_desktop.services.cases import example
            from jiebei_desktop.services.keeping.session import Session

            path = self._scratch.folder() / f"{name}{SUFFIX}"
            path.unlink(missing_ok=True)
            session = Session.create(path)
            example.fill(session, name, today)
            return session

        self._begin(job, self._not_opened)

    def reopen(self, between: Callable[[], object]) -> None:
        """Close the ledger, run ``between`` in the ledger's lane, and open it again."""
        if self.session is None:
            return
        path, password = self.session.path, self.session.ledger.password
        self.close()

        def failed(error: Exception) -> None:
            tell_trouble(self._ask, error)
            self.open(path, password)

        self._lanes.ledger(between, lambda _done: self.open(path, password), failed=failed)

    def _begin(self, job: Callable[[], Session], failed: Callable[[Exception], None]) -> None:
        """Close what is open, then open something else: one ledger at a time."""
        self.close()
        self._lanes.ledger(job, self._show, failed=failed)

    def _ask_password(self, path: Path, *, again: bool) -> None:
        label = _("That was not it. Password") if again else _("Password")

        def take(password: str | None) -> None:
            if password is None:
                self.stranded.emit()
            else:
                self.open(path, password)

        self._ask.password(path.name, label, take)

    def _found_damaged(self, _damage: str) -> None:
        """Stop writing, and say what can be done; the ledger is closed for looking at it."""
        session = self.session
        if session is not None:
            path, password = session.path, session.ledger.password
            self.close()
            self._look_at_damage(path, password)

    def _look_at_damage(self, path: Path, password: str | None) -> None:
        """Find out what is lost and which copy is the best one, then let the user choose."""
        remember = self._keep.now.remember

        def job() -> tuple[Damage, str | None]:
            from jiebei_desktop.services.keeping import salvage

            known = password or (_recalled(path) if remember else None)
            return salvage.look(path, known), known

        def show(answer: tuple[Damage, str | None]) -> None:
            damage_dialog.ask(self._ask, answer[0], lambda way: self._go_on(way, *answer))

        self._lanes.ledger(job, show, failed=self._not_opened)

    def _go_on(self, way: damage_dialog.Way | None, damage: Damage, password: str | None) -> None:
        if way is None:
            self.stranded.emit()
            return
        today = self._today()

        def job() -> Session:
            return damage_dialog.carry_out(way, damage, password, today)

        self._begin(job, self._not_opened)

    def close(self) -> None:
        """Close what is open, after what was asked of it before."""
        session = self.session
        if session is not None:
            self.closing.emit()
            self.care.end()
            self.session, self._leaving = None, session
            self._lanes.ledger(session.close, lambda _nothing: self._emptied())

    def finish(self) -> None:
        """Close what was to be closed, where the lanes have forgotten it; the program ends."""
        if self._leaving is not None:
            self._leaving.close()

    def _emptied(self) -> None:
        """Give back the memory once the pages that showed the ledger are gone, too."""
        self._leaving = None
        self._lanes.ledger(give_back, lambda _nothing: None)

    def _show(self, session: Session) -> None:
        self.session = session
        self._patience.right(session.path)
        if not self._scratch.holds(session.path) and not session.ledger.damage:
            self.care.begin(session)
        if not self._scratch.holds(session.path):
            self._keep.change(ledger=str(session.path), recent=self._with(session.path))
        self.opened.emit(session)

    @property
    def example(self) -> bool:
        """Return whether what is open is an example, which goes away with the window."""
        return self.session is not None and self._scratch.holds(self.session.path)

    def recent(self) -> tuple[Path, ...]:
        """Return the ledgers opened before, the newest first; examples are never among them."""
        return tuple(Path(path) for path in self._keep.now.recent)

    def _with(self, path: Path) -> tuple[str, ...]:
        """Return the list of recent ledgers with one at its head."""
        others = (each for each in self._keep.now.recent if each != str(path))
        return (str(path), *others)[:RECENT]

    def _not_opened(self, error: Exception) -> None:
        tell_trouble(self._ask, error)
        if self.session is None:
            self.stranded.emit()


def _names() -> Names:
    from jiebei_desktop.services.today.first_numbers import Names
    from jiebei_desktop.text.rules import product_name

    return Names(
        jiebei=product_name("jiebei", texts()), others=_("Other debts"), cash=_("Cash at hand")
    )


def kinds() -> str:
    """Return the filter of file dialogs for ledgers."""
    return _("Ledger (*.jiebei)")


def _opened(path: Path, password: str | None, *, remember: bool) -> Session:
    """Open a ledger, with the password the system remembers when none is given."""
    from jiebei_desktop.domain.problems import PasswordNeeded, WrongPassword
    from jiebei_desktop.services.keeping.session import Session

    try:
        return Session.open(path, password)
    except PasswordNeeded:
        known = _recalled(path) if remember and password is None else None
        if known is None:
            raise
    try:
        return Session.open(path, known)
    except WrongPassword as error:
        # The password was changed elsewhere: the user is asked for the new one.
        raise PasswordNeeded(str(path)) from error


def _recalled(path: Path) -> str | None:
    from jiebei_desktop.services.keeping import password_store

    try:
        return password_store.recall(password_store.system_store(), path)
    except password_store.NoStore:
        return None
