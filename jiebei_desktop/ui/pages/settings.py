"""Settings: look and language, the ledger's copies and password, rule data, export, about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QTableView, QWidget

from jiebei_desktop import __version__
from jiebei_desktop.domain.rules import RuleBook, RuleRow
from jiebei_desktop.services import backups, export
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.rules import grade_name, rule_title
from jiebei_desktop.ui.language import LOCALES
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.theme import CHOICES, ZOOMS
from jiebei_desktop.ui.troubles import trouble_words
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.setting_row import SettingRow

KINDS = {"csv": "CSV (*.csv)", "json": "JSON (*.json)", "beancount": "Beancount (*.beancount)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page shows of the ledger and of the rule data."""

    path: Path
    size: int
    copies: tuple[backups.Copy, ...]
    rules: RuleBook
    old_days: int


class SettingsPage(Page):
    """Rows of settings in cards."""

    reads = frozenset({"none"})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        if context.shell is None:
            raise TypeError(context)
        self._shell = context.shell
        self._facts: Facts | None = None
        theme = context.theme
        self.theme_box, self.language_box, self.zoom_box = QComboBox(), QComboBox(), QComboBox()
        self.mask_box, self.backup_box = QCheckBox(), QCheckBox()
        self.folder_button = Button(theme, small=True)
        self.backup_button = Button(theme, small=True)
        self.password_button = Button(theme, small=True)
        self.export_button = Button(theme, small=True)
        self.copies_box = QComboBox()
        self.restore_button = Button(theme, small=True)
        self.rules_button = Button(theme, "text")
        self.rules_chip = Chip(theme)
        self.rules_table = QTableView()
        self.rules_model = TableModel(_rule_columns())
        self.rows: dict[str, SettingRow] = {}
        self.cards = {
            name: Card(theme, padded=False) for name in ("look", "data", "rules", "about")
        }
        self.about_label = Label("body", "text2", wrap=True)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Settings")

    def refresh(self) -> None:
        """Read what the ledger's lane knows."""
        session, today = self.context.session, self.context.today()

        def job() -> Facts:
            old = max((each.days for each in session.rules.stale(today)), default=0)
            path = session.path
            return Facts(
                path=path,
                size=path.stat().st_size,
                copies=backups.listed(path),
                rules=session.rules,
                old_days=old,
            )

        self.load(job, self._show)

    def arrive(self, **args: object) -> None:
        """Make a copy now, or show the sources."""
        if args.get("do") == "backup":
            self.back_up()
        elif args.get("do") == "about":
            self.scroller.ensureWidgetVisible(self.cards["about"])

    def retranslate(self) -> None:
        """Word every row."""
        super().retranslate()
        self._word_look()
        self._word_data()
        self._word_rules()
        self.cards["about"].show_header(_("About and sources"))
        self.about_label.setText(
            _(
                "Jiebei Planner {version}. Free software under the MIT licence; font Source Han"
                " Sans under the OFL. It works without a network, gives arithmetic and no legal"
                " advice, and belongs to no lender."
            ).format(version=__version__)
        )

    # -- what the buttons do -----------------------------------------------------------------

    def back_up(self) -> None:
        """Make a copy of the ledger now."""
        session, today = self.context.session, self.context.today()

        def done(path: Path) -> None:
            self.context.ask.tell(_("Copy made"), path.name)
            self.reload()

        self.context.lanes.ledger(
            lambda: backups.make(session, today), done, failed=self._tell_trouble
        )

    def restore(self) -> None:
        """Put the chosen copy in the ledger's place."""
        copy = self.copies_box.currentData()
        if not isinstance(copy, backups.Copy):
            return
        question = _("Go back to the copy of {day}?").format(day=formats.day(copy.made_on, texts()))
        detail = _("The ledger as it is now is kept beside it under another name.")
        if self.context.ask.confirm(question, detail, action=_("Restore")):
            path, today = self.context.session.path, self.context.today()
            self._shell.reopen(lambda: backups.restore(copy.path, path, today))

    def change_password(self) -> None:
        """Ask for a new password; an empty one takes the protection away."""
        ask, session = self.context.ask, self.context.session
        first = ask.text(
            _("Password"),
            _("New password; leave empty for none. It cannot be recovered"),
            hidden=True,
        )
        if first is None:
            return
        if first and ask.text(_("Password"), _("The same again"), hidden=True) != first:
            ask.tell(_("The two were not the same"), _("The password was not changed."))
            return

        def done(left: tuple[Path, ...]) -> None:
            ask.tell(_("Password changed") if first else _("Password taken away"))
            if left:
                message = ngettext(
                    "{count} older copy keeps its own password.",
                    "{count} older copies keep their own password.",
                    len(left),
                )
                ask.tell(message.format(count=len(left)))

        self.context.lanes.ledger(
            lambda: backups.set_password(session, first or None), done, failed=self._tell_trouble
        )

    def export_data(self) -> None:
        """Write everything to a file others can read."""
        names = list(KINDS)
        at = self.context.ask.choose(_("Export data"), _("Format"), [KINDS[n] for n in names])
        if at is None:
            return
        kind = names[at]
        suggested = f"{self.context.session.path.stem}.{kind}"
        path = self.context.ask.save_file(_("Export data"), suggested, KINDS[kind])
        if path is None:
            return
        session = self.context.session

        def done(rows: int) -> None:
            message = ngettext("{count} row written", "{count} rows written", rows)
            self.context.ask.tell(message.format(count=rows), path.name)

        self.context.lanes.ledger(
            lambda: export.write(session.book(), kind, path), done, failed=self._tell_trouble
        )

    def _tell_trouble(self, error: Exception) -> None:
        self.context.ask.tell(*trouble_words(error))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.session.path.parent)))

    # -- words -------------------------------------------------------------------------------

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        self.copies_box.clear()
        for copy in facts.copies:
            self.copies_box.addItem(formats.day(copy.made_on, texts()), copy)
        rows = sorted(facts.rules.rows.values(), key=lambda row: row.as_of, reverse=True)
        self.rules_model.show(rows)
        self.retranslate()

    def _word_look(self) -> None:
        self.cards["look"].show_header(_("Look and language"))
        words = {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}
        now = self._shell.preferences
        _fill(
            self.theme_box,
            [(words[choice], choice) for choice in CHOICES],
            self.context.theme.choice,
        )
        named = [(name, locale) for locale, name in LOCALES.items()]
        _fill(self.language_box, named, texts().locale)
        _fill(self.zoom_box, [(f"{zoom}%", zoom) for zoom in ZOOMS], self.context.theme.zoom)
        self.rows["theme"].show_words(_("Theme"), _("Light, dark, or like the system"))
        self.rows["language"].show_words(_("Language"), _("Takes effect at once"))
        self.rows["zoom"].show_words(_("Text size"), _("100%, up to 200%"))
        self.rows["mask"].show_words(
            _("Hide amounts"), _("For when others can see the screen; Ctrl+Shift+H")
        )
        for box, on in (
            (self.mask_box, self.context.masking.on),
            (self.backup_box, now.backups),
        ):
            box.blockSignals(True)
            box.setChecked(on)
            box.setText(_("On") if on else _("Off"))
            box.blockSignals(False)

    def _word_data(self) -> None:
        facts = self._facts
        self.cards["data"].show_header(_("Data"))
        where = (
            ""
            if facts is None
            else _("{name}, {size} kB").format(
                name=facts.path.name, size=formats.count(-(-facts.size // 1024))
            )
        )
        self.rows["folder"].show_words(_("Where the ledger is"), where)
        last = _last_copy(facts)
        self.rows["backups"].show_words(_("Daily copy"), last)
        self.rows["restore"].show_words(
            _("Go back to a copy"), _("What is there now is kept beside it")
        )
        self.rows["backup"].show_words(_("Copy now"), _("A dated, checked copy beside the ledger"))
        self.rows["password"].show_words(
            _("Password on opening"), _("Encrypts the ledger and its copies")
        )
        self.rows["export"].show_words(
            _("Export data"), _("Spreadsheet, household file, or Beancount")
        )
        self.folder_button.setText(_("Show in folder"))
        self.backup_button.setText(_("Back up now"))
        self.restore_button.setText(_("Restore…"))
        self.password_button.setText(_("Change…"))
        self.export_button.setText(_("Export…"))
        self.restore_button.setEnabled(self.copies_box.count() > 0)

    def _word_rules(self) -> None:
        self.cards["rules"].show_header(_("Rate table and rules"))
        self.rules_button.setText(
            _("Show fewer") if self.rules_button.isChecked() else _("See all rows")
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

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        look: tuple[tuple[str, QWidget], ...] = (
            ("theme", self.theme_box),
            ("language", self.language_box),
            ("zoom", self.zoom_box),
            ("mask", self.mask_box),
        )
        data: tuple[tuple[str, QWidget], ...] = (
            ("folder", self.folder_button),
            ("backups", self.backup_box),
            ("backup", self.backup_button),
            ("restore", self._restore_pair()),
            ("password", self.password_button),
            ("export", self.export_button),
        )
        rules: tuple[tuple[str, QWidget], ...] = (("rules", self.rules_button),)
        for card, rows in (("look", look), ("data", data), ("rules", rules)):
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
        for made in self.cards.values():
            self.body.addWidget(made)
        self.body.addStretch(1)
        for box in (self.theme_box, self.language_box, self.zoom_box, self.copies_box):
            box.setMinimumWidth(px(180))

    def _restore_pair(self) -> QWidget:
        pair = QWidget()
        column = QHBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.copies_box)
        column.addWidget(self.restore_button)
        return pair

    def _connect(self) -> None:
        shell = self._shell
        self.theme_box.activated.connect(lambda at: shell.use_theme(CHOICES[at]))
        self.language_box.activated.connect(lambda at: shell.use_language(list(LOCALES)[at]))
        self.zoom_box.activated.connect(lambda at: shell.use_zoom(ZOOMS[at]))
        self.mask_box.toggled.connect(lambda on: self.context.masking.use(on=on))
        self.backup_box.toggled.connect(lambda on: self._keep_backups(on=on))
        self.rules_button.toggled.connect(self._show_rules)
        buttons: tuple[tuple[Button, Callable[[], None]], ...] = (
            (self.folder_button, self._show_folder),
            (self.backup_button, self.back_up),
            (self.restore_button, self.restore),
            (self.password_button, self.change_password),
            (self.export_button, self.export_data),
        )
        for button, act in buttons:
            button.clicked.connect(act)

    def _keep_backups(self, *, on: bool) -> None:
        self._shell.keep_backups(on=on)
        self._word_look()

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
            sort=lambda row: row.as_of,
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


def _last_copy(facts: Facts | None) -> str:
    if facts is None or not facts.copies:
        return _("On the first opening of a day; none yet")
    newest: date = facts.copies[0].made_on
    message = ngettext(
        "On the first opening of a day; {count} kept, last {day}",
        "On the first opening of a day; {count} kept, last {day}",
        len(facts.copies),
    )
    return message.format(count=len(facts.copies), day=formats.day(newest, texts()))
