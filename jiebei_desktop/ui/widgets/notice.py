"""A strip that says one thing and offers one action."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from jiebei_desktop.text.current import texts
from jiebei_desktop.text.formats import ended, sentences
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label
from jiebei_desktop.ui.widgets.boxes import across
from jiebei_desktop.ui.widgets.chip import SEVERITY_ICON


class NoticeStrip(QFrame):
    """A banner or an inline notice; ``acted`` is its one text button."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("class", "notice")
        self._icon = IconLabel(theme, "info", "accent", 20)
        self.label = Label("body", wrap=True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.action = Button(theme, "text")
        self.action.clicked.connect(self.acted)
        across(
            self._icon,
            (self.label, 1),
            self.action,
            on=self,
            gap=theme.px(12),
            around=(theme.px(16), theme.px(11)),
        )
        self.action.hide()

    def show_words(
        self, strong: str, text: str = "", *, severity: str = "accent", action: str = ""
    ) -> None:
        """Show a strong sentence, the rest in plain weight, and one action."""
        set_property(self, "severity", severity)
        self._icon.show_icon(SEVERITY_ICON.get(severity, "info"), severity)
        strong = ended(strong, texts()) if text else strong
        said = sentences(strong, text)
        joined = f"<b>{escaped(strong)}</b>{escaped(said[len(strong) :])}"
        self.label.setText(f'<span style="line-height:140%">{joined}</span>')
        self.setAccessibleName(said)
        self.action.setText(action)
        self.action.setVisible(bool(action))


class PartedText(Label):
    """Running text some parts of which stand out; it can be selected and copied."""

    def __init__(self, tone: str, leading: int) -> None:
        super().__init__("body", tone, wrap=True)
        self._leading = leading
        """Height of a line in percent."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_parts(self, parts: Iterable[tuple[str, bool]]) -> None:
        """Show pieces of text, each with whether it stands out."""
        written = list(parts)
        marked = "".join(
            self._outstanding(escaped(text)) if out else escaped(text) for text, out in written
        )
        self.setText(f'<span style="line-height:{self._leading}%">{marked}</span>')
        self.setAccessibleName("".join(text for text, _out in written))

    def _outstanding(self, safe: str) -> str:
        """Return the markup of a part that stands out."""
        return f"<b>{safe}</b>"


class MarkedText(PartedText):
    """A text some parts of which have a ground of their own, as with a marker pen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("text", 150)
        self._theme = theme

    def _outstanding(self, safe: str) -> str:
        return f'<span style="background-color:{self._theme.hex("caution_bg")}">{safe}</span>'


class StrongText(PartedText):
    """Running text some parts of which are strong."""

    def __init__(self) -> None:
        super().__init__("text2", 140)


def escaped(text: str) -> str:
    """Make text safe inside Qt's rich text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
