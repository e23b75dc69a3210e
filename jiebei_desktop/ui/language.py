"""Switching the language of every open window at run time, Qt's own buttons included."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from jiebei_desktop.text import current, languages
from jiebei_desktop.text.texts import SOURCE
from jiebei_desktop.ui.theme import face


class Language:
    """The language in force: our catalogue, Qt's catalogue and the default locale together."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._qt = QTranslator()
        self._bold = True
        self.locale = ""

    def use(self, locale: str) -> None:
        """Switch to one of ``languages.languages()`` and tell every window."""
        self.locale = locale
        current.use(locale)
        self._use_bold(on=bold_writes(locale))
        QLocale.setDefault(qt_locale(locale))
        self._app.removeTranslator(self._qt)
        self._qt = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{locale}", folder):
            self._app.installTranslator(self._qt)
        for window in QApplication.topLevelWidgets():
            QApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))

    def _use_bold(self, *, on: bool) -> None:
        """Take the bold face in or out; without it Qt thickens the regular one, which is whole."""
        if on is self._bold:
            return
        self._bold = on
        QFontDatabase.removeAllApplicationFonts()
        for weight in ("Regular", "Bold") if on else ("Regular",):
            QFontDatabase.addApplicationFont(face(weight))


def bold_writes(locale: str) -> bool:
    """Return whether the bold face, cut to the first language and the source, writes another.

    Its own name tells: 繁體中文 is not in it. A test holds that all its words say the same.
    """
    if locale in {languages.FIRST, SOURCE}:
        return True  # no start of theirs has to read the face for this
    font = QRawFont(face("Bold"), 12.0)
    return all(font.supportsCharacter(ord(sign)) for sign in languages.own_name(locale))


def system_locale() -> str:
    """Return the locale to start in: Chinese unless the system speaks another language."""
    system = QLocale.system()
    unknown = {QLocale.Language.C, QLocale.Language.AnyLanguage}
    return languages.FIRST if system.language() in unknown else languages.closest(system.name())


def qt_locale(locale: str) -> QLocale:
    """Return Qt's locale of a language: how it writes days and numbers."""
    return QLocale("_".join(filter(None, languages.tag(locale))))
