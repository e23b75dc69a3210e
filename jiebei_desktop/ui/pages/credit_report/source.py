"""The account's own sentence with the figures that were read marked in it."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.services.debts.report_debts import ReportLine
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.credit_report import words
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import MarkedText


class SourceCard(Card):
    """Hidden where the report's sentences are not kept."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self._line: ReportLine | None = None
        self.sentence = MarkedText(context.theme)
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
        self.sentence.show_parts(self._parts(line))

    def _parts(self, line: ReportLine) -> Iterator[tuple[str, bool]]:
        masking, text, at = self._context.masking, line.source.sentence, 0
        for begin, end in line.marks:
            yield masking.label(text[at:begin]), False
            yield masking.label(text[begin:end]), True
            at = end
        yield masking.label(text[at:]), False
