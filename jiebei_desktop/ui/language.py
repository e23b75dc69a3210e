"""Switching the language of every open window at run time, Qt's own buttons included."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from jiebei_desktop.text import current

LOCALES = {"zh_CN": "简体中文", "en": "English"}
"""Locales offered, each named in its own language."""


class Language:
    """The language in force: our catalogue, Qt's catalogue and the default locale together."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._qt = QTranslator()
        self.locale = ""

    def use(self, locale: str) -> None:
        """Switch to ``zh_CN`` or ``en`` and tell every window."""
        self.locale = locale
        current.use(locale)
        QLocale.setDefault(QLocale("zh_CN" if locale.startswith("zh") else "en_GB"))
        self._app.removeTranslator(self._qt)
        self._qt = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{locale}", folder):
            self._app.installTranslator(self._qt)
        for window in QApplication.topLevelWidgets():
            QApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))


def system_locale() -> str:
    """Return the locale to start in: Chinese unless the system speaks another language."""
    language = QLocale.system().language()
    spoken = {QLocale.Language.Chinese, QLocale.Language.C, QLocale.Language.AnyLanguage}
    return "zh_CN" if language in spoken else "en"
