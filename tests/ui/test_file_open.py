from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent

from jiebei_desktop.ui.file_open import FileOpens


def opened(app, path):
    app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_a_double_click_on_macos_reaches_the_window_even_before_it_is_there(qapp, tmp_path):
    files, told = FileOpens(qapp), []
    files.opened.connect(told.append)
    opened(qapp, tmp_path / "early.jiebei")
    opened(qapp, tmp_path / "我的 账本.jiebei")
    assert told == []
    files.listen()
    assert told == [str(tmp_path / "我的 账本.jiebei")]
    opened(qapp, tmp_path / "later.jiebei")
    assert told[-1] == str(tmp_path / "later.jiebei")
    qapp.sendEvent(qapp, QEvent(QEvent.Type.User))
    assert len(told) == 2
    qapp.removeEventFilter(files)
