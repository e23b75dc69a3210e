"""The account's own sentence with the figures that were read marked in it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from jiebei_desktop.services.debts.report_debts import ReportLine
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.credit_report import words
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import escaped


class SourceCard(Card):
    """Hidden where the report's sentences are not kept."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self._line: ReportLine | None = None
        self.sentence = Label("body", wrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.sentence)
        context.theme.changed.connect(self.refresh)
        self.hide()

    def show_line(self, line: ReportLine) -> None:
        """Show where an account stands and what was read there."""
        self._line = line
        self.refresh()

    def refresh(self) -> None:
        """Show the same again in the colours and language in force."""
        line = self._line
        self.setVisible(line is not None and bool(line.source.sentence))
        if line is None:
            return
        self.show_header(_("As the report says: {place}").format(place=words.place(line)))
        self.sentence.setText(self._marked(line))
        self.sentence.setAccessibleName(self._context.masking.label(line.source.sentence))

    def _marked(self, line: ReportLine) -> str:
        ground = self._context.theme.hex("caution_bg")
        masking, text = self._context.masking, line.source.sentence
        parts, at = [], 0
        for begin, end in line.marks:
            parts.append(escaped(masking.label(text[at:begin])))
            read = escaped(masking.label(text[begin:end]))
            parts.append(f'<span style="background-color:{ground}">{read}</span>')
            at = end
        parts.append(escaped(masking.label(text[at:])))
        return f'<span style="line-height:150%">{"".join(parts)}</span>'
