"""Strict reading of a JSON document, with the path of whatever is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, AmountError, Fen, parse_yuan, yuan
from jiebei_desktop.domain.plain_text import LONGEST, unseen

_Kind = TypeVar("_Kind", bound=StrEnum)
_Value = TypeVar("_Value")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are typing mistakes, and would leave no room for the months around them."""

_MOST_DIGITS = 4000
"""Of a whole number; Python reads no more than 4,300."""
_FRACTION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?")


class HouseholdError(ValueError):
    """A document does not say what it must: ``path`` is where, ``what`` a code for the words.

    Codes: ``missing``, ``not-object``, ``not-list``, ``not-text``, ``empty``, ``not-amount``,
    ``negative``, ``not-positive``, ``not-rate``, ``not-date``, ``not-integer``,
    ``out-of-range`` (``allowed`` holds the first and the last that are taken, where they are
    plain), ``not-flag``, ``not-one-of`` (``allowed`` lists them), ``duplicate``,
    ``not-wanted`` (``allowed`` holds the kind that takes none), ``too-many-children``,
    ``not-after-start``, ``above-face``, ``wrong-count`` (``allowed`` holds the fewest and the
    most), ``wrong-format``, ``too-large``, ``not-plain`` (it holds a control character),
    ``too-long`` (``allowed`` holds the most characters), ``before-start``, ``other-part``
    (``allowed`` holds the number of the split), those of a `Contradiction`, and ``high-rate``
    (``allowed`` holds the annual rate), which may be accepted.
    ``file`` is the name of the document where it is known.
    """

    file = ""

    def __init__(self, path: str, what: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(path, what, allowed)
        self.path = path
        self.what = what
        self.allowed = allowed


class _Repeated(dict[str, Any]):
    """A JSON object that gives one key twice: which of the two is meant, nobody knows."""

    key = ""


def parse_json(text: str) -> Any:
    """Read JSON; an object that gives a key twice is refused where its `Fields` are read.

    Raises:
        ValueError: the text is no JSON.
        RecursionError: it is nested too deeply.
    """
    return DECODER.decode(text)


def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of its keys and values; one that gives a key twice remembers which."""
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    repeated, seen = _Repeated(values), set[str]()
    for key, _value in pairs:
        if key in seen:
            repeated.key = key
        seen.add(key)
    return repeated


def _whole(digits: str) -> int:
    """Read a whole number; one too long for any field is read as far as it shows that."""
    return int(digits[:_MOST_DIGITS])


DECODER = json.JSONDecoder(object_pairs_hook=as_object, parse_int=_whole)
"""How documents of others are read."""


def _refuse_odd(text: str, path: str) -> None:
    if len(text) > LONGEST:
        raise HouseholdError(path, "too-long", (f"{LONGEST:,}",))
    if unseen.search(text):
        raise HouseholdError(path, "not-plain")


class Fields:
    """One JSON object under its path; remembers which keys were asked for."""

    def __init__(self, value: object, path: str = "", notes: list[str] | None = None) -> None:
        if not isinstance(value, dict):
            raise HouseholdError(path or "$", "not-object")
        self._values: Mapping[str, Any] = value
        self._path = path
        self._asked: set[str] = set()
        self.notes: list[str] = [] if notes is None else notes
        if isinstance(value, _Repeated):
            raise HouseholdError(self.at(value.key), "duplicate")

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self._path}.{key}" if self._path else key

    def get(self, key: str) -> Any:
        """Return a value, None when it is missing or null."""
        self._asked.add(key)
        return self._values.get(key)

    def has(self, key: str) -> bool:
        """Return whether a key is given and not null."""
        return self.get(key) is not None

    def without(self, key: str, beside: str) -> None:
        """See that a key is not given that says otherwise what another says."""
        if self.has(key):
            raise HouseholdError(self.at(key), "not-wanted", (beside,))

    def format(self, wanted: str) -> None:
        """See that the document is of a format; a ``$schema`` beside it is for editors."""
        self._asked.add("$schema")
        if self.get("format") != wanted:
            raise HouseholdError(self.at("format"), "wrong-format", (wanted,))

    def finish(self) -> None:
        """Note the keys nobody asked for; one that is no plain text is refused."""
        others = [key for key in self._values if key not in self._asked]
        for key in others:
            _refuse_odd(key, self._path or "$")
        self.notes.extend(map(self.at, others))

    def text(self, key: str, default: str | None = None) -> str:
        """Read text; without a default it must be there and not blank."""
        value = self._given(key, default)
        if not isinstance(value, str):
            raise HouseholdError(self.at(key), "not-text")
        _refuse_odd(value, self.at(key))
        if default is None and not value.strip():
            raise HouseholdError(self.at(key), "empty")
        return value

    def amount(self, key: str, default: Fen | None = None, *, signed: bool = False) -> Fen:
        """Read an amount in yuan, a string with at most two decimals."""
        if default is not None and not self.has(key):
            return default
        value = self._given(key, None)
        try:
            fen = parse_yuan(value) if isinstance(value, str) else None
        except AmountError:
            fen = None
        if fen is None:
            raise HouseholdError(self.at(key), "not-amount")
        if fen < 0 and not signed:
            raise HouseholdError(self.at(key), "negative")
        if abs(fen) > MOST:
            raise HouseholdError(self.at(key), "too-large", (yuan(MOST),))
        return fen

    def positive(self, key: str) -> Fen:
        """Read an amount above zero."""
        fen = self.amount(key)
        if fen == 0:
            raise HouseholdError(self.at(key), "not-positive")
        return fen

    def rate(self, key: str, default: Decimal | None = None) -> Decimal:
        """Read a fraction, a string such as ``"0.0005"``."""
        if default is not None and not self.has(key):
            return default
        value = self._given(key, None)
        text = half_width(value) if isinstance(value, str) else ""
        if not _FRACTION.fullmatch(text):
            raise HouseholdError(self.at(key), "not-rate")
        return Decimal(text)

    def day(self, key: str, default: date | None = None) -> date:
        """Read an ISO date."""
        if default is not None and not self.has(key):
            return default
        value = self._given(key, None)
        text = half_width(value) if isinstance(value, str) else ""
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None:
            raise HouseholdError(self.at(key), "not-date")
        if not EARLIEST <= found <= LATEST:
            between = (EARLIEST.isoformat(), LATEST.isoformat())
            raise HouseholdError(self.at(key), "out-of-range", between)
        return found

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Read a whole number between two bounds."""
        value = self._given(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise HouseholdError(self.at(key), "not-integer")
        if not low <= value <= high:
            raise HouseholdError(self.at(key), "out-of-range", (str(low), str(high)))
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._given(key, default)
        if not isinstance(value, bool):
            raise HouseholdError(self.at(key), "not-flag")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a missing list is empty."""
        value = self._given(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise HouseholdError(self.at(key), "not-list")
        for number, item in enumerate(value):
            _refuse_odd(item, f"{self.at(key)}[{number}]")
        return tuple(value)

    def some(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Read a list of words out of some; a missing list is empty."""
        words = self.words(key)
        if not set(words) <= set(allowed):
            raise HouseholdError(self.at(key), "not-one-of", allowed)
        return words

    def integers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Read a list of whole numbers between two bounds."""
        value = self._given(key, None)
        if not isinstance(value, list):
            raise HouseholdError(self.at(key), "not-list")
        found = {f"{key}[{number}]": item for number, item in enumerate(value)}
        each = Fields(found, self._path)
        return tuple(each.integer(name, low, high) for name in found)

    def kind(self, key: str, kinds: type[_Kind], default: _Kind | None = None) -> _Kind:
        """Read one of the words of an enumeration."""
        return kinds(self.word(key, tuple(kinds), default))

    def word(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Read one of some words."""
        value = self._given(key, default)
        if value not in allowed:
            raise HouseholdError(self.at(key), "not-one-of", tuple(map(str, allowed)))
        return str(value)

    def maybe(self, key: str, read: Callable[[str], _Value]) -> _Value | None:
        """Read a key with ``read`` unless it is missing or null."""
        return read(key) if self.has(key) else None

    def inner(self, key: str) -> Fields:
        """Read an object."""
        return Fields(self._given(key, None), self.at(key), self.notes)

    def objects(self, key: str) -> Iterator[Fields]:
        """Read a list of objects; a missing list is empty."""
        value = self.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise HouseholdError(self.at(key), "not-list")
        for number, item in enumerate(value):
            yield Fields(item, f"{self.at(key)}[{number}]", self.notes)

    def _given(self, key: str, default: object) -> Any:
        value = self.get(key)
        if value is None:
            value = default
        if value is None:
            raise HouseholdError(self.at(key), "missing")
        return value
