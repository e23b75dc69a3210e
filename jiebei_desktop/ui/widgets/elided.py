"""Names that give way: shown with an ellipsis where room is short, whole in the tooltip.

For names only; an amount is never cut.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label

_LEAST = 60
"""Width in px at 100 % that a name always gets."""
_BESIDE_ICON = 4
"""Pixels between an icon and the text beside it."""


class ElidedLabel(Label):
    """One line of a name; ``text`` stays whole."""

    elided = True

    def __init__(self, theme: Theme, role: str = "body", tone: str = "text") -> None:
        super().__init__(role, tone)
        self._theme = theme
        self._before = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_name(self, sentence: str, name: str) -> None:
        """Show the name at its place in a sentence; the words before it are needed whole."""
        self._before = sentence.partition("{name}")[0]
        self.setText(sentence.format(name=name))

    def minimumSizeHint(self) -> QSize:
        """Need little of the name."""
        whole = super().minimumSizeHint()
        little = self.fontMetrics().horizontalAdvance(self._before) + self._theme.px(_LEAST)
        return QSize(min(whole.width(), little), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole name where it is cut."""
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(as_typed(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the front of the name."""
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        self.style().drawItemText(
            painter,
            area,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()
        event.accept()


class ElidedCheck(QCheckBox):
    """A box to tick whose name gives way; ``text`` stays whole."""

    elided = True

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(as_typed(text))

    def minimumSizeHint(self) -> QSize:
        """Need little more than the box."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._theme.px(2 * _LEAST)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the front of the name."""
        _draw(self, QStyle.ControlElement.CE_CheckBox, QStyle.SubElement.SE_CheckBoxContents)
        event.accept()


class ElidedButton(Button):
    """A button that names someone: the name gives way; ``text`` stays whole."""

    elided = True

    def __init__(self, theme: Theme, kind: str = "default", icon: str = "") -> None:
        super().__init__(theme, kind, icon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Need room for the verb."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._theme.px(3 * _LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole text where it is cut."""
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(as_typed(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button with the front of its text."""
        icon = self.iconSize().width() + _BESIDE_ICON if not self.icon().isNull() else 0
        parts = QStyle.ControlElement.CE_PushButton, QStyle.SubElement.SE_PushButtonContents
        _draw(self, *parts, taken=icon)
        event.accept()


def _draw(
    button: QCheckBox | Button,
    control: QStyle.ControlElement,
    contents: QStyle.SubElement,
    taken: int = 0,
) -> None:
    """Draw a control with as much of its text as it has room for beside ``taken`` pixels."""
    option, style = QStyleOptionButton(), button.style()
    button.initStyleOption(option)
    room = style.subElementRect(contents, option, button).width() - taken
    option.text = button.fontMetrics().elidedText(  # type: ignore[attr-defined]
        button.text(), Qt.TextElideMode.ElideRight, room
    )
    painter = QPainter(button)
    style.drawControl(control, option, painter, button)
    painter.end()
