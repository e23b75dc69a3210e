"""The buttons below an import: leave it, take another file, book what was looked through."""

from __future__ import annotations

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.pages.ledger.import_facts import rows
from jiebei_desktop.ui.pages.ledger.import_job import ImportJob
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.foot import Foot


class ImportFoot(Foot):
    """Its last button books."""

    def __init__(self, theme: Theme) -> None:
        self.cancel_button, self.other_button = Button(theme), Button(theme, "default", "file")
        self.plain_button, self.import_button = Button(theme), Button(theme, "primary")
        self.promise = Label("body", "text2")
        super().__init__(
            theme,
            (self.cancel_button, self.other_button),
            (self.promise, self.plain_button, self.import_button),
        )

    def retranslate(self) -> None:
        """Word what does not depend on the files."""
        self.cancel_button.setText(_("Cancel import"))
        self.other_button.setText(_("Another file"))
        self.promise.setText(_("An import can be taken back as a whole"))

    def show_job(self, job: ImportJob) -> None:
        """Offer what can be done with the files as they stand."""
        ready = job.ready()
        plain = sum(job.plain(item) for item in ready)
        treated = sum(item.treated() for item in ready)
        doubts = sum(len(item.checked.doubts) for item in ready if item.checked)
        free = not job.busy
        self.plain_button.setVisible(bool(doubts) and free)
        self.plain_button.setText(_("Import only {rows}").format(rows=rows(plain)))
        self.import_button.setVisible(bool(ready) and free)
        listed = sum(item.listed() for item in ready)
        words = _("Do as above and import {rows}") if doubts else _("Import {rows}")
        self.import_button.setText(words.format(rows=rows(plain + treated)))
        if listed and not plain + treated:
            self.import_button.setText(_("List its debts"))
        self.import_button.setEnabled(plain + treated + listed > 0)
        self.promise.setVisible(bool(ready))
        self.other_button.setVisible(free)
