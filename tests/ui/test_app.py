from __future__ import annotations

from pathlib import Path

from jiebei_desktop import __main__ as program
from jiebei_desktop import app


def test_the_self_test_opens_an_example_and_ends_well(qapp, tmp_path):
    assert app.run(app.Options(self_test=True, language="en", data_dir=tmp_path)) == 0


def test_the_arguments_reach_the_program(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(app, "run", lambda options: seen.append(options) or 0)
    folder = str(tmp_path)
    ledger = tmp_path / "a.jiebei"
    assert program.main([str(ledger), "--lang", "en", "--theme", "dark", "--data-dir", folder]) == 0
    assert program.main(["--self-test"]) == 0
    assert seen[0] == app.Options(ledger=ledger, language="en", theme="dark", data_dir=tmp_path)
    assert seen[1].self_test


def test_without_a_ledger_the_window_welcomes_and_tells_of_trouble(
    qapp, qtbot, tmp_path, monkeypatch
):
    window = app.build(qapp, app.Options(language="en"), tmp_path)
    app.show(window, None)
    assert window.isVisible()
    told = []
    monkeypatch.setattr(window.parts.ask, "tell", lambda *words: told.append(words))
    window.parts.lanes.failure.emit(OSError("no"))
    assert len(told) == 1
    app._come_forward(window, "")
    window.close()
    qtbot.waitUntil(window.parts.lanes.idle, timeout=30_000)


def test_a_second_program_hands_its_ledger_to_the_first_and_leaves(qapp, tmp_path):
    first = app.SingleInstance(tmp_path)
    assert first.first()
    assert app.run(app.Options(ledger=tmp_path / "a.jiebei", data_dir=tmp_path)) == 0
    first.release()


def test_the_data_folder_is_the_users_own_unless_told(tmp_path):
    assert app.data_folder(app.Options(data_dir=tmp_path)) == tmp_path
    assert "JiebeiPlanner" in str(app.data_folder(app.Options()))
    assert isinstance(app.data_folder(app.Options()), Path)


def test_the_program_ends_with_its_event_loop(qapp, qtbot, tmp_path, monkeypatch):
    windows = []
    monkeypatch.setattr(app.QApplication, "exec", staticmethod(lambda: 0))
    build = app.build
    monkeypatch.setattr(app, "build", lambda *args: windows.append(build(*args)) or windows[0])
    assert app.run(app.Options(language="en", data_dir=tmp_path)) == 0
    assert (tmp_path / "logs").is_dir()
    windows[0].close()
    qtbot.waitUntil(windows[0].parts.lanes.idle, timeout=30_000)
