"""The household beside its debts: people, cash, entries, recurring items, assets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.events import LifeEvent, Said
from jiebei_desktop.domain.money import Fen

_YEAR = re.compile(r"(19|20)[0-9]{2}")


class EntryKind(StrEnum):
    """The direction of an entry."""

    INCOME = "income"
    EXPENSE = "expense"


class Mark(StrEnum):
    """Where a figure comes from: 凭 (document), 流 (statement), 估 (own estimate)."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    ESTIMATE = "estimate"


class Every(StrEnum):
    """How often a recurring item comes."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Certainty(StrEnum):
    """How sure a recurring item is."""

    FIXED = "fixed"
    EXPECTED = "expected"
    ESTIMATE = "estimate"


class AssetKind(StrEnum):
    """What an asset is."""

    CASH = "cash"
    DEPOSIT = "deposit"
    HOUSING_FUND = "housing_fund"
    VEHICLE = "vehicle"
    HOME = "home"
    INVESTMENT = "investment"
    INSURANCE = "insurance"
    RECEIVABLE = "receivable"
    OTHER = "other"


class Housing(StrEnum):
    """How the household lives."""

    RENT = "rent"
    MORTGAGE = "mortgage"
    OWN = "own"
    RELATIVES = "relatives"
    EMPLOYER = "employer"
    OTHER = "other"


class Household(Struct, frozen=True, kw_only=True):
    """Facts about the people who live from this ledger."""

    members: int = 1
    city: str = ""
    dibao_per_person: Fen | None = None
    """Local minimum living standard (低保) in fen per person and month, typed by the user."""
    dibao_as_of: date | None = None
    income_kind: str = "salaried"
    """salaried, commission, gig or shop: which prior the affordability model starts from."""
    name: str = ""
    """How the user wants to be named on a statement; may be empty."""
    id_tail: str = ""
    """Last four characters of the identity document, for the statement; may be empty."""
    phone: str = ""
    """Where a lender may call, for papers; may be empty."""
    address: str = ""
    """Where an answer may be sent, for papers; may be empty."""
    children_born: tuple[int, ...] | None = None
    """Years in which the children among the members were born, for papers; None: not told."""
    housing: Housing | None = None
    """How they live, for papers; None: not told."""
    work: str = ""
    """What work the income comes from, in the user's words, for papers; may be empty."""

    @property
    def children(self) -> tuple[int, ...] | None:
        """Return the years in which children were born: none where one lives alone."""
        return () if self.members == 1 else self.children_born

    @property
    def adults(self) -> int | None:
        """Return how many of the members are grown up; None where the children were not told."""
        return None if self.children is None else self.members - len(self.children)


def born_from(text: str, members: int) -> tuple[int, ...] | None:
    """Read years of birth of the children as they are typed: ``2017, 2021``.

    Nothing typed means that it is not told, a single 0 or 无 that there are none.

    Raises:
        ValueError: it is no list of years, or there are as many children as members.
    """
    said = [part for part in re.split(r"[\s,，、;；年]+", text) if part]
    if not said:
        return None
    if said in (["0"], ["无"], ["没有"]):
        return ()
    if len(said) >= members or not all(_YEAR.fullmatch(part) for part in said):
        raise ValueError(text)
    return tuple(sorted(map(int, said)))


class Cash(Struct, frozen=True, kw_only=True):
    """A reading: the money at hand in one place on a day; a place has one reading a day."""

    name: str
    amount: Fen
    as_of: date


def newest_readings(readings: Iterable[Cash], as_of: date) -> tuple[Cash, ...]:
    """Return the newest reading of each place on or before a day, in the order of the places."""
    newest: dict[str, Cash] = {}
    for reading in readings:
        known = newest.get(reading.name)
        if reading.as_of <= as_of and (known is None or known.as_of <= reading.as_of):
            newest[reading.name] = reading
    return tuple(newest.values())


class Entry(Struct, frozen=True, kw_only=True):
    """One income or expense; ``amount`` is positive, a refund is a negative expense."""

    date: date
    kind: EntryKind
    amount: Fen
    category: str
    """Code of the closed list A1…A12, B1…B12, C1…C9."""
    counterparty: str = ""
    note: str = ""
    mark: Mark = Mark.ESTIMATE
    split: int | None = None
    """Number of the payment that this is a part of (`domain/splits`); None: the whole of one."""


class Recurring(Struct, frozen=True, kw_only=True):
    """An income or expense that comes again."""

    name: str
    kind: EntryKind
    amount: Fen
    category: str
    every: Every = Every.MONTH
    day: int = 1
    """Day of the month (clamped), or ISO weekday 1–7 for weekly items."""
    start: date
    until: date | None = None
    certainty: Certainty = Certainty.EXPECTED


class Asset(Struct, frozen=True, kw_only=True):
    """Something owned, with the two questions a lender asks of it."""

    name: str
    kind: AssetKind
    value: Fen
    can_sell: bool = False
    needed_for_living: bool = True
    sale_from: date | None = None
    """The first day on which its price can be there; None: not told."""

    @property
    def is_sellable(self) -> bool:
        """Whether it can be sold for what others are owed: 公积金 is drawn for the home only."""
        return self.can_sell and self.kind is not AssetKind.HOUSING_FUND

    def waits(self, day: date) -> bool:
        """Tell whether its price cannot be there by a day, as far as that was told."""
        return self.sale_from is not None and self.sale_from > day


class Book(Struct, frozen=True, kw_only=True):
    """Everything a computation needs of one ledger, as plain values.

    ``entries`` may be cut to the months a computation asked for; sums over a whole ledger come
    from the ledger's summary instead.
    """

    household: Household = field(default_factory=Household)
    cash: tuple[Cash, ...] = ()
    entries: tuple[Entry, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    seen: tuple[Recurring, ...] = ()
    """Large costs that only entries show to come again, see `domain/seen_bills`."""
    assets: tuple[Asset, ...] = ()
    debts: tuple[Debt, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    said: tuple[Said, ...] = ()
    """What was answered about months behind."""
    payday: int | None = None
    """Day of the month on which income comes, as the user named it where no item says so."""
