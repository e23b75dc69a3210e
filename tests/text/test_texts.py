"""Texts: reading catalogues, plural forms, contexts and the pseudo-locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jiebei_desktop import bundle
from jiebei_desktop.text import current
from jiebei_desktop.text.catalogues import compiled, kin, said_by, translations
from jiebei_desktop.text.texts import Texts

ROOT = Path(__file__).resolve().parents[2]

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
    translations.cache_clear()
    made = tmp_path / "zh_CN" / "LC_MESSAGES"
    made.mkdir(parents=True)
    (made / "part.po").write_text(SOURCE, encoding="utf-8")
    yield made
    translations.cache_clear()


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


POLISH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "row"
msgid "{count} debt"
msgid_plural "{count} debts"
msgstr[0] "{count} dług"
msgstr[1] "{count} długi"
msgstr[2] "{count} długów"
"""


def test_a_language_of_three_plural_forms_takes_the_one_for_the_count(folder):
    polish = folder.parents[1] / "pl" / "LC_MESSAGES"
    polish.mkdir(parents=True)
    (polish / "jiebei.po").write_text(POLISH, encoding="utf-8")
    texts = Texts("pl")
    said = [texts.npgettext("row", "{count} debt", "{count} debts", n) for n in (1, 2, 5, 22, 0)]
    assert [one.removeprefix("{count} ") for one in said] == [
        "dług", "długi", "długów", "długi", "długów",
    ]  # fmt: skip


def test_untranslated_fuzzy_and_obsolete_entries_are_left_out(folder):
    found = {message.id for message in said_by("zh_CN")}
    assert "Owed" in found
    assert not {"Open", "Guess", "Gone", ""} & found
    assert Texts("zh_CN").gettext("Guess") == "Guess"


def test_an_installed_program_reads_what_was_compiled(folder):
    content = compiled("zh_CN")
    (folder / "part.po").unlink()
    (made,) = folder.iterdir()
    assert made.read_bytes() == content
    translations.cache_clear()
    assert Texts("zh_CN").pgettext("loan", "Term") == "期限"


def test_a_fragment_that_was_changed_is_heard_at_the_next_start_also_one_put_back(folder):
    part = folder / "part.po"
    before = part.stat().st_mtime_ns
    for word, moment in (("欠款", before + 1), ("待还", before - 10**12)):
        assert Texts("zh_CN").gettext("Owed") == "应还"
        part.write_text(SOURCE.replace("应还", word), encoding="utf-8")
        os.utime(part, ns=(moment, moment))
        translations.cache_clear()
        assert Texts("zh_CN").gettext("Owed") == word
        part.write_text(SOURCE, encoding="utf-8")
        os.utime(part, ns=(before, before))
        translations.cache_clear()


def test_equal_fragments_give_equal_bytes(folder):
    first = compiled("zh_CN")
    for made in folder.glob("*.mo"):
        made.unlink()
    assert compiled("zh_CN") == first
    assert b"1970-01-01" in first


def test_a_folder_that_cannot_be_written_is_read_all_the_same(folder, monkeypatch):
    def refuse(self, content):
        raise PermissionError(13, "read-only", str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert Texts("zh_CN").gettext("Owed") == "应还"
    assert [path.name for path in folder.iterdir()] == ["part.po"]


def test_babel_is_not_loaded_where_the_catalogue_is_compiled():
    for locale in ("zh_CN", *kin("zh_CN")):
        compiled(locale)
    code = (
        "import sys; from jiebei_desktop.text.texts import Texts;"
        " print(Texts('zh_CN').gettext('Cancel'), 'babel' in sys.modules)"
    )
    done = subprocess.run(
        (sys.executable, "-X", "utf8", "-c", code),
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["取消", "False"]


def test_the_pseudo_locale_brackets_and_stretches_and_keeps_placeholders():
    text = Texts("xx").gettext("{count} debts")
    assert text.startswith("[{count} debts~")
    assert text.endswith("]")
    assert len(text) >= 1.4 * len("{count} debts")


def test_the_language_in_force_can_be_changed_and_back():
    before = current.texts().locale
    try:
        current.use("xx")
        assert current.gettext("Yes").startswith("[Yes")
        assert current.ngettext("one", "many", 2).startswith("[many")
        assert current.pgettext("a", "Yes").startswith("[Yes")
    finally:
        current.use(before)
    assert current.texts().locale == before


def test_english_has_straight_quotes_and_chinese_its_own():
    message = "It\u2019s \u201clate\u201d"
    assert Texts("en").gettext(message) == 'It\'s "late"'
    assert Texts("zh_CN").gettext(message) == message
