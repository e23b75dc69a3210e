"""How the household lives, asked once beside the rest of what papers say of the person."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from jiebei_desktop.domain.household import Housing, born_from
from jiebei_desktop.services.papers.letters import PaperFacts
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.debts import housing_name
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.read_edit import ReadEdit

MOST_PEOPLE = 99


class BornEdit(ReadEdit):
    """Years in which children were born, fewer of them than there are people."""

    def __init__(self, members: QSpinBox) -> None:
        super().__init__()
        self._members = members

    def value(self) -> tuple[int, ...] | None:
        """Return the years, None where nothing is told; raises ValueError for other texts."""
        return born_from(self.text(), self._members.value())

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        try:
            self.value()
        except ValueError:
            return _("Years with four digits, fewer children than people")
        return ""


class HouseholdFields:
    """People, children, housing and work; what is left empty is a line in the paper."""

    def __init__(self, theme: Theme, known: PaperFacts) -> None:
        self.members = Field(theme, QSpinBox())
        self.born = Field(theme, BornEdit(self.members.edit))
        self.housing, self.work = Field(theme, QComboBox()), Field(theme, QLineEdit(known.work))
        self.members.edit.setRange(1, MOST_PEOPLE)
        self.members.edit.setValue(known.members or 1)
        born = known.children_born
        self.born.edit.setText("" if born is None else ", ".join(map(str, born)) or "0")
        self.housing.edit.addItem(_("not told"), None)
        for one in Housing:
            self.housing.edit.addItem(housing_name(one.value, texts()), one)
        self.housing.edit.setCurrentIndex(max(0, self.housing.edit.findData(known.housing)))
        self.members.show_words(_("People living from this money"))
        self.born.show_words(_("Children, born in"), _("Such as 2017, 2021; 0 if there are none"))
        self.housing.show_words(_("Housing"))
        self.work.show_words(_("Work"), _("Such as: warehouse worker, permanent"))

    def rows(self) -> Iterator[tuple[QWidget, QWidget]]:
        """Yield the fields, two side by side."""
        yield self.members, self.born
        yield self.housing, self.work

    def problem(self) -> Field[QWidget] | None:
        """Return the field of the children when it holds no years, or too many of them."""
        wrong = self.born.edit.judge()
        return self.born if wrong else None  # type: ignore[return-value]

    def put_in(self, facts: PaperFacts) -> PaperFacts:
        """Return facts for papers with what was filled in here."""
        housing = self.housing.edit.currentData()
        return replace(
            facts,
            members=self.members.edit.value(),
            children_born=self.born.edit.value(),
            housing=None if housing is None else Housing(housing),
            work=self.work.edit.text().strip(),
        )
