"""Fixtures of the window: a theme, example ledgers, lanes that run at once, an obedient user."""

from __future__ import annotations

import gc
import os
import sys

gc.disable()
# As in the app: no lane's thread may destroy a widget (ui/collector.py, docs/decisions/0010).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import reckoned
from inline_lanes import InlineLanes
from msgspec import Struct, field
from msgspec.structs import force_setattr
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.preferences import Keeper, PreferencesFile
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.text import current
from jiebei_desktop.ui.lanes import QtLanes
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.window import MainWindow

DAY = date(2026, 11, 22)
LOADED = [0]
"""How many modules were there at the last freezing."""


class FakeAsk(Struct):
    """Answers from a list and remembers what was asked."""

    answers: list[Any] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def _next(self, what: str, detail: str = "") -> Any:
        self.asked.append((what, detail))
        return self.answers.pop(0)

    def confirm(self, question: str, detail: str = "", *, action: str = "") -> bool:
        return self._next(question, detail)

    def tell(self, what: str, detail: str = "") -> None:
        self.asked.append((what, detail))

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self._next(title, kinds)

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        return self._next(title, kinds)

    def open_folder(self, title: str) -> Path | None:
        return self._next(title)

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        return self._next(title, suggested)

    def text(self, title: str, label: str, then: Any, *, again: Any, value: str = "") -> None:
        then(self._next(title, label))

    def password(self, title: str, label: str, then: Any) -> None:
        then(self._next(title, label))

    def choose(
        self, title: str, label: str, items: Sequence[str], then: Any, *, again: Any
    ) -> None:
        then(self._next(title, label))

    def printer(self, title: str) -> Any:
        return self._next(title)

    def new_password(self, title: str, without: str) -> str | None:
        return self._next(title, without)


class FakeShell(Struct):
    """Remembers what the settings page asked of the window."""

    keeper: Keeper
    calls: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def preferences(self):
        return self.keeper.now

    def use_language(self, locale: str) -> None:
        self.calls.append(("language", locale))

    def use_theme(self, choice: str) -> None:
        self.calls.append(("theme", choice))

    def use_zoom(self, zoom: int) -> None:
        self.calls.append(("zoom", zoom))

    def keep_backups(self, *, on: bool) -> None:
        self.calls.append(("backups", on))
        self.keeper.change(backups=on)

    def use_second_folder(self, folder: str) -> None:
        self.calls.append(("second", folder))
        self.keeper.change(second_folder=folder)

    def lock_after(self, minutes: int) -> None:
        self.calls.append(("lock", minutes))
        self.keeper.change(lock_minutes=minutes)

    def remember_passwords(self, *, on: bool) -> None:
        self.calls.append(("remember", on))
        self.keeper.change(remember=on)

    def protection_changed(self, *, on: bool) -> None:
        self.calls.append(("protected", on))

    def reopen(self, between: Callable[[], object]) -> None:
        self.calls.append(("reopen", between))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Destroy what a test showed: without a running event loop deleteLater() waits for ever.

    Every restyling would otherwise reach the widgets of all tests before it. The collection shows
    at once which widgets cannot be collected: the process ends. A library that the test loaded
    stays for ever, so it is not looked through again.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    if len(sys.modules) != LOADED[-1]:
        LOADED.append(len(sys.modules))
        gc.freeze()


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    current.use("en")
    yield
    current.use("en")


@pytest.fixture(autouse=True)
def _held_clock(monkeypatch) -> None:
    """Let no wait of the window end by itself: a test ends it with ``finish``."""
    monkeypatch.setattr(Pause, "by_clock", False)


@pytest.fixture(autouse=True, scope="session")
def _reckoned_once() -> Iterator[None]:
    with reckoned.remembering():
        yield


@pytest.fixture(scope="session")
def _look(qapp) -> Theme:
    made = Theme("light")
    made.attach(qapp)
    gc.freeze()
    return made


@pytest.fixture
def theme(_look: Theme) -> Iterator[Theme]:
    yield _look
    if (_look.choice, _look.zoom) != ("light", 100):
        _look.use(choice="light", zoom=100)


@pytest.fixture
def as_of() -> date:
    return DAY


@pytest.fixture
def ask() -> FakeAsk:
    return FakeAsk()


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(PreferencesFile(tmp_path / "preferences.json"))


@pytest.fixture
def shell(keeper: Keeper) -> FakeShell:
    return FakeShell(keeper)


@pytest.fixture
def empty_ledger(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "empty.jiebei") as session:
        yield session


@pytest.fixture
def employee(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "employee.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        yield session


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "shop.jiebei") as session:
        session.ledger.add_book(demo.shop(DAY))
        yield session


class Desk(Struct):
    """Makes contexts for pages and remembers where they went and what they announced."""

    theme: Theme
    ask: FakeAsk
    shell: FakeShell
    masking: Masking = field(default_factory=Masking)
    went: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    told: list[Changes] = field(default_factory=list)

    def shown(
        self, qtbot: QtBot, page_class: Any, session: Session, lanes: Any = None, height: int = 740
    ) -> Any:
        """Show a page that hears what it announces, as in the window."""
        context = self.context(session, lanes)

        def heard(changes: Changes) -> None:
            self.told.append(changes)
            page.changed(changes)

        force_setattr(context, "notify", heard)
        page = page_class(context)
        qtbot.addWidget(page)
        page.resize(1096, height)
        page.show()
        return page

    def context(self, session: Session, lanes: Any = None) -> PageContext:
        return PageContext(
            session=session,
            lanes=lanes or InlineLanes(),
            ask=self.ask,
            theme=self.theme,
            masking=self.masking,
            today=lambda: DAY,
            navigate=lambda page, **args: self.went.append((page, args)),
            notify=self.told.append,
            shell=self.shell,
        )


@pytest.fixture(scope="session")
def _pages_loaded() -> None:
    """Import every page before one is gone to: otherwise only the first test would wait for it."""
    for entry in PAGES:
        entry.load()


@pytest.fixture
def open_window(
    qapp, qtbot, tmp_path: Path, _pages_loaded: None
) -> Iterator[Callable[..., MainWindow]]:
    """Opens a ledger in the whole window, with its real lanes, and puts all away afterwards."""
    made: list[MainWindow] = []

    def run(path: Path, password: str | None = None) -> MainWindow:
        window = app.build(qapp, app.LaunchOptions(language="en"), tmp_path / "data")
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.ledgers.open(path, password)
        lanes = window.parts.lanes
        assert isinstance(lanes, QtLanes)
        qtbot.waitUntil(lambda: window.session is not None and lanes.idle(), timeout=WAIT_MS)
        return window

    yield run
    for window in made:
        qapp.removeEventFilter(window.locker.watch)
        window.close()
        settle(window, qtbot)


@pytest.fixture
def window(open_window: Callable[..., MainWindow], tmp_path: Path) -> MainWindow:
    """The whole window with the employee's household as of today."""
    path = tmp_path / "账本.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(app.today()))
    made = open_window(path)
    made.activateWindow()
    return made


@pytest.fixture
def desk(theme: Theme, ask: FakeAsk, shell: FakeShell) -> Desk:
    return Desk(theme, ask, shell)
