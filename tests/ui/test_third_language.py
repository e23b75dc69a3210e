"""A third language is drawn whole: the bold face, cut to the first two, stands aside for it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from jiebei_desktop.text import current, languages
from jiebei_desktop.text.texts import SOURCE, messages_of, own_messages_of
from jiebei_desktop.ui.language import Language, bold_writes
from jiebei_desktop.ui.theme import BUNDLED_FAMILY, face


@pytest.fixture
def language(qapp):
    before = current.texts().locale
    made = Language(QApplication.instance())
    yield made
    made.use("zh_CN")
    current.use(before)


def used(messages):
    return {
        sign for forms in messages.values() for form in forms for sign in form if sign.isprintable()
    }


@pytest.mark.parametrize("locale", languages.languages())
def test_the_regular_face_writes_every_language(locale, qapp):
    font = QRawFont(face("Regular"), 12.0)
    assert [
        sign for sign in used(own_messages_of(locale)) if not font.supportsCharacter(ord(sign))
    ] == []


def test_the_bold_face_writes_the_first_language_and_the_source(qapp):
    font = QRawFont(face("Bold"), 12.0)
    signs = used(messages_of(languages.FIRST)) | {
        sign for key in messages_of(languages.FIRST) for sign in key
    }
    assert [
        sign for sign in signs if sign.isprintable() and not font.supportsCharacter(ord(sign))
    ] == []
    assert bold_writes(languages.FIRST)
    assert bold_writes(SOURCE)


def test_it_stands_aside_where_it_cannot_write_and_comes_back(language):
    for locale, there in (("zh_TW", False), ("zh_CN", True), ("zh_TW", False), ("en", True)):
        language.use(locale)
        assert bold_writes(locale) is there
        assert ("Bold" in QFontDatabase.styles(BUNDLED_FAMILY)) is there
        assert "Regular" in QFontDatabase.styles(BUNDLED_FAMILY)
