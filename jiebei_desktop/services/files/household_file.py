"""The household file ``jiebei.household/1``: strict in, complete out."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any, TextIO, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.contradictions import Question
from jiebei_desktop.domain.events import WITH_AMOUNT, EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    Certainty,
    Entry,
    EntryKind,
    Every,
    Household,
    Housing,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.domain.named_items import names_to_choose
from jiebei_desktop.services.files import household_debts
from jiebei_desktop.services.formats import json_schema, json_stream
from jiebei_desktop.services.formats.json_fields import Fields, HouseholdError
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan

__all__ = ["FORMAT", "HouseholdContent", "HouseholdError", "dump", "read_asking"]

FORMAT = "jiebei.household/1"
INCOME_KINDS = ("salaried", "commission", "gig", "shop")

_NO_ENTRIES = '"entries": []'
_ENTRIES_AT_ONCE = 500
_DAYS_OF_WEEK = 7
_Item = TypeVar("_Item")


class HouseholdContent(Struct, frozen=True, kw_only=True):
    """What a household file says."""

    book: Book
    unknown: tuple[str, ...]
    """Paths of keys the file gives and nobody knows."""
    questions: tuple[Question, ...]
    """What is unusual and was taken in all the same, by its path in the file."""

    @property
    def unclear(self) -> tuple[tuple[LifeEvent, tuple[str, ...]], ...]:
        """The events whose name is that of no item, with the items of which one may be meant."""
        found = ((event, names_to_choose(self.book, event)) for event in self.book.events)
        return tuple((event, names) for event, names in found if names)


def read_asking(document: object, *, accept: bool = False) -> HouseholdContent:
    """Read a parsed household file with what is to be told and asked about it.

    Args:
        document: the file as JSON values.
        accept: take in what is unusual without confirmation in the file.

    Raises:
        HouseholdError: something is missing, not what it must be, or unusual and not confirmed.
    """
    return _reading(Fields(document), accept=accept)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of household files, taken from their reader."""
    what = "A household: money in and out, debts as typed or shown by the lender, life to come."
    return json_schema.describe(FORMAT, what, partial(_reading, accept=True))


def _reading(fields: Fields, *, accept: bool) -> HouseholdContent:
    asked: list[Question] = []
    debt = partial(household_debts.read, accept=accept, asked=asked)
    entry = _Entries()
    fields.format(FORMAT)
    book = Book(
        household=_household(fields.inner("household")) if fields.has("household") else Household(),
        cash=tuple(_items(fields, "cash", _cash)),
        entries=tuple(sorted(_items(fields, "entries", entry), key=attrgetter("date"))),
        recurring=tuple(_items(fields, "recurring", _recurring)),
        assets=tuple(_items(fields, "assets", _asset)),
        events=tuple(sorted(_items(fields, "events", _event), key=attrgetter("start"))),
        said=tuple(_items(fields, "said", _said)),
        debts=tuple(_items(fields, "debts", debt)),
    )
    _unique("cash", "as_of", [(cash.name, cash.as_of) for cash in book.cash])
    _unique("debts", "id", [debt.id for debt in book.debts])
    fields.finish()
    return HouseholdContent(book=book, unknown=tuple(fields.notes), questions=tuple(asked))


def read_stream(
    file: TextIO, each: Callable[[Entry], None], *, accept: bool = False
) -> HouseholdContent:
    """Read a household file whose entries are handed over one by one, in the order of the file.

    The book of the answer has none. See `read_asking`.

    Raises:
        HouseholdError: something is missing, not what it must be, or unusual and not confirmed.
        ValueError, RecursionError: it is no JSON; see `json_stream.read`.
    """
    notes: list[str] = []
    entry = _Entries()

    def take(number: int, item: object) -> None:
        fields = Fields(item, f"entries[{number}]", notes)
        each(entry(fields))
        fields.finish()

    document = json_stream.read(file, "entries", take)
    found = read_asking(document, accept=accept)
    return replace(found, unknown=(*notes, *found.unknown))


def _items(fields: Fields, key: str, read_one: Callable[[Fields], _Item]) -> Iterator[_Item]:
    for item in fields.objects(key):
        yield read_one(item)
        item.finish()


def _unique(key: str, name: str, values: Sequence[Hashable]) -> None:
    seen: set[Hashable] = set()
    for number, value in enumerate(values):
        if value in seen:
            where = f"{key}[{number}].{name}"
            raise HouseholdError(where, "duplicate")
        seen.add(value)


