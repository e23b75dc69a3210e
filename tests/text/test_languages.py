"""A language is a folder: found, offered and used without a line of code."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from jiebei_desktop import bundle
from jiebei_desktop.text import catalogues, languages
from jiebei_desktop.text.texts import Texts

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "name of this language"
msgid "English"
msgstr "繁體中文"

msgid "Cancel"
msgstr "放棄"
"""


@pytest.fixture
def third(tmp_path, monkeypatch):
    """A third language beside the shipped ones, as its folder only."""
    for locale in ("zh_CN", "zh_TW"):
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "jiebei.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(bundle, "i18n", lambda: tmp_path)
    catalogues.translations.cache_clear()
    yield "zh_TW"
    catalogues.translations.cache_clear()


def test_a_folder_makes_a_language_with_its_own_name(third):
    assert languages.languages() == ("zh_CN", "en", third)
    assert languages.named()[third] == "繁體中文"
    assert Texts(third).gettext("Cancel") == "放棄"
    assert Texts(third).gettext("Save") == "Save"


def test_the_command_and_the_window_offer_it(third):
    from jiebei_desktop.__main__ import parser

    assert parser().parse_args(["--lang", third]).lang == third
    with pytest.raises(SystemExit):
        parser().parse_args(["--lang", "de"])


def test_a_system_s_locale_finds_the_nearest_language(third):
    assert languages.closest("zh_TW") == third
    assert languages.closest("zh_HK") == "zh_CN"
    assert languages.closest("en_US") == "en"
    assert languages.closest("de_DE") == "en"


def test_papers_and_days_get_language_and_region(third):
    assert languages.tag(third) == ("zh", "TW")
    assert languages.tag("en") == ("en", "GB")
    assert languages.tag("xx") == ("en", "GB")


def test_the_shipped_languages_are_chinese_first_then_english():
    assert languages.named() == {"zh_CN": "简体中文", "en": "English", "zh_TW": "繁體中文"}


def test_a_message_a_folder_leaves_out_comes_from_the_fullest_of_its_language():
    taiwan, china = Texts("zh_TW"), Texts("zh_CN")
    assert taiwan.gettext("Overview") == "總覽"
    assert china.gettext("Overview") == "总览"
    own = {message.id for message in catalogues.said_by("zh_TW")}
    left_out = {message.id for message in catalogues.said_by("zh_CN")} - own
    assert len(left_out) > 1000
    message = "The password given is empty; nothing was made"
    assert message in left_out
    assert taiwan.gettext(message) == china.gettext(message) != message


def test_a_name_of_another_language_is_never_taken_for_its_own():
    assert len(set(languages.named().values())) == len(languages.languages())


def test_the_command_names_the_languages_it_has():
    from jiebei_desktop.cli.group import main

    told = CliRunner().invoke(main, ["owed", "--help"]).output
    assert "[zh_CN|en|zh_TW]" in told
