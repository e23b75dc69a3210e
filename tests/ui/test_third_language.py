"""A third language is drawn whole: the bold face, cut to the first two, stands aside for it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from jiebei_desktop.text import current, languages
from jiebei_desktop.text.catalogues import said_by
from jiebei_desktop.text.texts import SOURCE
from jiebei_desktop.ui.language import Language, bold_writes
from jiebei_desktop.ui.theme import BUNDLED_FAMILY, face


@pytest.fixture
def language(qapp):
    before = current.texts().locale
    made = Language(QApplication.instance())
    yield made
    made.use("zh_CN")
    current.use(before)


def used(locale):
    return {sign for message in said_by(locale) for text in message.string for sign in text}


def lacking(weight, signs):
    font = QRawFont(face(weight), 12.0)
    return {sign for sign in signs if sign.isprintable() and not font.supportsCharacter(ord(sign))}


@pytest.mark.parametrize("locale", languages.languages())
def test_the_regular_face_writes_every_language(locale, qapp):
    assert lacking("Regular", used(locale)) == set()


@pytest.mark.parametrize("locale", languages.languages())
def test_the_name_of_a_language_tells_whether_the_bold_face_writes_it(locale, qapp):
    assert bold_writes(locale) is (not lacking("Bold", used(locale)))


def test_the_bold_face_writes_the_first_language_and_the_source(qapp):
    source = {sign for message in said_by(languages.FIRST) for text in message.id for sign in text}
    assert lacking("Bold", used(languages.FIRST) | source) == set()
    assert bold_writes(languages.FIRST)
    assert bold_writes(SOURCE)


def test_it_stands_aside_where_it_cannot_write_and_comes_back(language):
    for locale, there in (("zh_TW", False), ("zh_CN", True), ("zh_TW", False), ("en", True)):
        language.use(locale)
        assert bold_writes(locale) is there
        assert ("Bold" in QFontDatabase.styles(BUNDLED_FAMILY)) is there
        assert "Regular" in QFontDatabase.styles(BUNDLED_FAMILY)
