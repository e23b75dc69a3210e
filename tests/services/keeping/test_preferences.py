from __future__ import annotations

import json

from jiebei_desktop.services.keeping.preferences import Keeper, Preferences, PreferencesFile


def test_a_missing_file_gives_the_defaults(tmp_path):
    file = PreferencesFile(tmp_path / "preferences.json")
    assert file.read() == Preferences()


def test_what_is_changed_is_there_after_a_restart(tmp_path):
    path = tmp_path / "deep" / "preferences.json"
    Keeper(PreferencesFile(path)).change(zoom=150, theme="dark")
    again = Keeper(PreferencesFile(path)).now
    assert (again.zoom, again.theme) == (150, "dark")


def test_keys_of_a_newer_version_are_kept_and_wrong_types_fall_back(tmp_path):
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"zoom": "large", "theme": "light", "future": 1}), encoding="utf-8")
    keeper = Keeper(PreferencesFile(path))
    assert (keeper.now.zoom, keeper.now.theme) == (Preferences().zoom, "light")
    keeper.change(zoom=125)
    assert json.loads(path.read_text(encoding="utf-8"))["future"] == 1


def test_a_damaged_file_gives_the_defaults(tmp_path):
    path = tmp_path / "preferences.json"
    for text in ("{", "[1]"):
        path.write_text(text, encoding="utf-8")
        file = PreferencesFile(path)
        assert file.read() == Preferences()


def test_a_folder_that_refuses_is_no_reason_to_stop(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    keeper = Keeper(PreferencesFile(blocked / "preferences.json"))
    keeper.change(zoom=125)
    keeper.change(zoom=125)
    assert keeper.now.zoom == 125
