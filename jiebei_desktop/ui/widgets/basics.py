"""Labels, buttons and rules: the small pieces every card is made of."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from jiebei_desktop.ui import icons
from jiebei_desktop.ui.theme import Theme, set_property

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
ICON_COLOUR = {"primary": "on_accent", "text": "accent"}


_JOINER = "\u2060"
"""Word joiner: shows nothing, and no line ends there."""
_BLANK = f"\u00a0{_JOINER}"
"""A blank at which no line ends."""


_HAN = r"[\u2010-\u203f\u2e80-\uffef]"
_TAIL = re.compile(rf"(?<=.{{4}})(?:{_HAN}{{4}}|(?<=\d) {_HAN}{{1,3}})$", re.MULTILINE)
"""The last four Chinese characters of a paragraph, or what is counted with the blank behind its
number: fewer do not stand on a line of their own."""


def _joined(text: str) -> str:
    kept = text.replace("−¥", f"−{_JOINER}¥")
    return _TAIL.sub(lambda tail: _JOINER.join(tail[0]).replace(f" {_JOINER}", _BLANK), kept)


class Label(QLabel):
    """Text in one role of the type scale (caption, body, emphasis, figure…) and one tone."""

    def __init__(
        self, role: str = "body", tone: str = "text", *, wrap: bool = False, text: str = ""
    ) -> None:
        super().__init__()
        Label.setText(self, text)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            self.setMinimumWidth(1)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text; a minus stays on the line of its figure, the last words together."""
        shown = _joined(text)
        if self.accessibleName() in {"", Label.text(self)}:  # nobody named it otherwise
            self.setAccessibleName("" if shown == text else text)
        super().setText(shown)

    def text(self) -> str:
        """Return what is shown, without what joins it."""
        return super().text().replace(_BLANK, " ").replace(_JOINER, "")

    def set_tone(self, tone: str) -> None:
        """Recolour: text, text2, text3, accent, positive, caution, severe or info."""
        set_property(self, "tone", tone)


class OneStep(QWidget):
    """A pane with one filled button at most: the next step.

    Where several filled ones are seen, the one that stands deepest keeps its filling, the first of
    them; the others look like the rest until it is gone.
    """

    def settle_filled(self) -> None:
        """Fill the button that is the next step now."""
        seen = [
            each
            for each in self.findChildren(Button)
            if each.is_step and each.isVisibleTo(self) and each.window() is self.window()
        ]
        step = max(seen, key=self._depth, default=None)
        for each in seen:
            each.fill(on=each is step)

    def _depth(self, button: QWidget) -> int:
        depth, at = 0, button.parentWidget()
        while at is not None and at is not self:
            depth, at = depth + 1, at.parentWidget()
        return depth


class Button(QPushButton):
    """A button of one kind: primary, default, text, quiet or tab; its icon follows the theme.

    A primary one is filled, unless a pane of `OneStep` fills another.
    """

    def __init__(
        self, theme: Theme, kind: str = "default", icon: str = "", *, small: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._kind = kind
        self.is_step = kind == "primary"
        """Whether it is filled where nothing nearer to the hand is."""
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if small:
            self.setProperty("size", "small")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._missed = False
        """Whether its icon has the colour or size of a look before, since nobody sees it."""
        theme.changed.connect(self._follow)
        self._restyle()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon = name
        self._restyle()

    def fill(self, *, on: bool) -> None:
        """Be filled, or look like the rest; only a primary button is asked."""
        self._become("primary" if on else "default")

    def showEvent(self, event: QShowEvent) -> None:
        """Settle which button of the pane is filled."""
        super().showEvent(event)
        if self._missed:
            self._restyle()
        if self.is_step:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter where the focus is on it, in a page as in a dialog."""
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the filling to another."""
        super().hideEvent(event)
        if self.is_step:
            self._tell()

    def _tell(self) -> None:
        at = self.parentWidget()
        while at is not None and not isinstance(at, OneStep) and not at.isWindow():
            at = at.parentWidget()
        if isinstance(at, OneStep):
            at.settle_filled()

    def _become(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            set_property(self, "kind", kind)
            self._restyle()

    def _follow(self) -> None:
        if self.isVisible():
            self._restyle()
        else:
            self._missed = True

    def _restyle(self) -> None:
        self._missed = False
        if self._icon:
            colour = ICON_COLOUR.get(self._kind, "text")
            self.setIcon(icons.icon(self._theme, self._icon, colour))
            side = self._theme.px(16)
            self.setIconSize(QSize(side, side))


def icon_button(theme: Theme, icon: str) -> Button:
    """Make a button that shows only an icon; its page names it in each language."""
    return Button(theme, "quiet", icon, small=True)


class IconLabel(QLabel):
    """An icon standing in text, in a colour of the theme."""

    def __init__(self, theme: Theme, name: str, colour: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._colour = colour
        self._size = size
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name = name
        self._colour = colour
        self._restyle()

    def _restyle(self) -> None:
        side = self._theme.px(self._size)
        ratio = self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(self._name, self._theme.colour(self._colour), side, ratio))
        self.setFixedSize(side, side)


def rule(*, vertical: bool = False) -> QFrame:
    """Return a line one pixel thick."""
    line = QFrame()
    line.setProperty("class", "vline" if vertical else "line")
    return line


def frame(css_class: str) -> QFrame:
    """Return a frame that the style sheet draws: card, tint, row or footer."""
    made = QFrame()
    made.setProperty("class", css_class)
    return made


def fit_lines(label: QLabel, width: int) -> None:
    """Give a wrapped label that stands centred its width and the height of all its lines."""
    label.ensurePolished()
    label.setFixedWidth(width)
    label.setFixedHeight(max(label.heightForWidth(width), label.fontMetrics().height()))


def has_focus_in(widget: QWidget, focus: QWidget | None) -> bool:
    """Return whether a focus is on a widget or inside it."""
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def give_back(widget: QWidget, before: QWidget | None) -> None:
    """Hide a widget, the focus inside it going back to who had it before, else to nobody.

    Qt would hand it to the next button, which nobody chose.
    """
    focus = QApplication.focusWidget()
    if focus is not None and has_focus_in(widget, focus):
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            focus.clearFocus()
    widget.hide()


def clear(widget: QWidget) -> None:
    """Take every child out of a widget's layout and delete it, before filling it anew."""
    layout = widget.layout()
    while layout is not None and layout.count():
        child = layout.takeAt(0).widget()
        if child is not None:
            child.hide()
            child.deleteLater()
