"""Settings: look and language, the ledger's own card, rule data, about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from jiebei_desktop import __version__
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.rules import RuleBook, RuleRow
from jiebei_desktop.services.book import rule_updates
from jiebei_desktop.services.reference.fixings import RuleRefused
from jiebei_desktop.services.reference.rules_file import RulesFile, content_of
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.languages import languages, named
from jiebei_desktop.text.rule_updates import opened, refusal
from jiebei_desktop.text.rules import grade_name, rule_title
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.settings.data_card import DataCard, LedgerFacts, read
from jiebei_desktop.ui.pages.settings.fixing_dialog import FixingDialog
from jiebei_desktop.ui.pages.settings.sections import BESIDE_FROM, Sections
from jiebei_desktop.ui.theme import CHOICES, ZOOMS
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.setting_row import SettingRow

SECTION_ICONS = ("adjust", "database", "lock", "percent", "info")
RULES, ABOUT = 3, 4
"""Places of the sections one is sent to."""


class SettingsFacts(Struct, frozen=True, kw_only=True):
    """What the page shows of the ledger and of the rule data."""

    ledger: LedgerFacts
    rules: RuleBook
    old_days: int


class SettingsPage(Page):
    """Rows of settings in cards."""

    reads = frozenset({"settings"})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        if context.shell is None:
            raise TypeError(context)
        self._shell = context.shell
        self._facts: SettingsFacts | None = None
        theme = context.theme
        self.theme_box, self.language_box, self.zoom_box = QComboBox(), QComboBox(), QComboBox()
        self.mask_box = QCheckBox()
        self.rules_button, self.fixing_button = Button(theme, "text"), Button(theme)
        self.file_button = Button(theme)
        self.rules_chip = Chip(theme)
        self.rules_table = QTableView()
        self.rules_model = TableModel(_rule_columns())
        self.rows: dict[str, SettingRow] = {}
        self.data = DataCard(context, context.shell)
        look, rules, about = (Card(theme, padded=False) for _name in range(3))
        self.cards = {"look": look, "data": self.data, "rules": rules, "about": about}
        self.about_label = Label("body", "text2", wrap=True)
        places = (look, self.data, self.data.rows["password"], rules, about)
        self.sections = Sections(theme, self.scroller, SECTION_ICONS, places)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Settings")

    def refresh(self) -> None:
        """Read what the ledger's lane knows."""
        context = self.context
        session, today = context.session, context.today()

        def job() -> SettingsFacts:
            old = max((each.days for each in session.rules.stale(today)), default=0)
            return SettingsFacts(ledger=read(context), rules=session.rules, old_days=old)

        self.load(job, self._show)

    def arrive(self, **args: object) -> None:
        """Make a copy now, or show the sources."""
        if args.get("do") == "backup":
            self.data.back_up()
        elif args.get("do") == "rules":
            self.sections.list.choose(RULES)
            self.fixing_button.setFocus()
        elif args.get("do") == "about":
            self.sections.list.choose(ABOUT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of sections out where the cards need the width."""
        super().resizeEvent(event)
        self.sections.setVisible(self.width() >= self.context.theme.px(BESIDE_FROM))

    def retranslate(self) -> None:
        """Word every row."""
        super().retranslate()
        self._word_look()
        self.data.retranslate()
        self._word_rules()
        self.cards["about"].show_header(_("About and sources"))
        named = (self.cards["look"], self.data, self.data.rows["password"])
        words = [each.title.text() for each in (*named, self.cards["rules"], self.cards["about"])]
        self.sections.show_words(words)
        self.about_label.setText(
            _(
                "Jiebei Planner {version}. Free software under the MIT licence; font Source Han"
                " Sans under the OFL. It works without a network, gives arithmetic and no legal"
                " advice, and belongs to no lender."
            ).format(version=__version__)
        )

    # -- words -------------------------------------------------------------------------------

    def _show(self, facts: SettingsFacts) -> None:
        self._facts = facts
        self.data.show_facts(facts.ledger)
        rows = sorted(facts.rules.rows.values(), key=lambda row: row.as_of, reverse=True)
        self.rules_model.show(rows)
        self.retranslate()

    def _word_look(self) -> None:
        self.cards["look"].show_header(_("Look and language"))
        words = {
            "system": _("Like the system"),
            "light": _("Light"),
            "dark": _("Dark"),
            "contrast": _("High contrast"),
        }
        _fill(
            self.theme_box,
            [(words[choice], choice) for choice in CHOICES],
            self.context.theme.choice,
        )
        spoken = [(name, locale) for locale, name in named().items()]
        _fill(self.language_box, spoken, texts().locale)
        _fill(self.zoom_box, [(f"{zoom}%", zoom) for zoom in ZOOMS], self.context.theme.zoom)
        self.rows["theme"].show_words(
            _("Theme"), _("Light, dark, high contrast, or like the system")
        )
        self.rows["language"].show_words(_("Language"), _("Takes effect at once"))
        self.rows["zoom"].show_words(_("Text size"), _("100%, up to 200%"))
        self.rows["mask"].show_words(
            _("Hide amounts"), _("For when others can see the screen; Ctrl+Shift+H")
        )
        on = self.context.masking.on
        self.mask_box.blockSignals(True)
        self.mask_box.setChecked(on)
        self.mask_box.setText(_("On") if on else _("Off"))
        self.mask_box.blockSignals(False)

    def _word_rules(self) -> None:
        self.cards["rules"].show_header(_("Rate table and rules"))
        self.rules_button.setText(
            _("Show fewer") if self.rules_button.isChecked() else _("See all rows")
        )
        self.fixing_button.setText(_("Add…"))
        self.rows["fixing"].show_words(
            _("Add a published LPR"), _("Kept in this ledger, marked as entered by you")
        )
        self.file_button.setText(_("Open…"))
        self.rows["file"].show_words(
            _("Open a rules file"),
            _("From the release page; its signature is checked here, without a network"),
        )
        self.rules_model.retranslate()
        if self._facts is None:
            return
        book, today = self._facts.rules, self.context.today()
        fixing = book.lpr(today)
        if fixing is not None:
            title = _("1-year LPR {rate}, four times is {four}").format(
                rate=formats.percent(fixing.one_year), four=formats.percent(4 * fixing.one_year)
            )
            effect = _("As of {day}; a line for private loans only, not for licensed lenders")
            day = formats.day(fixing.published, texts())
            self.rows["rules"].show_words(title, effect.format(day=day))
        days = self._facts.old_days
        message = ngettext("{count} day old", "{count} days old", days).format(count=days)
        kind = "caution" if days else "positive"
        self.rules_chip.show_text(message if days else _("Up to date"), kind)

    def add_fixing(self) -> None:
        """Let the user type a published LPR, and keep it in the ledger."""
        if self._facts is None:
            return
        session, today = self.context.session, self.context.today()
        dialog = FixingDialog(self.context.theme, self._facts.rules, today, self)

        def save() -> None:
            fixing = dialog.fixing()
            self.write(lambda: rule_updates.add_fixing(session, fixing, today))

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.add_fixing())

    def open_rules(self) -> None:
        """Take in a signed rules file, or say why not."""
        kinds = _("Rules file") + " (*.rules)"
        path = self.context.ask.open_file(_("Open a rules file"), kinds)
        if path is None:
            return
        session, today = self.context.session, self.context.today()

        def done(answer: tuple[Changes, RulesFile]) -> None:
            changes, found = answer
            self.context.notify(changes)
            self.context.ask.tell(opened(found, texts()), path.name)

        def failed(error: Exception) -> None:
            if isinstance(error, RuleRefused):
                self.context.ask.tell(_("This file was not taken"), refusal(error, texts()))
            else:
                self.context.tell(error)

        self.context.lanes.ledger(
            lambda: rule_updates.open_file(session, content_of(path), today), done, failed=failed
        )

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        look: tuple[tuple[str, QWidget], ...] = (
            ("theme", self.theme_box),
            ("language", self.language_box),
            ("zoom", self.zoom_box),
            ("mask", self.mask_box),
        )
        rules: tuple[tuple[str, QWidget], ...] = (
            ("rules", self.rules_button),
            ("fixing", self.fixing_button),
            ("file", self.file_button),
        )
        for card, rows in (("look", look), ("rules", rules)):
            for name, control in rows:
                if self.cards[card].body.count():
                    self.cards[card].body.addWidget(rule())
                self.rows[name] = SettingRow(self.context.theme, control)
                self.cards[card].body.addWidget(self.rows[name])
        self.cards["rules"].add_to_header(self.rules_chip)
        self.cards["rules"].body.addWidget(self.rules_table)
        dress(self.rules_table, self.rules_model, self.context.theme, row=30)
        self.rules_table.setMinimumHeight(360)
        self.rules_table.hide()
        self.rules_button.setCheckable(True)
        px = self.context.theme.px
        self.cards["about"].body.setContentsMargins(px(18), px(10), px(18), px(14))
        self.cards["about"].body.addWidget(self.about_label)
        beside, column = QHBoxLayout(), QVBoxLayout()
        for made in self.cards.values():
            column.addWidget(made)
        column.addStretch(1)
        for row in (beside, column):
            row.setSpacing(px(12))
        beside.addWidget(self.sections)
        beside.addLayout(column, 1)
        self.body.addLayout(beside)
        for box in (self.theme_box, self.language_box, self.zoom_box):
            box.setMinimumWidth(px(180))

    def _connect(self) -> None:
        shell = self._shell
        self.theme_box.activated.connect(lambda at: shell.use_theme(CHOICES[at]))
        self.language_box.activated.connect(lambda at: shell.use_language(languages()[at]))
        self.zoom_box.activated.connect(lambda at: shell.use_zoom(ZOOMS[at]))
        self.mask_box.toggled.connect(lambda on: self.context.masking.use(on=on))
        self.data.stale.connect(self.reload)
        self.rules_button.toggled.connect(self._show_rules)
        self.fixing_button.clicked.connect(self.add_fixing)
        self.file_button.clicked.connect(self.open_rules)

    def _show_rules(self, on: bool) -> None:
        self.rules_table.setVisible(on)
        self._word_rules()


def _rule_columns() -> tuple[Column[RuleRow], ...]:
    return (
        Column(
            title=lambda: _("What it says"),
            text=lambda row: rule_title(row.id, texts()),
            stretch=True,
        ),
        Column(title=lambda: _("Standing"), text=lambda row: grade_name(row.grade, texts())),
        Column(title=lambda: _("Source"), text=lambda row: row.source, tip=lambda row: row.source),
        Column(
            title=lambda: _("As of"),
            text=lambda row: formats.dense_day(row.as_of),
        ),
    )


def _fill(box: QComboBox, items: Sequence[tuple[str, object]], chosen: object) -> None:
    """Word a box anew and keep what is chosen, without announcing anything."""
    box.blockSignals(True)
    box.clear()
    for text, value in items:
        box.addItem(text, value)
    values = [value for _text, value in items]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    box.blockSignals(False)
