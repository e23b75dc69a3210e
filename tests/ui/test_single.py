from __future__ import annotations

from pathlib import Path

from jiebei_desktop.ui.single import SingleInstance


def test_the_second_start_hands_its_ledger_to_the_first(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path / "data"), SingleInstance(tmp_path / "data")
    assert first.first()
    assert not second.first()
    with qtbot.waitSignal(first.asked, timeout=300_000) as told:
        second.ask(tmp_path / "my.jiebei")
    assert told.args == [str((tmp_path / "my.jiebei").resolve())]
    with qtbot.waitSignal(first.asked, timeout=300_000) as told:
        second.ask(None)
    assert told.args == [""]
    first.release()
    assert second.first()
    second.release()


def test_a_request_written_only_in_part_is_left_alone(qtbot, tmp_path):
    first = SingleInstance(tmp_path)
    assert first.first()
    Path(tmp_path / "request").write_text("/half", encoding="utf-8")
    with qtbot.assertNotEmitted(first.asked):
        first._read()
    first.release()
