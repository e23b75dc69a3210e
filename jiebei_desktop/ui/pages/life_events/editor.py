"""The card in which one change is written."""

from __future__ import annotations

from PySide6.QtCore import Signal

from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.life_events import event_title, preset_name
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.life_events.form import EventForm
from jiebei_desktop.ui.pages.life_events.trial import TrialPanel
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, lay
from jiebei_desktop.ui.widgets.card import Card


class Editor(Card):
    """Rests with a hint until a change is opened; ``removed`` carries the change to take away."""

    removed = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self.opened: LifeEvent | None = None
        """The saved change being edited; None for a new one."""
        self.is_open = False
        self.form = EventForm(context)
        self.trial = TrialPanel(context)
        self.hint = Label("body", "text2", wrap=True)
        self.remove_button = Button(context.theme, "text", "trash")
        self.cancel_button = Button(context.theme, small=True)
        self.save_button = Button(context.theme, "primary", small=True)
        self._assemble()
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.opened))
        self.form.changed.connect(self._name)
        self.rest()

    def edit(self, event: LifeEvent | None) -> None:
        """Open a change, or a new one."""
        self.opened, self.is_open = event, True
        self._fit()
        self.form.show_event(event)
        self._name()
        self.form.changed.emit()

    def rest(self) -> None:
        """Put the fields away."""
        self.opened, self.is_open = None, False
        self.trial.clear()
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.hint.setText(
            _("Choose a change to see or mend it. A change beats the past from its day on;"
              " what has ended is not counted after that day.")
        )  # fmt: skip
        self.remove_button.setText(_("Remove this change"))
        self.cancel_button.setText(_("Cancel"))
        self.save_button.setText(_("Save this change"))
        self.form.retranslate()
        self._name()

    def _name(self) -> None:
        if not self.is_open:
            self.show_header(_("One change"))
            return
        typed = self.form.life_event()
        name = preset_name(self.form.preset().code, texts())
        title = name if typed is None else event_title(typed, texts())
        self.show_header(title, _("tried out here first, saved with the button"))

    def _fit(self) -> None:
        for part in (self.form, self.trial, self.cancel_button, self.save_button):
            part.setVisible(self.is_open)
        self.remove_button.setVisible(self.is_open and self.opened is not None)
        self.hint.setVisible(not self.is_open)

    def _assemble(self) -> None:
        self.add_to_header(self.cancel_button)
        self.add_to_header(self.save_button)
        lay(self.body, self.hint, self.form, self.trial, across(self.remove_button, REST), REST)
