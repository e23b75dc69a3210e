"""Bugs: written to a local log, told in a dialog, never with amounts, names or paths."""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop import __version__
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.widgets.basics import Label

LOG = logging.getLogger("jiebei_desktop")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_NUMBER = re.compile(r"\d[\d,]*\.\d+|\d{3,}")
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\s\\/:]+[\\/])+")
_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")


def redacted(text: str) -> str:
    """Take amounts, names, quoted values and folders out of a text."""
    for pattern, stand_in in ((_PATH, "…/"), (_QUOTED, "'…'"), (_NUMBER, "#"), (_WIDE, "…")):
        text = pattern.sub(stand_in, text)
    return text


def report(error: BaseException) -> str:
    """Return a report of an error that is safe to show to others.

    Of the stack only places in code stay; of the message only its kind and a redacted text.
    """
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    head = f"Jiebei Planner {__version__}, Python {platform.python_version()}, {sys.platform}"
    return "\n".join([head, *places, f"{type(error).__name__}: {redacted(str(error))}"])


def note(error: BaseException) -> None:
    """Write an error to the log, redacted."""
    LOG.error("%s", report(error))


class Redacting(logging.Filter):
    """Redacts every line before it reaches the file."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message by its redacted form."""
        record.msg = redacted(record.getMessage()) if record.args else record.msg
        record.args = None
        return True


def log_to(folder: Path) -> RotatingFileHandler:
    """Start the log in a folder: at most three files of 200 kB."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "jiebei.log", maxBytes=200_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return handler


class CrashDialog(QDialog):
    """Says that something went wrong, that the ledger is safe, and shows the report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Jiebei Planner"))
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            _("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Label("dialog_title", text=_("Something went wrong in the program")))
        words = _(
            "Your ledger is saved up to the last finished step. The report below stays on this"
            " computer; amounts, names and folders are taken out of it."
        )
        column.addWidget(Label("body", "text2", wrap=True, text=words))
        column.addWidget(self.report, 1)
        column.addWidget(buttons)
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
        LOG.log(level, "%s", redacted(message))
