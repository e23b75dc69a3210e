"""Pictures of every page, for looking at and for the manual: drawn off screen, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.window import USUAL, MainWindow

LOOKS = (("zh_CN", "light"), ("zh_CN", "dark"), ("en", "light"))
DEMOS = ("employee", "shop")
PATIENCE_MS, SETTLE_MS = 30_000, 350


class Painter:
    """Walks through looks, example households and pages, and saves what it sees."""

    def __init__(self, window: MainWindow, folder: Path, settle: Callable[[], None]) -> None:
        self._window = window
        self._folder = folder
        self._settle = settle
        self.made: list[Path] = []

    def paint(self) -> list[Path]:
        """Draw everything and return the files, named ``<language>-<theme>-<page>.png``.

        Pages of the second household carry its name before the page's.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.resize(USUAL)
        for language, theme in LOOKS:
            self._window.parts.language.use(language)
            self._window.parts.theme.use(choice=theme, zoom=100)
            self._window.ledgers.close()
            self._window.show_welcome()
            self._settle()
            self._save(f"{language}-{theme}-welcome")
            for demo in DEMOS:
                self._household(f"{language}-{theme}", demo)
        self._window.ledgers.close()
        return self.made

    def _household(self, look: str, demo: str) -> None:
        self._window.ledgers.open_demo(demo)
        self._settle()
        prefix = "" if demo == DEMOS[0] else f"{demo}-"
        for entry in PAGES:
            self._window.go(entry.name)
            self._settle()
            page = self._window.page()
            if page is not None:
                page.show_sample()
                self._settle()
            self._save(f"{look}-{prefix}{entry.name}")

    def _save(self, name: str) -> None:
        path = self._folder / f"{name}.png"
        widget: QWidget = self._window
        widget.grab().save(str(path))
        self.made.append(path)


def settle(idle: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
    """Let the window work until nothing is under way, and a moment more for what that starts.

    After ``patience_ms`` it is left as it is.
    """
    loop = QEventLoop()
    calm = [0]

    def look() -> None:
        calm[0] = calm[0] + 1 if idle() else 0
        if calm[0] * 50 >= SETTLE_MS:
            loop.quit()

    timer = QTimer()
    timer.setInterval(50)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(patience_ms, loop.quit)
    loop.exec()
    QApplication.processEvents()