def _household(fields: Fields) -> Household:
    household = Household(
        members=fields.integer("members", 1, 99, 1),
        city=fields.text("city", ""),
        dibao_per_person=fields.maybe("dibao_per_person", fields.amount),
        dibao_as_of=fields.maybe("dibao_as_of", fields.day),
        income_kind=fields.word("income_kind", INCOME_KINDS, "salaried"),
        name=fields.text("name", ""),
        id_tail=fields.text("id_tail", ""),
        phone=fields.text("phone", ""),
        address=fields.text("address", ""),
        children_born=fields.maybe("children_born", partial(fields.integers, low=1900, high=2100)),
        housing=fields.maybe("housing", lambda key: fields.kind(key, Housing)),
        work=fields.text("work", ""),
    )
    if len(household.children_born or ()) >= household.members:
        raise HouseholdError(fields.at("children_born"), "too-many-children")
    fields.finish()
    return household


def _cash(fields: Fields) -> Cash:
    return Cash(
        name=fields.text("name"),
        amount=fields.amount("amount", signed=True),
        as_of=fields.day("as_of"),
    )


class _Entries:
    """Reads entries one after another; the parts of one payment have its facts alike."""

    def __init__(self) -> None:
        self._split: dict[int, Entry] = {}

    def __call__(self, fields: Fields) -> Entry:
        entry = _entry(fields)
        if entry.split is not None:
            first = self._split.setdefault(entry.split, entry)
            for name in ("date", "kind", "counterparty", "mark"):
                if getattr(entry, name) != getattr(first, name):
                    raise HouseholdError(fields.at(name), "other-part", (str(entry.split),))
        return entry


def _entry(fields: Fields) -> Entry:
    kind = fields.kind("kind", EntryKind)
    return Entry(
        date=fields.day("date"),
        kind=kind,
        amount=fields.amount("amount", signed=True),
        category=fields.word("category", categories.of_entry(kind)),
        counterparty=fields.text("counterparty", ""),
        note=fields.text("note", ""),
        mark=fields.kind("mark", Mark, Mark.ESTIMATE),
        split=household_debts.split(fields),
    )


def _recurring(fields: Fields) -> Recurring:
    every = fields.kind("every", Every, Every.MONTH)
    kind = fields.kind("kind", EntryKind)
    start, until = fields.day("from"), fields.maybe("until", fields.day)
    if until is not None and until < start:
        raise HouseholdError(fields.at("until"), "before-start")
    return Recurring(
        name=fields.text("name"),
        kind=kind,
        amount=fields.amount("amount"),
        category=fields.word("category", categories.of_entry(kind)),
        every=every,
        day=fields.integer("day", 1, _DAYS_OF_WEEK if every is Every.WEEK else LAST_DAY, 1),
        start=start,
        until=until,
        certainty=fields.kind("certainty", Certainty, Certainty.EXPECTED),
    )


def _asset(fields: Fields) -> Asset:
    return Asset(
        name=fields.text("name"),
        kind=fields.kind("kind", AssetKind),
        value=fields.amount("value"),
        can_sell=fields.flag("can_sell", default=False),
        needed_for_living=fields.flag("needed_for_living", default=True),
        sale_from=fields.maybe("sale_from", fields.day),
    )


def _event(fields: Fields) -> LifeEvent:
    kind = fields.kind("kind", EventKind)
    start = fields.day("from")
    until = fields.maybe("until", fields.day)
    needed = kind in WITH_AMOUNT
    if until is None and kind is EventKind.MONTHS_NOT_RECORDED:
        raise HouseholdError(fields.at("until"), "missing")
    if until is not None and until < start:
        raise HouseholdError(fields.at("until"), "before-start")
    return LifeEvent(
        kind=kind,
        start=start,
        category=_category_of(fields, kind),
        name=fields.text("name", ""),
        amount=fields.amount("amount") if needed else fields.maybe("amount", fields.amount),
        until=until,
        confirmed=fields.flag("confirmed", default=True),
    )


def _category_of(fields: Fields, kind: EventKind) -> str:
    allowed = categories.of_event(kind)
    if allowed:
        return fields.word("category", allowed)
    try:
        return fields.word("category", ("",), "")
    except HouseholdError as error:
        raise HouseholdError(error.path, "not-wanted", (kind.value,)) from error


