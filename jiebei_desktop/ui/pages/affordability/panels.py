"""The panels beside and under the curve: the way to the number, three lines, three strains."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, stand

_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP = Qt.AlignmentFlag.AlignTop


class LedgerOfNumber(QWidget):
    """Lines of a calculation: name, origin mark, amount; results under a rule."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(7))
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setColumnStretch(0, 1)

    def show_lines(self, lines: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show the lines: (name, origin mark, amount, is a result)."""
        clear(self)
        place = 0
        for name, mark, amount, strong in lines:
            if strong and place:
                self._grid.addWidget(rule(), place, 0, 1, 3)
                place += 1
            role = "body_strong" if strong else "body"
            tone = "text" if strong else "text2"
            self._grid.addWidget(Label(role, tone, wrap=True, text=name), place, 0)
            self._grid.addWidget(Label("caption", "text3", text=mark), place, 1)
            self._grid.addWidget(Label(role, text=amount), place, 2, _RIGHT)
            place += 1
        self.setAccessibleName("; ".join(" ".join(line[:3]) for line in lines))


class ThreeLines(QWidget):
    """The three amounts with what each means; the middle one is the one to promise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = down(on=self, gap=0)

    def show_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show (name, amount, meaning)."""
        clear(self)
        px = self._theme.px
        for place, (name, amount, meaning) in enumerate(lines):
            middle = place == 1
            if place:
                self._column.addWidget(rule())
            row = QWidget()
            if middle:
                row.setObjectName("safe")
                row.setProperty("class", "tint")
            title = Label("body_strong", "accent" if middle else "text", text=name)
            title.setMinimumWidth(px(52))
            value = Label("body_strong", text=amount)
            value.setMinimumWidth(px(52))
            value.setAlignment(_RIGHT | _TOP)
            across(
                (title, 0, _TOP),
                (value, 0, _TOP),
                (Label("caption", "text2", wrap=True, text=meaning), 1),
                on=row,
                gap=px(12),
                around=(px(16), px(8)),
            )
            self._column.addWidget(row)


class Strains(QWidget):
    """Three conditions side by side, each with what follows from it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(20))
        self.titles = [Label("body_strong", wrap=True) for _place in range(3)]
        self.results = [Label("caption", "text2", wrap=True) for _place in range(3)]
        for title, result in zip(self.titles, self.results, strict=True):
            self._row.addLayout(down(title, result, REST, gap=theme.px(3)), 1)

    def show_strains(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show (condition, what follows)."""
        for at, (title, result) in enumerate(lines):
            self.titles[at].setText(title)
            self.results[at].setText(result)

    def stack(self, *, wide: bool) -> None:
        """Stand side by side, or one under another."""
        stand(self._row, beside=wide)
