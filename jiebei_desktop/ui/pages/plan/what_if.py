"""What if: more each month, a sum at once, less income, a month without payment; kept by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSlider, QSpinBox

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.scenarios import Scenario, WhatIf
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.odds import both
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import NoticeStrip

FIELDS = ("extra", "lump_sum", "income_cut", "missed_month")
TOP = {"extra": 3000, "lump_sum": 50_000, "income_cut": 60, "missed_month": 12}
STEP = {"extra": 50, "lump_sum": 500, "income_cut": 5, "missed_month": 1}


class WhatIfCard(Card):
    """Sliders and numbers beside each other; ``changed`` when the user lets go."""

    changed = Signal()
    picked = Signal(int)
    """Id of a kept what-if to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.reset_button = Button(theme, "text")
        self.add_to_header(self.reset_button)
        self.names = {name: Label("body") for name in FIELDS}
        self.hints = {name: Label("caption", "text3", wrap=True) for name in FIELDS}
        self.sliders = {name: QSlider(Qt.Orientation.Horizontal) for name in FIELDS}
        self.numbers = {name: QSpinBox() for name in FIELDS}
        self.notice = NoticeStrip(theme)
        self.kept = QComboBox()
        self.chosen_before = 0
        """The kept one that was shown before a lock, until those there are are known."""
        self.keep_button = Button(theme, "default", "save", small=True)
        self.rename_button = Button(theme, "text", small=True)
        self.drop_button = Button(theme, "text", small=True)
        self._lay_out()
        self._connect()

    def what_if(self) -> WhatIf:
        """Return what is set."""
        values = {name: number.value() for name, number in self.numbers.items()}
        return WhatIf(
            extra=Fen(100 * values["extra"]),
            lump_sum=Fen(100 * values["lump_sum"]),
            income_cut=values["income_cut"],
            missed_month=values["missed_month"],
        )

    def fill(self, what_if: WhatIf) -> None:
        """Show a what-if."""
        values = {
            "extra": what_if.extra // 100,
            "lump_sum": what_if.lump_sum // 100,
            "income_cut": what_if.income_cut,
            "missed_month": what_if.missed_month,
        }
        for name, value in values.items():
            self.numbers[name].setValue(value)

    def show_kept(self, kept: Sequence[Scenario]) -> None:
        """Offer the kept what-ifs."""
        chosen, self.chosen_before = self.chosen() or self.chosen_before, 0
        self.kept.blockSignals(True)
        self.kept.clear()
        self.kept.addItem(_("Kept what-ifs"), 0)
        for one in kept:
            self.kept.addItem(one.name, one.id)
        self.kept.setCurrentIndex(max(0, self.kept.findData(chosen)))
        self.kept.blockSignals(False)
        self.kept.setVisible(bool(kept))
        self._follow()

    def chosen(self) -> int:
        """Return the id of the kept what-if that is shown, 0 for none."""
        return int(self.kept.currentData() or 0)

    def show_view(self, view: PlanView, masking: Masking) -> None:
        """Say what the what-if changes about what can be kept up."""
        self.show_header(_("What if…"))
        if view.what_if.is_plain:
            self.notice.show_words(
                _("Move a slider."), _("Nothing in your ledger changes."), severity="info"
            )
            return
        safe = view.means.recommended
        odds = (
            ""
            if view.odds is None
            else _("At {amount} a month. {odds}").format(
                amount=masking.whole(view.budget), odds=both(view.odds, texts())
            )
        )
        if safe is None:
            strong = _("No lasting amount could be named then.")
            self.notice.show_words(strong, odds, severity="severe")
        elif view.budget > safe:
            strong = _("Safe would then be about {amount}: talk first, do not strain.").format(
                amount=masking.whole(safe)
            )
            self.notice.show_words(strong, odds, severity="caution")
        else:
            strong = _("Within the safe amount of {amount}.").format(amount=masking.whole(safe))
            self.notice.show_words(strong, odds, severity="positive")

    def retranslate(self) -> None:
        """Word the fields."""
        self.show_header(_("What if…"))
        self.reset_button.setText(_("As it is"))
        words = {
            "extra": (_("More each month"), _("On top of the amount above")),
            "lump_sum": (
                _("At once"),
                _("A bonus or a tax refund; to arrears first, then the dearest"),
            ),
            "income_cut": (
                _("Less income"),
                _("Living comes first; every lender's share is worked out anew"),
            ),
            "missed_month": (_("Nothing paid in month"), _("Counted from now; 0 for none")),
        }
        for name, (title, hint) in words.items():
            self.names[name].setText(title)
            self.hints[name].setText(hint)
            self.sliders[name].setAccessibleName(title)
            self.numbers[name].setAccessibleName(title)
        self.numbers["income_cut"].setSuffix("%")
        self.kept.setAccessibleName(_("Kept what-ifs"))
        self.keep_button.setText(_("Keep…"))
        self.rename_button.setText(_("Rename…"))
        self.drop_button.setText(_("Drop"))

    def _follow(self) -> None:
        for button in (self.rename_button, self.drop_button):
            button.setVisible(self.chosen() > 0)
        self.keep_button.setEnabled(not self.what_if().is_plain)

    def _lay_out(self) -> None:
        px = self._theme.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(2))
        for at, name in enumerate(FIELDS):
            slider, number = self.sliders[name], self.numbers[name]
            slider.setRange(0, TOP[name] // STEP[name])
            number.setRange(0, 10 * TOP[name] if name in {"extra", "lump_sum"} else TOP[name])
            number.setSingleStep(STEP[name])
            number.setMinimumWidth(px(92))
            slider.setMinimumHeight(px(26))
            grid.addWidget(self.names[name], 2 * at, 0)
            grid.addWidget(slider, 2 * at, 1)
            grid.addWidget(number, 2 * at, 2)
            grid.addWidget(self.hints[name], 2 * at + 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        lay(
            self.body,
            grid,
            self.notice,
            across(self.kept, self.rename_button, self.drop_button, REST, self.keep_button),
            REST,
        )

    def _connect(self) -> None:
        for name in FIELDS:
            self._join(name)
        self.reset_button.clicked.connect(lambda: self.fill(WhatIf()))
        self.kept.currentIndexChanged.connect(lambda _at: self._picked())

    def _join(self, name: str) -> None:
        slider, number, step = self.sliders[name], self.numbers[name], STEP[name]

        def slid(place: int) -> None:
            if round(number.value() / step) != place:
                number.setValue(place * step)

        def typed(value: int) -> None:
            slider.blockSignals(True)
            slider.setValue(min(slider.maximum(), round(value / step)))
            slider.blockSignals(False)
            self._follow()
            self.changed.emit()

        slider.valueChanged.connect(slid)
        number.valueChanged.connect(typed)

    def _picked(self) -> None:
        self._follow()
        if self.chosen():
            self.picked.emit(self.chosen())
