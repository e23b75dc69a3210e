"""The window: Qt widgets over the services.

How to make a page
==================
Add ``ui/pages/<name>.py`` with the class that ``ui/pages/registry.py`` names; nothing else needs
to know. A page module that is missing is simply not shown. Pages never import each other::

    class DebtsPage(Page):
        reads = frozenset({"debts", "payments"})      # tables; empty: every table

        def __init__(self, context: PageContext) -> None:
            super().__init__(context)
            self.add_button = Button(context.theme, "primary", "plus")
            self.add_action(self.add_button)          # right end of the header
            self.list_card = Card(context.theme)
            self.body.addWidget(self.list_card)       # QVBoxLayout, 12 px apart

        def title(self) -> str:
            return _("Debts")

        def purpose(self) -> str:
            return _("Most urgent first, worked out to today")

        def retranslate(self) -> None:                # every text of the page, and only here
            super().retranslate()
            self.add_button.setText(_("Add debt"))

        def refresh(self) -> None:                    # called when visible and stale
            session, today = self.context.session, self.context.today()
            self.load(lambda: session.owed(today), self._show)

        def _show(self, owed: tuple[Owed, ...]) -> None:
            if not owed:
                self.empty.show_text(_("No debts yet"), _("…"), _("Add debt"))
                self.show_empty()

Return:
            self.show_content()

        def arrive(self, **args: object) -> None:     # navigate("debts", debt="jb", do="add")
            ...

`PageContext` (``ui/page.py``): session, lanes, ask, theme, masking, today(), navigate, notify.
The session is touched only inside ``lanes.ledger`` jobs (``self.load`` does that and shows busy
and error states); heavy arithmetic without the ledger goes to ``lanes.side``. After a write, hand
the Changes it returned to ``context.notify``: every page that reads those tables refreshes.
``arrive(do=…)`` verbs used by the window: ledger ``add``, ``import`` and ``adopt``, debts ``add``,
negotiation ``export``, settings ``backup`` and ``about``.

States: ``show_content()``, ``show_empty()`` with ``self.empty.show_text(title, text, *ways)``
(words of its primary, secondary and link), ``show_trouble(what, detail)``, ``set_stale(text)``.
Amounts are written by ``context.masking`` only: ``money``, ``amount``, ``whole``, ``wan``,
``sentence(text)``; a page refreshes by itself when they are hidden, when the language changes, and
repaints on a theme change. Another look is put on what is seen, in one pass (``ui/restyling.py``);
a hidden page takes it when it is shown. Sizes: ``theme.px(n)``; colours:
``theme.colour("accent")``, ``theme.chart("c1")``, ``theme.band("le24")``; fonts:
``theme.font("figure")``.

Widgets (``ui/widgets``)
========================
basics      Label(role, tone, wrap=, text=), Button(theme, kind, icon, small=) with kinds primary,
            default, text, quiet and tab, icon_button, IconLabel, rule(), frame(css_class), clear()
card        Card(theme, header=, padded=): show_header(title, sub), add_to_header(widget), body
click_frame ClickFrame(look): a row or card pressed as a whole, clicked;  tabs: show_only(stack, at)
cell_ground paint_ground(delegate, painter, option, index): a cell without its words
stat_card   StatCard(theme, accent=): show_figure(label, value, caption), clicked
chip        Chip(theme): show_text(text, kind, icon), show_severity(severity); kinds are the
            severities, the rate bands and ``accent``; paint_chip and chip_size for delegates
bar         Bar(theme, height): show_parts(parts, spoken); paint_bar for delegates
money_edit  MoneyEdit(theme): value() in fen or None, set_value, problem(); does 800+400*2
rate_edit   RateEdit(theme): value() -> Rate or None;  date_edit: DateEdit(day): value() -> date
field       Field(theme, edit): show_words(label, help), show_problem(text)
notice      NoticeStrip(theme): show_words(strong, text, severity=, action=), acted
empty_state EmptyState(theme, icon), IconCircle;  busy_bar: BusyBar start(), stop()
segments    Segments(theme, count): show_words(words), chosen(int)
step_list   StepList(theme): show_steps(StepView…);  alert_row: AlertRow(theme): show_words, acted
chart_view  ChartView(theme, lanes, masking=): show_chart(build, ChartWords, values=), table_button;
            build(palette, frame) -> Figure, such as a function of ``charts``; drawn in a side lane,
            where it is seen, when ``values`` changed; within(), place_of() for what moves over it
``ui/models/table.py``: TableModel(columns).show(rows), Column(title=, text=, size=, numeric=…),
``dress(view, model, theme)``.
"""

from __future__ import annotations
