from __future__ import annotations

import json
import logging
import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication

from jiebei_desktop.domain.problems import DiskTrouble
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.troubles import trouble_words


def raised(message):
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


SECRETS = (
    "借呗",
    "王芳",
    "38988",
    "4.5",
    "wang",
    "Zhang Wei",
    "Documents",
    "my ledger",
    "zhangwei",
)


@pytest.mark.parametrize(
    "message",
    [
        "debt '借呗' of 王芳 owes 38988.00 in /home/wang/Documents/my ledger.jiebei",
        r"C:\Users\Zhang Wei\Documents\zhangwei.jiebei has 4.5",
        "Zhang Wei 38988",
    ],
)
@pytest.mark.parametrize("kind", [ValueError, KeyError, OSError, DiskTrouble, RuntimeError])
def test_a_report_holds_no_word_of_a_message(message, kind):
    try:
        try:
            raise kind(message)
        except Exception as cause:
            raise DiskTrouble(message, message) from cause
    except DiskTrouble as error:
        text = errors.report(error)
    assert [secret for secret in SECRETS if secret in text] == []
    assert "DiskTrouble disk" in text
    assert kind.__name__ in text


def test_a_report_names_places_in_our_code_and_in_no_other():
    with pytest.raises(ValueError, match="x") as caught:
        json.loads("x")
    text = errors.report(caught.value)
    assert "  json.decoder:" in text
    assert "test_errors" not in text
    assert "\n  …\n" in text


def test_a_report_says_the_codes_of_the_system_and_the_engine(tmp_path):
    assert "FileNotFoundError ENOENT" in errors.report(FileNotFoundError(2, "x", "王芳"))
    error = RuntimeError("王芳")
    error.sqlite_errorname = "SQLITE_CORRUPT"
    assert "RuntimeError SQLITE_CORRUPT" in errors.report(error)
    error.sqlite_errorname = "王芳"
    assert "王芳" not in errors.report(error)


def test_the_log_holds_templates_and_no_values(tmp_path):
    handler = errors.log_to(tmp_path / "logs")
    try:
        errors.note(raised("paid 1,234.56 to '李雷'"))
        errors.LOG.info("opened %s", "/home/li/x.jiebei")
        errors.Hooks._message(QtMsgType.QtWarningMsg, None, "QPixmap::load: /home/li/李雷.png")
        errors.Hooks._message(QtMsgType.QtWarningMsg, None, "李雷")
    finally:
        errors.LOG.removeHandler(handler)
        handler.close()
    text = (tmp_path / "logs" / "jiebei.log").read_text(encoding="utf-8")
    assert [secret for secret in ("1,234", "李雷", "/home/li") if secret in text] == []
    assert "opened %s" in text
    assert "QPixmap::load" in text


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
