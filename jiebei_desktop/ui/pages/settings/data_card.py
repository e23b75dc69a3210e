"""The card about the ledger itself: place, copies, password, lock, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from jiebei_desktop.domain.changes import Reach
from jiebei_desktop.services.files import export, sheets
from jiebei_desktop.services.keeping import backups, password_store
from jiebei_desktop.text import formats
from jiebei_desktop.text import sheets as sheet_words
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.reach import reach_words
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.settings.copies_dialog import CopiesDialog
from jiebei_desktop.ui.patience import Patience
from jiebei_desktop.ui.shell import Shell
from jiebei_desktop.ui.troubles import place_words
from jiebei_desktop.ui.widgets.basics import Button, rule
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.setting_row import SettingRow

KINDS = {
    "csv": "CSV (*.csv)",
    "xlsx": "Excel (*.xlsx)",
    "json": "JSON (*.json)",
    "beancount": "Beancount (*.beancount)",
}
MINUTES = (0, 1, 5, 10, 30)
"""Choices of patience before a protected ledger is locked; 0 locks in sleep only."""


class LedgerFacts(Struct, frozen=True, kw_only=True):
    """What the card shows of the ledger."""

    path: Path
    size: int
    protected: bool
    copies: tuple[backups.Copy, ...]
    reach: Reach


def read(context: PageContext) -> LedgerFacts:
    """Gather the facts; runs in the ledger's lane."""
    session = context.session
    return LedgerFacts(
        path=session.path,
        size=session.path.stat().st_size,
        protected=session.ledger.protected,
        copies=backups.listed(session.path),
        reach=session.history.reach,
    )


