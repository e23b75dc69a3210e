"""Every message of the program is translated, once, with the same placeholders."""

from __future__ import annotations

import importlib.util
import string
from gettext import NullTranslations
from pathlib import Path

import pytest

from jiebei_desktop import bundle
from jiebei_desktop.text.catalogues import fragments, said_by, translations
from jiebei_desktop.text.languages import FIRST

ROOT = Path(__file__).resolve().parents[2]
LOCALES = sorted(folder.parent.name for folder in bundle.i18n().glob("*/LC_MESSAGES"))
"""Every language there is a folder of."""


def _tool():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "packaging" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _tool()


@pytest.fixture(scope="module")
def template():
    return [message for message in messages.template() if message.id]


def _forms(value):
    return (value,) if isinstance(value, str) else tuple(value)


def _fields(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_translated_once_and_none_that_nobody_uses(template, locale):
    wanted = {messages.named(message) for message in template}
    assert messages.lacks(locale, wanted) == {"missing": [], "unused": [], "twice": []}


class Silent(NullTranslations):
    """Asked last: says nothing where the catalogues have no translation."""

    def gettext(self, message):
        return ""

    def ngettext(self, msgid1, msgid2, n):
        return ""

    def pgettext(self, context, message):
        return ""

    def npgettext(self, context, msgid1, msgid2, n):
        return ""


def _asked(said, message):
    """Ask a catalogue as the program does, for a message of the source."""
    if isinstance(message.id, str):
        plain = said.pgettext(message.context, message.id) if message.context else None
        return (said.gettext(message.id) if plain is None else plain,)
    counts = (0, 1, 2, 5)
    if message.context:
        return tuple(said.npgettext(message.context, *message.id, count) for count in counts)
    return tuple(said.ngettext(*message.id, count) for count in counts)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_program_finds_each_with_the_same_placeholders(template, locale):
    translations.cache_clear()
    said = translations(locale)
    last = said
    while last._fallback is not None:
        last = last._fallback
    last.add_fallback(Silent())
    try:
        found = [(message.id, _asked(said, message)) for message in template]
    finally:
        translations.cache_clear()
    assert [forms for forms, texts in found if not all(texts)] == []
    changed = [
        f"{forms} → {text}"
        for forms, texts in found
        for text in texts
        if "{" in "".join(forms) and _fields(text) not in map(_fields, _forms(forms))
    ]
    assert not changed, "\n".join(sorted(changed))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fragment_is_readable_utf_8_with_a_header(locale):
    for path in fragments(locale):
        assert "charset=utf-8" in path.read_text(encoding="utf-8").lower(), path.name
        assert 'msgid "' in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_do_not_shout_or_shame(locale):
    never = ("！", "老赖", "失信者", "逾期户", "超标", "救命")
    shouted = [
        form
        for message in said_by(locale)
        for form in _forms(message.string)
        if any(word in form for word in never)
    ]
    assert not shouted


def test_the_first_language_has_its_folder():
    assert FIRST in LOCALES
