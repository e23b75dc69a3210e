"""Cash flow: one sentence, the months behind, the fan ahead, and the next thirty days."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QWidget

from jiebei_desktop.charts import bars, cash
from jiebei_desktop.services.picture.life_questions import questions_of
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.services.plans.cashflow_view import (
    SPANS,
    STRIP_DAYS,
    CashAhead,
    CashflowFacts,
    StripDay,
    ahead,
    facts,
)
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.figures import WORKING, note, tell
from jiebei_desktop.ui.life_questions import LifeQuestions
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.cashflow import explain, words
from jiebei_desktop.ui.pages.cashflow.categories import CategoryBars
from jiebei_desktop.ui.pages.cashflow.strip import TONES, DayStrip
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, clear
from jiebei_desktop.ui.widgets.boxes import REST, across, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.elided import ElidedLabel
from jiebei_desktop.ui.widgets.flow import FlowLayout
from jiebei_desktop.ui.widgets.notice import NoticeStrip

SIDE_BY_SIDE_FROM = 760
"""Width of the page in px at 100 % from which cards stand side by side."""
ICONS = {"income": "cash", "debt": "clock", "arrears": "alert", "expense": "home"}


class CashflowPage(Page):
    """Shows where money comes from, where it goes and whether it will do."""

    reads = PICTURE_TABLES

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme, masking = context.theme, context.masking
        self._facts: CashflowFacts | None = None
        self._ahead: CashAhead | None = None
        self.span_box = QComboBox()
        self.banner = NoticeStrip(theme)
        self.questions = LifeQuestions(context, self.write)
        self.months_card, self.living_card = Card(theme), Card(theme)
        self.fan_card, self.runway_card, self.strip_card = Card(theme), Card(theme), Card(theme)
        self.months_chart = ChartView(theme, context.lanes, bars.FRAME, masking)
        self.fan_chart = ChartView(theme, context.lanes, cash.FRAME, masking)
        self.categories = CategoryBars(theme, masking)
        self.living_total = Label("body_strong")
        self.living_note = Label("caption", "text3", wrap=True)
        self.outflow = NoticeStrip(theme)
        self.runway = Label("figure")
        self.runway_working = Label("caption", "text2", wrap=True)
        self.runway_bar = Bar(theme, 10)
        self.runway_target = Label("caption", "text2", wrap=True)
        self.runway_hope = NoticeStrip(theme)
        self.strip = DayStrip(theme, self._spoken)
        self.day_words = Label("caption", "text2", wrap=True)
        self.clash_words = Label("caption", "text2", wrap=True)
        self.key = QWidget()
        self.clashes = Label("caption", "caution", wrap=True)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Cash flow")

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return _("Where money comes from, where it goes, whether it will do")

    def refresh(self) -> None:
        """Read the past in the ledger's lane, then simulate beside it."""
        session, today = self.context.session, self.context.today()
        span = SPANS[max(0, self.span_box.currentIndex())]
        self.load(lambda: facts(session, today, span), self._show_facts)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        at = max(1, self.span_box.currentIndex()) if not self.span_box.count() else None
        self.span_box.blockSignals(True)
        keep = self.span_box.currentIndex() if at is None else at
        self.span_box.clear()
        for span in SPANS:
            message = ngettext("Last {count} month", "Last {count} months", span)
            self.span_box.addItem(message.format(count=span))
        self.span_box.setCurrentIndex(keep)
        self.span_box.blockSignals(False)
        self.span_box.setAccessibleName(_("Months behind"))
        self.life_button.setText(_("Changes in life"))
        for chart in (self.months_chart, self.fan_chart):
            chart.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put cards side by side or one under another."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        for row in self._rows:
            stand(row, beside=wide)

    def _spoken(self, day: StripDay) -> str:
        return words.spoken_day(day, self.context.masking)

    # -- figures -----------------------------------------------------------------------------

    def _show_facts(self, known: CashflowFacts) -> None:
        self._facts = known
        if known.empty:
            self.empty.show_text(
                _("Nothing to show yet"),
                _("Import a statement or enter income and spending; three months are enough."),
                _("Import statement"),
                _("Add entry"),
            )
            self.show_empty()
            return
        self.show_content()
        self.questions.show_questions(questions_of(known.home))
        self._show_past(known)
        self.context.lanes.side(
            lambda: ahead(known), self._show_ahead, latest="cashflow", failed=self._failed
        )

    def _show_past(self, known: CashflowFacts) -> None:
        masking, t = self.context.masking, texts()
        rows = known.months
        title = _("Income and spending by month")
        self.months_card.show_header(title, _("the running month is not complete"))
        self.months_chart.show_chart(
            lambda palette, frame: bars.monthly_bars(rows, t, palette, frame),
            ChartWords.of(title, bars.bars_alt(rows, t), bars.bars_table(rows, t), masking),
            values=rows,
        )
        self.living_card.show_header(_("Living in a month"))
        tell(self.living_total, masking.whole(known.living), "living.usual")
        self.categories.show_shares(known.shares)
        self.living_note.setText(words.living_note(known))
        self.outflow.setVisible(known.unexplained > 0)
        self.outflow.show_words("", words.outflow(known, masking), severity="caution",
                                action=_("See the readings"))  # fmt: skip

    def _show_ahead(self, coming: CashAhead) -> None:
        self._ahead = coming
        masking = self.context.masking
        severity = "caution" if coming.forecast.low_point.amount < 0 else "info"
        strong, text = words.headline(coming, masking)
        self.banner.show_words(strong, text, severity=severity, action=_("How we got this"))
        self._show_fan(coming)
        self.runway_card.show_header(_("How long cash at hand lasts"))
        days = coming.forecast.runway_days
        self.runway.setText(ngettext("{count} day", "{count} days", days).format(count=days))
        self.runway_working.setText(words.runway_working(coming, masking))
        target = words.runway_target(coming, masking)
        self.runway_target.setText(target)
        rest = max(0, coming.target_days - days)
        self.runway_bar.show_parts((min(days, coming.target_days), rest), target, ("c1", "grid"))
        self.runway_hope.show_words("", words.runway_hope(coming), severity="info")
        self._show_strip(coming)

    def explain(self) -> None:
        """Show how the lowest point adds up."""
        if self._ahead is not None:
            explain.dialog(self.context, self._ahead, self).open()

    def _show_fan(self, coming: CashAhead) -> None:
        masking, t = self.context.masking, texts()
        data = replace(cash.cash_of(coming.forecast, coming.target), past=(), contract=())
        title = _("Cash in hand: the next 12 months")
        self.fan_card.show_header(title, words.fan_sub(coming, masking))
        self.fan_chart.show_chart(
            lambda palette, frame: cash.cash_line(data, t, palette, frame),
            ChartWords.of(title, cash.cash_alt(data, t), cash.cash_table(data, t), masking),
            values=data,
        )

    def _show_strip(self, coming: CashAhead) -> None:
        masking = self.context.masking
        title = _("Pay-days and due days")
        since = formats.short_day(coming.strip[0].day, texts())
        self.strip_card.show_header(
            title, _("{count} days from {day}").format(count=STRIP_DAYS, day=since)
        )
        self.strip.show_days(coming.strip, title)
        self.day_words.setText(self.strip.value_text())
        self.clash_words.setText(words.clash_summary(coming.clashes))
        lines = [words.clash_line(clash, masking) for clash in coming.clashes]
        self.clashes.setText("\n".join(lines))
        self.clashes.setVisible(bool(lines))
        self._show_key(coming)

    def _show_key(self, coming: CashAhead) -> None:
        clear(self.key)
        theme, masking, t = self.context.theme, self.context.masking, texts()
        for day in coming.strip:
            for flow in day.flows:
                item = QWidget()
                sign = "+" if flow.amount > 0 else ""
                amount = masking.plain(type(flow.amount)(abs(flow.amount)))
                name = ElidedLabel(theme, "caption")
                name.setText(category_name(flow.name, t))
                row = across(
                    IconLabel(theme, ICONS[flow.kind], TONES[flow.kind], 14),
                    Label("caption", "text3", text=formats.short_day(flow.day, t)),
                    name,
                    Label("caption", "text2", text=words.kind_word(flow.kind)),
                    on=item,
                    gap=theme.px(5),
                    around=(0, 0, theme.px(10), 0),
                )
                shown = Label("body_strong", text=f"{sign}{amount}")
                note(shown, WORKING)
                row.addWidget(shown)
                self.key.layout().addWidget(item)  # type: ignore[union-attr]

    # -- assembly ----------------------------------------------------------------------------

    def _add_actions(self) -> None:
        self.life_button = Button(self.context.theme, "default", "calendar")
        self.life_button.clicked.connect(lambda: self.context.navigate("life_events"))
        self.add_action(self.life_button)
        self.add_action(self.span_box)

    def _note_figures(self) -> None:
        """Note which figures the labels show; dated rows and cautious counts are workings."""
        note(self.fan_card.sub, "lane.plan.payment")
        note(self.runway_target, "reserve")
        for label in (self.banner.label, self.runway_working, self.outflow.label, self.day_words,
                      self.clash_words, self.clashes):  # fmt: skip
            note(label, WORKING)

    def _assemble(self) -> None:
        px = self.context.theme.px
        self._note_figures()
        self._add_actions()
        self.months_card.body.addWidget(self.months_chart)
        self.months_card.add_to_header(self.months_chart.table_button)
        self.fan_card.body.addWidget(self.fan_chart)
        self.fan_card.add_to_header(self.fan_chart.table_button)
        self.living_card.add_to_header(self.living_total)
        lay(self.living_card.body, self.categories, REST, self.living_note, self.outflow)
        lay(
            self.runway_card.body,
            self.runway,
            self.runway_working,
            self.runway_bar,
            self.runway_target,
            REST,
            self.runway_hope,
        )
        self.runway_card.body.setSpacing(px(8))
        FlowLayout(self.key, px(6))
        for part in (self.strip, self.key, self.day_words, self.clash_words, self.clashes):
            self.strip_card.body.addWidget(part)
        self._join()

    def _join(self) -> None:
        px = self.context.theme.px
        lay(self.body, self.questions, self.banner)
        self._rows: list[QBoxLayout] = []
        for left, right in (
            (self.months_card, self.living_card),
            (self.fan_card, self.runway_card),
        ):
            row = across((left, 66), (right, 34), gap=px(12))
            for card in (left, right):
                card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._rows.append(row)
            self.body.addLayout(row, 1)
        self.body.addWidget(self.strip_card)
        self.body.addStretch(0)
        self.runway_hope.layout().setContentsMargins(px(12), px(5), px(12), px(5))  # type: ignore[union-attr]

    def _connect(self) -> None:
        context = self.context
        self.strip.moved.connect(lambda _at: self.day_words.setText(self.strip.value_text()))
        self.banner.acted.connect(self.explain)
        self.outflow.acted.connect(lambda: context.navigate("ledger", tab="assets"))
        self.span_box.currentIndexChanged.connect(lambda _at: self.reload())
        self.empty.primary.clicked.connect(lambda: context.navigate("ledger", do="import"))
        self.empty.secondary.clicked.connect(lambda: context.navigate("ledger", do="add"))
