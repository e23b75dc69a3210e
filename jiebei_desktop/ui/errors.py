"""Bugs: written to a local log, told in a dialog; only what is on a list gets into a report."""

from __future__ import annotations

import errno
import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPlainTextEdit, QWidget

from jiebei_desktop import __version__
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import down

LOG = logging.getLogger("jiebei_desktop")
_QT_PLACE = re.compile(r"Q[A-Za-z]+(?:::[A-Za-z]+)*")
_OURS = "jiebei_desktop"
_LIBRARIES = sys.stdlib_module_names | {
    "PySide6", "shiboken6", "sqlcipher3", "sqlite_utils", "numpy", "matplotlib", "highspy",
    "typst", "babel", "python_calamine", "pypdfium2", "keyring", "platformdirs",
}  # fmt: skip
"""Modules besides ours whose names, lines and functions may stand in a report."""


def report(error: BaseException) -> str:
    """Return a report of an error that is safe to show to others.

    It holds nothing but what is listed here: versions, places in our code and in libraries, the
    kinds of the error and of its causes, and the system's or engine's own code for it. No message
    of an error is in it, because a message may quote a name, an amount or a path.
    """
    head = f"Jiebei Planner {__version__}, Python {platform.python_version()}, {sys.platform}"
    places = [f"  {_place(frame)}" for frame in traceback.walk_tb(error.__traceback__)]
    return "\n".join([head, *places, *_kinds(error)])


def _place(step: tuple[FrameType, int]) -> str:
    frame, line = step
    name = str(frame.f_globals.get("__name__", ""))
    top = name.partition(".")[0]
    if top != _OURS and top not in _LIBRARIES:
        return "…"
    return f"{name}:{line} {frame.f_code.co_name}"


def _kinds(error: BaseException) -> Iterator[str]:
    seen: BaseException | None = error
    while seen is not None:
        kind = type(seen).__name__
        code = _code(seen)
        yield f"{kind} {code}" if code else kind
        seen = seen.__cause__


def _code(error: BaseException) -> str:
    """Return what the system, the engine or we call an error: words of a closed list."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    if isinstance(error, Trouble):
        return error.kind
    name = str(getattr(error, "sqlite_errorname", ""))
    return name if name.startswith("SQLITE_") and name.replace("_", "").isalpha() else ""


def note(error: BaseException) -> None:
    """Write an error to the log, redacted."""
    LOG.error(report(error))


class NoValues(logging.Filter):
    """Lets the template of a line into the file, and no value that belongs into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop the values."""
        record.args = None
        return True


class LogFile(logging.Handler):
    """The log: at most three files of 200 kB; what writes them is imported with its first line."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=200_000, backupCount=2, encoding="utf-8"
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def log_to(folder: Path) -> LogFile:
    """Start the log in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = LogFile(folder / "jiebei.log")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(NoValues())
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return handler


class CrashDialog(FittedDialog):
    """Says that something went wrong, that the ledger is safe, and shows the report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Jiebei Planner"))
        self.report = QPlainTextEdit(text)
        self.report.setAccessibleName(_("Something went wrong in the program"))
        self.report.setReadOnly(True)
        buttons = QDialogButtonBox()
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button = buttons.addButton(
            _("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.setAutoDefault(False)  # a default button is bold, and cut at 200 %
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        words = _(
            "Your ledger is saved up to the last finished step. The report below stays on this"
            " computer; it holds places in the program and no amount, name or folder."
        )
        down(
            Label("dialog_title", text=_("Something went wrong in the program")),
            Label("body", "text2", wrap=True, text=words),
            (self.report, 1),
            buttons,
            on=self,
            around=None,
        )
        self.resize(640, 420)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())


class Hooks:
    """Catches what nothing else caught: in the window, in threads, and Qt's own warnings."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._before = (sys.excepthook, threading.excepthook)
        self._qt: Any = None

    def install(self) -> None:
        """Take the hooks over."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        self._qt = qInstallMessageHandler(self._message)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt)

    def caught(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Note an error and tell the user."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        note(error)
        self._show(report(error))

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            note(args.exc_value)

    @staticmethod
    def _message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        serious = {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
        level = logging.ERROR if kind in serious else logging.INFO
        place = _QT_PLACE.match(message)
        LOG.log(level, place[0] if place else "Qt")
