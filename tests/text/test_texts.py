"""Texts: reading catalogues, plural forms, contexts and the pseudo-locale."""

from __future__ import annotations

import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from jiebei_desktop import bundle
from jiebei_desktop.text import current
from jiebei_desktop.text.texts import Texts, conflicts, messages_of, read_source

SOURCE = """\
# A fragment.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Owed"
msgstr "应还"

msgctxt "loan"
msgid "Term"
msgstr "期限"

msgid "{count} debt"
msgid_plural "{count} debts"
msgstr[0] "{count} 笔债务"

msgid ""
"A long line "
"with \\"quotes\\"\\n"
msgstr ""
"长句"
"带“引号”\\n"

msgid "Open"
msgstr ""

#, fuzzy
msgid "Guess"
msgstr "猜"

#~ msgid "Gone"
#~ msgstr "没了"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "i18n", lambda: tmp_path)
    messages_of.cache_clear()
    made = tmp_path / "zh_CN" / "LC_MESSAGES"
    made.mkdir(parents=True)
    (made / "part.po").write_text(SOURCE, encoding="utf-8")
    yield made
    messages_of.cache_clear()


def test_a_translated_message_is_found_and_an_unknown_one_stands_for_itself(folder):
    texts = Texts("zh_CN")
    assert texts._("Owed") == "应还"
    assert texts.gettext("Unknown") == "Unknown"
    assert texts.gettext('A long line with "quotes"\n') == "长句带“引号”\n"


def test_a_context_separates_two_meanings(folder):
    texts = Texts("zh_CN")
    assert texts.pgettext("loan", "Term") == "期限"
    assert texts.gettext("Term") == "Term"


@pytest.mark.parametrize("number", [0, 1, 5])
def test_chinese_has_one_form_for_every_count(folder, number):
    assert Texts("zh_CN").ngettext("{count} debt", "{count} debts", number) == "{count} 笔债务"


def test_english_chooses_between_one_and_many():
    texts = Texts("en")
    assert texts.ngettext("one", "many", 1) == "one"
    assert texts.npgettext("loan", "one", "many", 0) == "many"


def test_untranslated_fuzzy_and_obsolete_entries_are_left_out(folder):
    found = dict(read_source(folder / "part.po"))
    assert not {"Open", "Guess", "Gone", ""} & set(found)


def test_a_compiled_catalogue_says_the_same_as_its_source(folder):
    with (folder / "part.po").open("rb") as stream:
        catalogue = read_po(stream, locale="zh_CN")
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    before = dict(messages_of("zh_CN"))
    messages_of.cache_clear()
    (folder / "part.po").unlink()
    (folder / "part.mo").write_bytes(buffer.getvalue())
    assert dict(messages_of("zh_CN")) == before


def test_the_pseudo_locale_brackets_and_stretches_and_keeps_placeholders():
    text = Texts("xx").gettext("{count} debts")
    assert text.startswith("[{count} debts~")
    assert text.endswith("]")
    assert len(text) >= 1.4 * len("{count} debts")


def test_two_fragments_that_disagree_are_named(folder):
    other = SOURCE.replace("应还", "欠款")
    (folder / "other.po").write_text(other, encoding="utf-8")
    assert conflicts("zh_CN") == ("Owed",)


def test_the_language_in_force_can_be_changed_and_back():
    before = current.texts().locale
    try:
        current.use("xx")
        assert current.gettext("Yes").startswith("[Yes")
        assert current.ngettext("one", "many", 2).startswith("[many")
        assert current.pgettext("a", "Yes").startswith("[Yes")
        assert current.npgettext("a", "one", "many", 1).startswith("[one")
    finally:
        current.use(before)
    assert current.texts().locale == before


def test_english_has_straight_quotes_and_chinese_its_own():
    message = "It\u2019s \u201clate\u201d"
    assert Texts("en").gettext(message) == 'It\'s "late"'
    assert Texts("zh_CN").gettext(message) == message
