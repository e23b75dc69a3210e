"""Composition root of the window: every object is made here, once, and handed to its users."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from jiebei_desktop import __version__
from jiebei_desktop.services.keeping.preferences import Keeper, PreferencesFile
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.collector import Collector
from jiebei_desktop.ui.dialogs import QtAsk, tell_trouble
from jiebei_desktop.ui.file_open import FileOpens
from jiebei_desktop.ui.lanes import QtLanes
from jiebei_desktop.ui.language import Language, system_locale
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.registry import PAGES, loading
from jiebei_desktop.ui.scratch import tidy
from jiebei_desktop.ui.single import SingleInstance
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.window import Collaborators, MainWindow

APP_ID = "io.github.jiebei_planner.JiebeiPlanner"


class LaunchOptions(Struct, frozen=True, kw_only=True):
    """What the command line asked for."""

    ledger: Path | None = None
    language: str | None = None
    theme: str | None = None
    data_dir: Path | None = None
    self_test: bool = False
    pictures: Path | None = None


def today() -> date:
    """Read the calendar: the one place of the window that does."""
    return date.today()  # noqa: DTZ011, TID251 - the user's own day, read by the head


def data_folder(options: LaunchOptions) -> Path:
    """Return where preferences, logs and the lock lie."""
    if options.data_dir is not None:
        return options.data_dir
    import platformdirs

    return Path(platformdirs.user_data_dir("JiebeiPlanner", appauthor=False, roaming=False))


def application() -> QApplication:
    """Return the Qt application, made when there is none; Chinese can be typed under fcitx."""
    wanted = os.environ.get("QT_IM_MODULE", "")
    if wanted.startswith("fcitx"):  # without its own plugin it is reached as ibus, not at all else
        os.environ.setdefault("QT_IM_MODULES", f"{wanted};ibus")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("JiebeiPlanner")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    return app


def build(app: QApplication, options: LaunchOptions, folder: Path) -> MainWindow:
    """Make every object of the window and join them."""
    collector = Collector(app)
    collector.start()
    keeper = Keeper(PreferencesFile(folder / "preferences.json"))
    theme = Theme(options.theme or keeper.now.theme, keeper.now.zoom)
    theme.attach(app)
    language = Language(app)
    language.use(options.language or keeper.now.language or system_locale())
    ask = QtAsk(theme)
    lanes = QtLanes()
    window = MainWindow(
        Collaborators(
            theme=theme,
            masking=Masking(on=keeper.now.masked),
            lanes=lanes,
            ask=ask,
            language=language,
            today=today,
            keep=keeper,
        )
    )
    ask.parent = window
    window.ledgers.closing.connect(collector.soon)
    lanes.busy.connect(collector.look_often)
    lanes.busy.connect(window.ledgers.care.put_off)
    lanes.failure.connect(lambda error: tell_trouble(ask, error))
    lanes.failure.connect(lambda _error: window.locker.give_back())
    app.aboutToQuit.connect(lanes.close)
    lanes.ended.connect(window.ledgers.finish)
    return window


def run(options: LaunchOptions) -> int:
    """Run the program and return its exit code: 0, or 3 when the window did not come up."""
    app = application()
    files = FileOpens(app, comes_as_event=sys.platform == "darwin")
    sys.setswitchinterval(0.001)  # jobs in the lanes are pure Python: let the window in often
    if options.pictures is not None or options.self_test:
        with TemporaryDirectory(prefix="jiebei-") as scratch:
            return _unattended(app, options, Path(scratch))
    folder = data_folder(options)
    single = SingleInstance(folder)
    if not single.first():
        single.ask(options.ledger)
        return 0
    log = errors.log_to(folder / "logs")
    hooks = errors.Hooks(lambda text: _tell_crash(window, text))
    window = build(app, options, folder)
    hooks.install()
    single.asked.connect(lambda path: _come_forward(window, path))
    files.opened.connect(lambda path: _come_forward(window, path))
    show(window, options.ledger)
    files.listen()
    window.parts.lanes.side(tidy, lambda _nothing: None)
    code = app.exec()
    hooks.remove()
    single.release()
    log.close()
    return code


def show(window: MainWindow, ledger: Path | None) -> None:
    """Show the window first; the ledger is opened after the first paint."""
    last = ledger or Path(window.parts.keep.now.ledger or "-")
    if ledger is None and not last.is_file():
        window.show_welcome()
    window.show()
    if ledger is not None or last.is_file():
        QTimer.singleShot(0, lambda: _begin(window, last))


def _begin(window: MainWindow, ledger: Path) -> None:
    """Open a ledger; the first page is imported beside that, not on the window's thread."""
    window.parts.lanes.side(loading(PAGES[:1]), lambda _done: None)
    window.ledgers.open(ledger)


def _tell_crash(window: MainWindow, text: str) -> None:
    errors.CrashDialog(text, window).exec()


def _come_forward(window: MainWindow, path: str) -> None:
    window.showNormal()
    window.raise_()
    window.activateWindow()
    if path:
        window.ledgers.open(Path(path))


def _unattended(app: QApplication, options: LaunchOptions, scratch: Path) -> int:
    """Draw the pictures, or let the program examine itself and print what it found."""
    from jiebei_desktop.ui.pictures import Painter, settle

    window = build(app, options, options.data_dir or scratch)
    lanes = window.parts.lanes
    idle = lanes.idle if isinstance(lanes, QtLanes) else lambda: True
    window.show_welcome()
    window.show()
    if options.pictures is not None:
        made = Painter(window, options.pictures, lambda: settle(idle)).paint()
        good = bool(made)
    else:
        good = _examined(window, lambda: settle(idle), scratch, options)
    window.close()
    app.processEvents()
    settle(idle)
    return 0 if good else 3


def _examined(
    window: MainWindow, until_idle: Callable[[], None], scratch: Path, options: LaunchOptions
) -> bool:
    """Run the self-test; its report goes to standard output and into a given data folder."""
    from jiebei_desktop.ui import self_test

    before = sys.excepthook
    watchdog = self_test.guard()
    folder = scratch / "self-test"
    folder.mkdir()
    bench = self_test.Bench(window=window, settle=until_idle, folder=folder, as_of=today())
    report = self_test.examine(bench)
    watchdog.cancel()
    sys.excepthook = before
    text = json.dumps(report, ensure_ascii=False, indent=2)
    if options.data_dir is not None:
        (options.data_dir / "self-test.json").write_text(text, encoding="utf-8")
    if sys.stdout is not None:  # a windowed program on Windows has none
        print(text, flush=True)  # noqa: T201 - the answer of the self-test
    return bool(report["ok"])
