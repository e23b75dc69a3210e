"""Overview: how things stand, what can be paid, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout

from jiebei_desktop.charts.cash import cash_alt, cash_line, cash_of, cash_table
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.services.keeping.dismissals import Span, dismiss, restore
from jiebei_desktop.services.picture import Picture
from jiebei_desktop.services.picture.affording import name_payday
from jiebei_desktop.services.today import last_shown
from jiebei_desktop.services.today.check_in import questions
from jiebei_desktop.services.today.one_thing import Thing
from jiebei_desktop.services.today.overview import Outlook, Standing, outlook, standing
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui import errors
from jiebei_desktop.ui import overview_words as words
from jiebei_desktop.ui.figures import note
from jiebei_desktop.ui.kept_picture import LastDrawn
from jiebei_desktop.ui.life_questions import LifeQuestions
from jiebei_desktop.ui.overview_alerts import AlertsCard, way_of, way_to
from jiebei_desktop.ui.overview_cards import CARD_FIGURES, cards
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.week_card import WeekCard
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.elided import ElidedButton
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.stat_card import StatCard
from jiebei_desktop.ui.widgets.step_list import StepList

CARD_PAGES = ("debts", "cashflow", "affordability", "plan", "debts", "debts")
"""Where each figure is explained."""
SUGGESTED = 2
"""Place of the suggested payment among the figures."""
WIDTHS = (10, 10, 11, 10, 10, 10)
ONE_ROW_FROM, SIDE_BY_SIDE_FROM, TWO_ROWS_FROM = 1015, 860, 560
"""Widths of the page in px at 100 % where its arrangement changes."""
EXPORT_FROM = 860
"""Width from which the header has room for three buttons; the menu exports at any width."""


class OverviewPage(Page):
    """The first page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: Standing | None = None
        self._ahead: Outlook | None = None
        self._last: Outlook | None = None
        """The outlook last known, which stands while its picture's key is today's."""
        self._columns = 0
        self.entry_button = Button(theme, "default", "plus")
        self.export_button = Button(theme, "primary", "pdf")
        self.check_button = Button(theme, "default", "clock")
        self.offer = NoticeStrip(theme)
        self.banner = NoticeStrip(theme)
        self.week = WeekCard(theme, context.masking)
        self.questions = LifeQuestions(context, self.write)
        self.cards = [StatCard(theme, accent=place == SUGGESTED) for place in range(6)]
        self.chart_card = Card(theme)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.chart.keep = LastDrawn(None, self._keep_chart)
        self.alerts = AlertsCard(theme, context.masking)
        self.steps_card = Card(theme, padded=False)
        self.stage = Chip(theme)
        self.steps = StepList(theme)
        self.to_come = StepList(theme)
        self.next_button = ElidedButton(theme, "primary", "next")
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Overview")

    def purpose(self) -> str:
        """Return the day everything is worked out for."""
        today = self.context.today()
        weekday = QLocale().toString(QDate(today.year, today.month, today.day), "dddd")
        return _("{weekday}, {day}").format(day=formats.day(today, texts()), weekday=weekday)

    def refresh(self) -> None:
        """Read today's figures in the ledger's lane, then simulate beside it."""
        session, today = self.context.session, self.context.today()
        if self._facts is None:
            self.context.lanes.ledger(lambda: last_shown.last(session, today), self.show_kept)
        self.load(lambda: last_shown.standing_now(session, today), self._show_facts)

    def arrive(self, **args: object) -> None:
        """Open the check-in (``do="check_in"``), as soon as the figures are known."""
        if args.get("do") == "check_in":
            self.once_shown(self.check_in)

    def retranslate(self) -> None:
        """Word the fixed parts; the rest is worded when figures arrive."""
        super().retranslate()
        self.check_button.setText(_("Five-minute check-in"))
        self.entry_button.setText(_("Add entry"))
        self.export_button.setText(_("Export PDF plan"))
        self.chart.retranslate()
        if self._facts is not None:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures in one row or two."""
        super().resizeEvent(event)
        self._arrange()
        self._make_room()

    # -- figures -----------------------------------------------------------------------------

    def _show_facts(self, facts: Standing) -> None:
        self._facts = facts
        self._ahead = None
        if facts.empty:
            self._show_nothing()
            return
        self.show_content()
        self.questions.look(facts.reading)
        last = self._last
        if last is not None and last.seen.key == facts.reading.key:
            self._show_ahead(last)
        else:
            self._show()
        if facts.known and self._ahead is None:
            self._look_ahead(facts)

    def _look_ahead(self, facts: Standing) -> None:
        session = self.context.session
        if facts.reading.before is not None:  # the entries, too, have to be read for it
            self.load(lambda: standing(session, facts.as_of), self._show_facts)
            return
        self.context.lanes.side(
            lambda: outlook(facts), self._reckoned, latest="overview", failed=self._failed
        )

    def _reckoned(self, ahead: Outlook) -> None:
        """Show what was worked out anew, and keep it for the next start."""
        session = self.context.session
        self._last = ahead
        self._show_ahead(ahead)
        self.context.lanes.ledger(
            lambda: last_shown.keep(session, ahead), lambda _done: None, failed=errors.note
        )

    def _show_ahead(self, ahead: Outlook) -> None:
        self._ahead = ahead
        self._show()
        self._show_chart(ahead)

    def _show(self) -> None:
        facts, ahead, masking = self._facts, self._ahead, self.context.masking
        if facts is None:
            return
        strong, text = words.banner(facts, ahead, masking)
        self.banner.show_words(strong, text, action=_("How we got this"))
        if ahead is None:
            self.week.grey()
        else:
            self.week.show_picture(ahead.seen)
        self._make_room()
        self._show_cards(facts.seen if ahead is None else ahead.seen)
        self.alerts.show_facts(facts)
        self.badge.emit(words.pressing(facts))
        self._offer(facts)
        self.steps_card.show_header(_("Next steps"))
        self.stage.show_text(words.stage_chip(facts), words.stage_tone(facts))
        self.chart_card.setVisible(facts.known)
        self._lower.setStretch(0, 0 if self.alerts.isHidden() and not facts.known else 7)
        steps = words.steps(facts, ahead, masking)
        self.steps.show_steps([each for each in steps if each.state != "ahead"])
        self.to_come.show_steps([each for each in steps if each.state == "ahead"])
        self.next_button.setText(words.continue_words(steps))
        old = max((each.days for each in facts.rules.stale(facts.as_of)), default=0)
        message = ngettext("Rule data {count} day old", "Rule data {count} days old", old)
        self.set_stale(message.format(count=old) if old else "")

    def _make_room(self) -> None:
        """Let the week stand first: its card has the accent, Continue is the one filled button."""
        first = not self.week.isHidden()
        wide = self.width() * 100 / self.context.theme.zoom >= EXPORT_FROM
        self.banner.setHidden(first and self.week.is_told)
        owing = self._facts is None or bool(self._facts.book.debts)
        self.export_button.setVisible(wide and owing and not first)
        self.cards[SUGGESTED].set_accent(on=not first)

    def _show_cards(self, seen: Picture, *, is_old: bool = False) -> None:
        facts, ahead = self._facts, self._ahead
        names = {debt.id: debt.name for debt in facts.book.debts} if facts is not None else {}
        agree = None if ahead is None else ahead.agree
        guessed = () if facts is None else facts.guessed
        said = cards(seen, self.context.masking, names, agree, guessed)
        tone = "text3" if is_old else "text"
        for card, (label, value, caption) in zip(self.cards, said, strict=True):
            card.show_figure(label, value, caption)
            card.value.set_tone(tone)

    def show_kept(self, last: last_shown.Last | None) -> None:
        """Show the figures last known at once: today's, or greyed and dated until today's come."""
        if last is None or self._facts is not None:
            return
        self._last = last.ahead
        self.chart.keep = LastDrawn(last.chart, self._keep_chart)
        self.show_content()
        self.week.show_picture(last.seen, is_old=not last.is_todays)
        self._make_room()
        self._show_cards(last.seen, is_old=not last.is_todays)
        self.chart.show_before(is_old=not last.is_todays)
        if not last.is_todays:
            day = formats.day(last.key.as_of, texts())
            self.set_stale(_("Figures of {day}").format(day=day))

    def _keep_chart(self, chart: last_shown.KeptChart) -> None:
        session = self.context.session
        self.context.lanes.ledger(
            lambda: last_shown.keep_chart(session, chart), lambda _done: None, failed=errors.note
        )

    def _show_chart(self, ahead: Outlook) -> None:
        masking = self.context.masking
        paid = ahead.seen.money("lane.plan.payment")
        sub = (
            _("shaded: 80 % range")
            if not paid
            else _("by the plan, {amount} in its first month; shaded: 80 % range").format(
                amount=masking.money(paid)
            )
        )
        t = texts()
        data = cash_of(ahead.forecast)
        title = _("Cash in hand: the next 12 months")
        if len(data.past) > 1:
            since = formats.short_day(data.past[0][0], t)
            title = _("Cash in hand: since {day} and the next 12 months").format(day=since)
        self.chart_card.show_header(title, sub)
        table = cash_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: cash_line(data, t, palette, frame),
            ChartWords.of(title, cash_alt(data, t), table, masking),
            values=data,
        )

    def _show_nothing(self) -> None:
        self.empty.show_text(
            _("Nothing to add up yet"),
            _(
                "Add your debts, or import the last three months of a statement. Either is enough"
                " to begin with."
            ),
            _("Add debt"),
            _("Import statement"),
        )
        self.show_empty()

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        note(self.banner.label, "afford.recommended", "afford.ceiling", "plan.payment")
        note(self.chart_card.sub, "lane.plan.payment")
        for card, figures in zip(self.cards, CARD_FIGURES, strict=True):
            note(card.value, *figures)
            note(card.caption, *figures)
        self.add_action(self.check_button)
        self.add_action(self.entry_button)
        self.add_action(self.export_button)
        lay(self.body, self.questions, self.banner)
        self.body.insertWidget(0, self.week)
        self.body.insertWidget(1, self.offer)
        self.offer.hide()
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)
        self.steps_card.add_to_header(self.stage)
        lay(
            self.steps_card.body,
            self.steps,
            across(self.next_button, REST, around=(16, 10)),
            self.to_come,
            REST,
        )
        self._join()

    def _join(self) -> None:
        left = down((self.chart_card, 1), self.alerts)
        self._lower = across((left, 7), (self.steps_card, 3))
        self.body.addLayout(self._lower, 1)
        gap = self.context.theme.px(12)
        for layout in (self._grid, left, self._lower):
            layout.setSpacing(gap)

    def _connect(self) -> None:
        go = self.context.navigate
        self.entry_button.clicked.connect(lambda: go("ledger", do="add"))
        self.export_button.clicked.connect(lambda: go("plan", do="export"))
        self.banner.acted.connect(lambda: go("affordability"))
        self.week.payday_named.connect(self._name_payday)
        self.week.check_in.connect(self.check_in)
        self.check_button.clicked.connect(self.check_in)
        self.offer.acted.connect(self.check_in)
        self.alerts.acted.connect(self._act_on)
        self.alerts.put_aside.connect(self._put_aside)
        self.alerts.restored.connect(lambda: self.write(lambda: restore(self.context.session)))
        self.next_button.clicked.connect(self._continue)
        self.empty.primary.clicked.connect(lambda: go("debts", do="add"))
        self.empty.secondary.clicked.connect(lambda: go("ledger", do="import"))
        for card, page in zip(self.cards, CARD_PAGES, strict=True):
            card.clicked.connect(lambda page=page: go(page))

    def _continue(self) -> None:
        if self._facts is not None:
            page = words.current_page(self._facts, self._ahead)
            case = self._facts.case
            args: dict[str, str] = {} if case is None else {"debt": case.debt}
            if page == "debts" and self._facts.unentered.debts:
                page, args = words.papers_page(self._facts.unentered)
            elif page == "debts":
                args = {"do": "add"}
            self.context.navigate(page, **args)

    def _act_on(self, finding: Finding) -> None:
        page, args = way_of(finding)
        self.context.navigate(page, **args)

    def check_in(self) -> None:
        """Open the check-in on what is known; nothing before that."""
        if self._facts is None:
            return
        from jiebei_desktop.ui.check_in_dialog import CheckInDialog

        asked = questions(self._facts.book, self._facts.as_of)
        dialog = CheckInDialog(self.context, asked, self)
        dialog.went.connect(self._do)
        dialog.open_for(lambda page: page.check_in())

    def _do(self, thing: Thing) -> None:
        page, args = way_to(thing.page, thing.debt)
        self.context.navigate(page, **args)

    def _offer(self, facts: Standing) -> None:
        """Offer the check-in where the last look is more than a week ago."""
        self.offer.setVisible(facts.looked is not None)
        if facts.looked is not None:
            day = formats.short_day(facts.looked, texts())
            self.offer.show_words(
                _("The last look was on {day}.").format(day=day),
                _("Five minutes bring the figures up to date and name one thing to do."),
                action=_("Look now"),
            )

    def _name_payday(self, day: int) -> None:
        session = self.context.session
        self.write(lambda: name_payday(session, day))

    def _put_aside(self, finding: Finding, span: Span) -> None:
        session, today = self.context.session, self.context.today()
        self.write(lambda: dismiss(session, finding, span, today))

    def _arrange(self) -> None:
        width = self.width() * 100 / self.context.theme.zoom
        columns = 6 if width >= ONE_ROW_FROM else 3 if width >= TWO_ROWS_FROM else 2
        self.purpose_label.setVisible(width >= SIDE_BY_SIDE_FROM)
        beside = width >= SIDE_BY_SIDE_FROM
        stand(self._lower, beside=beside)
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for place, share in enumerate(WIDTHS):
            self._grid.setColumnStretch(place, share if place < columns else 0)
