from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication

from jiebei_desktop.ui import errors
from jiebei_desktop.ui.troubles import trouble_words


def raised(message):
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_a_report_holds_no_amount_name_or_folder():
    error = raised("debt '借呗' of 王芳 owes 38988.00 in /home/wang/Documents/my ledger.jiebei")
    text = errors.report(error)
    for secret in ("借呗", "王芳", "38988", "/home/wang", "Documents"):
        assert secret not in text
    assert "ValueError" in text
    assert "test_errors.py" in text


def test_the_log_is_redacted_too(tmp_path):
    handler = errors.log_to(tmp_path / "logs")
    handler.addFilter(errors.Redacting())
    try:
        errors.note(raised("paid 1,234.56 to '李雷'"))
        errors.LOG.info("opened %s", "/home/li/x.jiebei")
        errors.LOG.info("plain")
    finally:
        errors.LOG.removeHandler(handler)
        handler.close()
    text = (tmp_path / "logs" / "jiebei.log").read_text(encoding="utf-8")
    assert "1,234" not in text
    assert "李雷" not in text
    assert "/home/li" not in text
    assert "plain" in text


def test_the_crash_dialog_shows_and_copies_the_report(qtbot, theme):
    dialog = errors.CrashDialog("report text")
    qtbot.addWidget(dialog)
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == "report text"
    assert dialog.report.isReadOnly()


def test_hooks_catch_everything_and_give_the_hooks_back(caplog):
    told = []
    before = (sys.excepthook, threading.excepthook)
    hooks = errors.Hooks(told.append)
    hooks.install()
    try:
        with caplog.at_level(logging.INFO, logger="jiebei_desktop"):
            hooks.caught(ValueError, raised("x"), None)
            hooks._in_thread(threading.ExceptHookArgs((ValueError, raised("y"), None, None)))
            hooks._in_thread(threading.ExceptHookArgs((ValueError, None, None, None)))
            hooks._message(QtMsgType.QtWarningMsg, None, "slow")
            hooks._message(QtMsgType.QtCriticalMsg, None, "bad")
    finally:
        hooks.remove()
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR", "INFO", "ERROR"]
    assert (sys.excepthook, threading.excepthook) == before


def test_an_interrupt_ends_the_program_quietly(monkeypatch):
    ended = []
    monkeypatch.setattr(errors.QApplication, "quit", staticmethod(lambda: ended.append(True)))
    hooks = errors.Hooks(lambda _text: ended.append("told"))
    hooks.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]


@pytest.mark.parametrize(
    "kind",
    ["ledger-missing", "ledger-exists", "ledger-in-use", "ledger-from-the-future",
     "ledger-damaged", "not-a-ledger", "wrong-password"],
)  # fmt: skip
def test_every_trouble_has_words_of_its_own(kind):
    error = ValueError()
    error.kind = kind
    what, detail = trouble_words(error)
    assert what
    assert detail
    assert what != trouble_words(ValueError())[0]


def test_an_unknown_trouble_is_named_by_its_kind():
    assert "KeyError" in trouble_words(KeyError("secret"))[1]
    assert "secret" not in trouble_words(KeyError("secret"))[1]