def _said(fields: Fields) -> Said:
    kind = fields.kind("kind", SaidKind)
    start, until = fields.day("from"), fields.day("until")
    if until < start:
        raise HouseholdError(fields.at("until"), "before-start")
    if kind is SaidKind.NOTHING:
        category = fields.word("category", ("", *categories.INCOME), "")
    else:
        known = categories.of_entry(EntryKind.EXPENSE)
        known = known if kind is SaidKind.OTHER_COST else categories.INCOME
        category = fields.word("category", known)
    return Said(
        kind=kind, start=start, until=until, category=category, on=fields.day("on"),
        name=fields.text("name", ""),
    )  # fmt: skip


def dump(book: Book) -> dict[str, Any]:
    """Write a book as a household file; reading it gives an equal book."""
    return {
        "format": FORMAT,
        "household": _dump_household(book.household),
        "cash": [
            {"name": cash.name, "amount": yuan(cash.amount), "as_of": cash.as_of.isoformat()}
            for cash in book.cash
        ],
        "entries": [_dump_entry(entry) for entry in book.entries],
        "recurring": [_dump_recurring(recurring) for recurring in book.recurring],
        "assets": [
            {
                "name": asset.name,
                "kind": asset.kind.value,
                "value": yuan(asset.value),
                "can_sell": asset.can_sell,
                "needed_for_living": asset.needed_for_living,
                "sale_from": maybe_day(asset.sale_from),
            }
            for asset in book.assets
        ],
        "events": [_dump_event(event) for event in book.events],
        "said": [_dump_said(said) for said in book.said],
        "debts": [household_debts.dump(debt) for debt in book.debts],
    }


def pieces(book: Book, entries: Iterable[Entry]) -> Iterator[str]:
    """Write a book as the text of a household file, a piece at a time.

    ``entries`` are written in the place of the book's own and need never be all in memory.
    """
    frame = json.dumps({**dump(book), "entries": []}, ensure_ascii=False, indent=2)
    # A quote inside a text is escaped, so this stands once in the frame: at its own place.
    before, after = frame.split(_NO_ENTRIES)
    yield before + _NO_ENTRIES[:-1]
    source, comma = iter(entries), ""
    while block := list(islice(source, _ENTRIES_AT_ONCE)):
        yield comma + ",".join(_entry_text(entry) for entry in block)
        comma = ","
    yield ("\n  ]" if comma else "]") + after


def _entry_text(entry: Entry) -> str:
    text = json.dumps(_dump_entry(entry), ensure_ascii=False, indent=2)
    return "\n    " + text.replace("\n", "\n    ")


def _dump_household(household: Household) -> dict[str, Any]:
    return {
        "members": household.members,
        "city": household.city,
        "dibao_per_person": maybe_yuan(household.dibao_per_person),
        "dibao_as_of": maybe_day(household.dibao_as_of),
        "income_kind": household.income_kind,
        "name": household.name,
        "id_tail": household.id_tail,
        "phone": household.phone,
        "address": household.address,
        "children_born": None if household.children_born is None else list(household.children_born),
        "housing": household.housing,
        "work": household.work,
    }


def _dump_entry(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat(),
        "kind": entry.kind.value,
        "amount": yuan(entry.amount),
        "category": entry.category,
        "counterparty": entry.counterparty,
        "note": entry.note,
        "mark": entry.mark.value,
        **({} if entry.split is None else {"split": entry.split}),
    }


def _dump_recurring(recurring: Recurring) -> dict[str, Any]:
    return {
        "name": recurring.name,
        "kind": recurring.kind.value,
        "amount": yuan(recurring.amount),
        "category": recurring.category,
        "every": recurring.every.value,
        "day": recurring.day,
        "from": recurring.start.isoformat(),
        "until": maybe_day(recurring.until),
        "certainty": recurring.certainty.value,
    }


def _dump_said(said: Said) -> dict[str, str]:
    return {
        "kind": said.kind.value,
        "from": said.start.isoformat(),
        "until": said.until.isoformat(),
        "category": said.category,
        "on": said.on.isoformat(),
        "name": said.name,
    }


def _dump_event(event: LifeEvent) -> dict[str, Any]:
    return {
        "from": event.start.isoformat(),
        "kind": event.kind.value,
        "category": event.category,
        "name": event.name,
        "amount": maybe_yuan(event.amount),
        "until": maybe_day(event.until),
        "confirmed": event.confirmed,
    }
