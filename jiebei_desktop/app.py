"""Composition root of the window: every object is made here, once, and handed to its users."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from jiebei_desktop import __version__
from jiebei_desktop.services.preferences import Keeper, PreferencesFile
from jiebei_desktop.ui.dialogs import QtAsk
from jiebei_desktop.ui.lanes import QtLanes
from jiebei_desktop.ui.language import Language, system_locale
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.window import MainWindow, Parts

APP_ID = "io.github.jiebei_planner.JiebeiPlanner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
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


def data_folder(options: Options) -> Path:
    """Return where preferences, logs and the lock lie."""
    if options.data_dir is not None:
        return options.data_dir
    import platformdirs

    return Path(platformdirs.user_data_dir("JiebeiPlanner", appauthor=False, roaming=False))


def application() -> QApplication:
    """Return the Qt application, made when there is none."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("JiebeiPlanner")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    return app


def build(app: QApplication, options: Options, folder: Path) -> MainWindow:
    """Make every object of the window and join them."""
    keeper = Keeper(PreferencesFile(folder / "preferences.json"))
    theme = Theme(options.theme or keeper.now.theme, keeper.now.zoom)
    theme.attach(app)
    language = Language(app)
    language.use(options.language or keeper.now.language or system_locale())
    ask = QtAsk()
    lanes = QtLanes()
    window = MainWindow(
        Parts(
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
    window.opened.connect(lambda path: keeper.change(ledger=path))
    app.aboutToQuit.connect(lanes.close)
    return window


def run(options: Options) -> int:
    """Show the window and return the exit code."""
    app = application()
    sys.setswitchinterval(0.001)  # jobs in the lanes are pure Python: let the window in often
    window = build(app, options, data_folder(options))
    last = options.ledger or Path(window.parts.keep.now.ledger or "")
    window.show()
    if last.is_file():
        QTimer.singleShot(0, lambda: window.open_ledger(last))
    if options.self_test:
        QTimer.singleShot(300, app.quit)
    return app.exec()
