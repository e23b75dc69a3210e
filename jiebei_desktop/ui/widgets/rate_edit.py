"""A field for an interest rate, per day, month or year."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.boxes import across
from jiebei_desktop.ui.widgets.read_edit import ReadEdit
from jiebei_desktop.ui.widgets.suffix import suffix_label

PERIODS = (RatePeriod.DAY, RatePeriod.MONTH, RatePeriod.YEAR)
_PERCENT = re.compile(r"[0-9]{1,4}(\.[0-9]{1,8})?")


def percent_of(text: str) -> Decimal | None:
    """Read ``"0.05"`` or ``"18.25%"`` as a fraction, exactly; None when it is no percentage."""
    plain = half_width(text).removesuffix("%").strip()
    if not _PERCENT.fullmatch(plain):
        return None
    try:
        return Decimal(plain) / 100
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        return None


def percent_text(fraction: Decimal) -> str:
    """Write a fraction as the plain percentage a field shows: 0.0005 is ``0.05``."""
    return f"{(fraction * 100).normalize():f}"


class PercentEdit(ReadEdit):
    """A percentage as a text; ``value`` is a fraction, None where there is none to read."""

    def value(self) -> Decimal | None:
        """Return the percentage as a fraction, exactly."""
        return percent_of(self.text())

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        if self.text().strip() and self.value() is None:
            return _("Not a percentage. Write 0.05 or 18.25")
        return ""


class RateEdit(QWidget):
    """Percent and period side by side; ``value`` is a Rate or None."""

    valueChanged = Signal()  # noqa: N815 - named like Qt's own spin boxes

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.percent = PercentEdit()
        self.judged = self.percent.judged
        self.percent.setPlaceholderText("0.05")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)  # as amounts above and below
        suffix_label(self.percent, theme).setText("%")
        self.period = QComboBox()
        for _period in PERIODS:
            self.period.addItem("")
        across((self.percent, 1), self.period, on=self, gap=theme.px(8))
        self.setFocusProxy(self.percent)
        self.percent.textChanged.connect(self.valueChanged)
        self.period.currentIndexChanged.connect(self.valueChanged)
        self.retranslate()

    def value(self) -> Rate | None:
        """Return the rate, or None when the field is empty or not a percentage."""
        fraction = self.percent.value()
        if fraction is None:
            return None
        return Rate(value=fraction, per=PERIODS[self.period.currentIndex()])

    def set_value(self, rate: Rate | None) -> None:
        """Show a rate; None empties the field."""
        self.percent.setText("" if rate is None else percent_text(rate.value))
        if rate is not None:
            self.period.setCurrentIndex(PERIODS.index(rate.per))

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        return self.percent.problem()

    @property
    def unread(self) -> str:
        """Return what was wrong with the text when it was judged."""
        return self.percent.unread

    def retranslate(self) -> None:
        """Word the periods."""
        for index, word in enumerate((_("a day"), _("a month"), _("a year"))):
            self.period.setItemText(index, word)
