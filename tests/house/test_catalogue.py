"""Every message of the program is translated, once, with the same placeholders."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from jiebei_desktop import bundle
from jiebei_desktop.text.languages import FIRST
from jiebei_desktop.text.texts import conflicts, messages_of, own_messages_of, read_source

ROOT = Path(__file__).resolve().parents[2]
LOCALES = sorted(folder.parent.name for folder in bundle.i18n().glob("*/LC_MESSAGES"))
"""Every language there is a folder of."""


@pytest.fixture(scope="module")
def used():
    """All messages of the source: (context, forms) by where they are first used."""
    found = {}
    folder = str(ROOT / "jiebei_desktop")
    for name, row, message, _, context in extract_from_dir(folder, [("**.py", "python")]):
        forms = message if isinstance(message, tuple) else (message,)
        found.setdefault((context, forms), f"{name}:{row}")
    return found


def _key(context, forms):
    return f"{context}\x04{forms[0]}" if context else forms[0]


def _fields(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_has_a_translation(used, locale):
    known = messages_of(locale)
    missing = [
        f"{where}: {forms[0]!r}"
        for (context, forms), where in used.items()
        if _key(context, forms) not in known
    ]
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_keep_the_placeholders(used, locale):
    known = messages_of(locale)
    changed = [
        f"{where}: {forms[0]!r} → {form!r}"
        for (context, forms), where in used.items()
        for form in known.get(_key(context, forms), ())
        if "{" in forms[0] and _fields(form) not in [_fields(source) for source in forms]
    ]
    assert not changed, "\n".join(sorted(changed))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_fragments_translate_a_message_differently(locale):
    assert conflicts(locale) == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_is_translated_that_nobody_uses(used, locale):
    if len(own_messages_of(locale)) < len(messages_of(locale)):
        pytest.skip("leans on a fuller folder: what is old there is told by dev.py messages")
    wanted = {_key(context, forms) for context, forms in used}
    stale = sorted(set(own_messages_of(locale)) - wanted)
    assert not stale


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fragment_is_readable_utf_8_with_a_header(locale):
    for path in (bundle.i18n() / locale / "LC_MESSAGES").glob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert "charset=utf-8" in text.lower(), path.name
        assert dict(read_source(path)), path.name


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_do_not_shout_or_shame(locale):
    never = ("！", "老赖", "失信者", "逾期户", "超标", "救命")
    shouted = [
        form
        for forms in messages_of(locale).values()
        for form in forms
        if any(word in form for word in never)
    ]
    assert not shouted


def test_the_first_language_has_its_folder():
    assert FIRST in LOCALES