class DataCard(Card):
    """Rows about the open ledger; announces when the facts are to be read again."""

    stale = Signal()

    def __init__(self, context: PageContext, shell: Shell) -> None:
        super().__init__(context.theme, padded=False)
        self.context, self._shell = context, shell
        self.facts: LedgerFacts | None = None
        self.store: Callable[[], password_store.Store] = password_store.system_store
        theme = context.theme
        self.folder_button = Button(theme, small=True)
        self.backup_box, self.remember_box = QCheckBox(), QCheckBox()
        self.backup_button = Button(theme, small=True)
        self.copies_button = Button(theme, small=True)
        self.second_button = Button(theme, small=True)
        self._patience = Patience(self)
        self.password_button = Button(theme, small=True)
        self.lock_box = QComboBox()
        self.lock_box.setMinimumWidth(theme.px(180))
        self.export_button = Button(theme, small=True)
        self.rows: dict[str, SettingRow] = {}
        self._assemble()
        self._connect()

    def show_facts(self, facts: LedgerFacts) -> None:
        """Show the ledger's facts."""
        self.facts = facts
        self.retranslate()

    # -- what the buttons do -----------------------------------------------------------------

    def back_up(self) -> None:
        """Make a copy of the ledger now."""
        session, today = self.context.session, self.context.today()

        def done(path: Path) -> None:
            self.context.ask.tell(_("Copy made"), path.name)
            self.stale.emit()

        second = self._second()
        self.context.lanes.ledger(
            lambda: backups.make(session, today, second), done, failed=self.context.tell
        )

    def show_copies(self) -> None:
        """Show what every copy holds."""
        copies = () if self.facts is None else self.facts.copies
        dialog = CopiesDialog(self.context, copies, self.window())
        dialog.wanted.connect(self.restore)
        dialog.open()

    def choose_second_folder(self) -> None:
        """Choose a folder on another disk for the copies, or none any more."""
        folder = self.context.ask.open_folder(_("A second place for the copies"))
        if folder is None and not self._shell.preferences.second_folder:
            return
        self._shell.use_second_folder("" if folder is None else str(folder))
        self.retranslate()

    def _second(self) -> Path | None:
        folder = self._shell.preferences.second_folder
        return Path(folder) if folder else None

    def restore(self, copy: backups.Copy) -> None:
        """Put a copy in the ledger's place."""
        session, today = self.context.session, self.context.today()
        self.context.lanes.ledger(
            lambda: backups.restorer(session, copy.path, today), self._shell.reopen
        )

    def change_password(self) -> None:
        """Ask for the password there is, then for a new one, or take the protection away."""
        if self.facts is None or not self.facts.protected:
            self._new_password(had=False)
            return
        session, ask = self.context.session, self.context.ask

        def judge(typed: str, known: str | None) -> None:
            if typed == known:
                self._patience.right(session.path)
                self._new_password(had=True)
            else:
                self._patience.wrong(session.path)
                ask.tell(_("That was not it"), _("The password was not changed."))

        def take(typed: str | None) -> None:
            if typed is not None:
                look = partial(self.context.lanes.ledger, lambda: backups.password(session))
                self._patience.then(session.path, lambda: look(partial(judge, typed)))

        ask.password(_("Password for this ledger"), _("Password it has now"), take)

    def _new_password(self, *, had: bool) -> None:
        ask, session = self.context.ask, self.context.session
        password = ask.new_password(
            _("Password for this ledger"),
            _("Take the password away") if had else _("Leave it without a password"),
        )
        if password is None or not (password or had):
            return

        def done(left: tuple[Path, ...]) -> None:
            self._forget()
            ask.tell(_("Password changed") if password else _("Password taken away"))
            if left:
                message = ngettext(
                    "{count} file beside the ledger is not under this password",
                    "{count} files beside the ledger are not under this password",
                    len(left),
                )
                ask.tell(message.format(count=len(left)), "\n".join(path.name for path in left))
            self._shell.protection_changed(on=bool(password))
            self.stale.emit()

        second = self._second()
        self.context.lanes.ledger(
            lambda: backups.set_password(session, password or None, second),
            done,
            failed=self.context.tell,
        )

    def remember(self, *, on: bool) -> None:
        """Keep the password in the system's store, or forget it."""
        if not on:
            self._forget()
            self.retranslate()
            return
        session = self.context.session

        def keep(password: str | None) -> None:
            try:
                if password is not None:
                    password_store.keep(self.store(), session.path, password)
                    self._shell.remember_passwords(on=True)
            except password_store.NoStore:
                self.context.ask.tell(
                    _("This computer has no store for passwords"),
                    _("Nothing was kept. You will be asked for the password as before."),
                )
            self.retranslate()

        self.context.lanes.ledger(lambda: backups.password(session), keep)

    def export_data(self) -> None:
        """Write everything to a file others can read."""
        names = list(KINDS)
        self.context.ask.choose(
            _("Export data"),
            _("Format"),
            [KINDS[n] for n in names],
            lambda at: None if at is None else self._export(names[at]),
            again=lambda page: page.data.export_data(),
        )

    def _export(self, kind: str) -> None:
        suggested = f"{self.context.session.path.stem}.{kind}"
        path = self.context.ask.save_file(_("Export data"), suggested, KINDS[kind])
        if path is None:
            return
        session, today = self.context.session, self.context.today()

        def done(rows: int) -> None:
            message = ngettext("{count} row written", "{count} rows written", rows)
            self.context.ask.tell(message.format(count=rows), path.name)

        def job() -> int:
            if kind != export.WORKBOOK:
                return export.write(session.book(), kind, path, today, agreed=True)
            worded = sheet_words.sheets(sheets.tables(session.book(), today), texts())
            return export.write_workbook(worded, path, agreed=True)

        self.context.lanes.ledger(job, done, failed=self.context.tell)

    def _forget(self) -> None:
        """Let the store forget the password; it is no longer asked for one."""
        if not self._shell.preferences.remember:
            return
        self._shell.remember_passwords(on=False)
        try:
            password_store.forget(self.store(), self.context.session.path)
        except password_store.NoStore:
            return

    # -- words -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Word every row."""
        self.show_header(_("Data"))
        self._word_place()
        self._word_copies()
        self._word_protection()
        self.rows["export"].show_words(
            _("Export data"), _("Spreadsheet, household file, or Beancount")
        )
        self.export_button.setText(_("Export…"))

    def _word_place(self) -> None:
        where = ""
        if self.facts is not None:
            risk = place_words(self.facts.path)
            size = formats.count(-(-self.facts.size // 1024))
            where = _("{name}, {size} kB").format(name=self.facts.path.name, size=size)
            where = f"{where}\n{reach_words(self.facts.reach, texts())}"
            where = f"{where}\n{risk[0]}. {risk[1]}" if risk else where
        self.rows["folder"].show_words(_("Where the ledger is"), where)
        self.folder_button.setText(_("Show in folder"))

    def _word_copies(self) -> None:
        copies = () if self.facts is None else self.facts.copies
        self.rows["backups"].show_words(_("Daily copy"), _last_copy(copies))
        self.rows["backup"].show_words(_("Copy now"), _("A dated, checked copy beside the ledger"))
        self.rows["copies"].show_words(
            _("Go back to a copy"), _("What each copy holds; what is there now is kept beside it")
        )
        second = self._shell.preferences.second_folder
        self.rows["second"].show_words(
            _("A second place for the copies"),
            second or _("Another disk or a stick: one lost folder does not lose both"),
        )
        self.second_button.setText(_("Choose…"))
        self.backup_button.setText(_("Back up now"))
        self.copies_button.setText(_("Show copies…"))
        self.copies_button.setEnabled(bool(copies))
        _check(self.backup_box, on=self._shell.preferences.backups)

    def _word_protection(self) -> None:
        protected = self.facts is not None and self.facts.protected
        now = self._shell.preferences
        self.rows["password"].show_words(
            _("Password on opening"),
            _("On: the ledger and its copies are encrypted")
            if protected
            else _("Off: whoever can open the file can read it"),
        )
        self.password_button.setText(_("Change…") if protected else _("Set a password…"))
        words = [_minutes(minutes) for minutes in MINUTES]
        _fill(self.lock_box, words, MINUTES.index(min(MINUTES, key=_nearest(now.lock_minutes))))
        self.rows["lock"].show_words(
            _("Lock when nobody is here"),
            _("With a password only; after sleep always. Ctrl+Shift+L"),
        )
        self.rows["remember"].show_words(
            _("Remember the password"),
            _(
                "In the password store of Windows, macOS or the desktop. Whoever uses your account"
                " can then open the ledger"
            ),
        )
        for box in (self.lock_box, self.remember_box):
            box.setEnabled(protected)
        _check(self.remember_box, on=protected and now.remember)

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        controls: tuple[tuple[str, QWidget], ...] = (
            ("folder", self.folder_button),
            ("backups", self.backup_box),
            ("backup", self.backup_button),
            ("copies", self.copies_button),
            ("second", self.second_button),
            ("password", self.password_button),
            ("lock", self.lock_box),
            ("remember", self.remember_box),
            ("export", self.export_button),
        )
        for name, control in controls:
            if self.body.count():
                self.body.addWidget(rule())
            self.rows[name] = SettingRow(self.context.theme, control)
            self.body.addWidget(self.rows[name])

    def _connect(self) -> None:
        buttons: tuple[tuple[Button, Callable[[], None]], ...] = (
            (self.folder_button, self._show_folder),
            (self.backup_button, self.back_up),
            (self.copies_button, self.show_copies),
            (self.second_button, self.choose_second_folder),
            (self.password_button, self.change_password),
            (self.export_button, self.export_data),
        )
        for button, act in buttons:
            button.clicked.connect(act)
        self.backup_box.toggled.connect(lambda on: self._keep_backups(on=on))
        self.remember_box.toggled.connect(lambda on: self.remember(on=on))
        self.lock_box.activated.connect(lambda at: self._shell.lock_after(MINUTES[at]))

    def _keep_backups(self, *, on: bool) -> None:
        self._shell.keep_backups(on=on)
        self._word_copies()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.session.path.parent)))


def _minutes(minutes: int) -> str:
    if minutes == 0:
        return _("Only in sleep")
    return ngettext("After {count} minute", "After {count} minutes", minutes).format(count=minutes)


def _nearest(minutes: int) -> Callable[[int], int]:
    return lambda choice: abs(choice - minutes)


def _check(box: QCheckBox, *, on: bool) -> None:
    """Show a state without announcing it."""
    box.blockSignals(True)
    box.setChecked(on)
    box.setText(_("On") if on else _("Off"))
    box.blockSignals(False)


def _fill(box: QComboBox, words: Sequence[str], at: int) -> None:
    box.blockSignals(True)
    box.clear()
    box.addItems(list(words))
    box.setCurrentIndex(at)
    box.blockSignals(False)


def _last_copy(copies: Sequence[backups.Copy]) -> str:
    if not copies:
        return _("On the first opening of a day; none yet")
    newest: date = copies[0].made_on
    message = ngettext(
        "On the first opening of a day; {count} kept, last {day}",
        "On the first opening of a day; {count} kept, last {day}",
        len(copies),
    )
    return message.format(count=len(copies), day=formats.day(newest, texts()))
