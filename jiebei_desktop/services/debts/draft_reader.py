"""Reading the fields of a form as typed, with every problem by field and code."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from msgspec import Struct, field

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, AmountError, Fen, parse_yuan

Draft = TypeVar("Draft")
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,8})?")


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong with one field.

    Codes: missing, not_amount, too_large, not_percent, not_number, not_positive, out_of_range,
    ahead, too_many_paid, not_chosen, those of a `Contradiction` with ``_`` for ``-``, and
    high_rate, which the user may confirm.
    """

    field: str
    code: str


class DraftReader(Struct, Generic[Draft]):
    """Reads the text fields of ``draft`` one by one and keeps every problem."""

    draft: Draft
    as_of: date
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, code: str) -> None:
        """Keep a problem of a field."""
        self.problems.append(Problem(field=name, code=code))

    def money(self, name: str, *, needed: bool = False) -> Fen | None:
        """Read an amount in yuan; None when it is empty or wrong."""
        text = half_width(getattr(self.draft, name)).replace(",", "")
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        try:
            amount = parse_yuan(text)
        except AmountError:
            self.wrong(name, "not_amount")
            return None
        if amount < 0 or (needed and not amount):
            self.wrong(name, "not_positive")
            return None
        if amount > MOST:
            self.wrong(name, "too_large")
            return None
        return amount

    def decimal(self, name: str, code: str, *, needed: bool = False) -> Decimal | None:
        """Read a number; ``code`` says what it should have been."""
        text = half_width(getattr(self.draft, name))
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        if not _NUMBER.fullmatch(text):
            self.wrong(name, code)
            return None
        return Decimal(text)

    def whole(self, name: str, most: int, *, least: int = 0, needed: bool = False) -> int | None:
        """Read a whole number between two bounds."""
        text = half_width(getattr(self.draft, name))
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        if not text.isdecimal():
            self.wrong(name, "not_number")
            return None
        if not least <= int(text) <= most:
            self.wrong(name, "out_of_range")
            return None
        return int(text)
