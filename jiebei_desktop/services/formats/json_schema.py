"""The JSON Schema of a kind of document, written down from what its own reader asks for.

There is no second description of a format: the reader is run on a document that answers anything
plausible, in every way the reader branches, and each question becomes a line of the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from msgspec import Struct, field

from jiebei_desktop.domain.half_width import DIGIT, MINUS, PLUS, POINT
from jiebei_desktop.domain.money import MOST, Fen, yuan
from jiebei_desktop.domain.plain_text import LONGEST, UNSEEN
from jiebei_desktop.services.formats.json_fields import Fields

DIALECT = "http://json-schema.org/draft-07/schema#"

_DIGITS = rf"{DIGIT}{{1,30}}({POINT}{DIGIT}{{1,2}})?"
_TEXT = {"type": "string", "maxLength": LONGEST, "pattern": f"^[^{UNSEEN}]*$"}
_PLAIN = {
    "text": _TEXT,
    "name": {**_TEXT, "allOf": [{"pattern": r"\S"}]},
    "amount": {
        "description": f'Yuan as text, such as "1100.16"; not below 0, at most {yuan(MOST)}.',
        "type": "string",
        "pattern": rf"^\s*({PLUS}?{_DIGITS}|{MINUS}[0０]+({POINT}[0０]{{1,2}})?)\s*$",
    },
    "positive": {
        "description": f'Yuan as text, such as "1100.16"; above 0, at most {yuan(MOST)}.',
        "type": "string",
        "pattern": rf"^\s*{PLUS}?(?=[0０.．。]*[1-9１-９]){_DIGITS}\s*$",
    },
    "signed": {
        "description": 'Yuan as text, such as "-1100.16"; it may be below 0.',
        "type": "string",
        "pattern": rf"^\s*({PLUS}|{MINUS})?{_DIGITS}\s*$",
    },
    "rate": {
        "description": 'A fraction as text: 0.05 % is "0.0005".',
        "type": "string",
        "pattern": rf"^\s*{DIGIT}{{1,3}}({POINT}{DIGIT}{{1,12}})?\s*$",
    },
    "day": {
        "description": "A day from 1900 to 2199 as text, YYYY-MM-DD.",
        "type": "string",
        "pattern": rf"^\s*([1１][9９]|[2２][01０１]){DIGIT}{{2}}({MINUS}{DIGIT}{{2}}){{2}}\s*$",
    },
    "flag": {"type": "boolean"},
    "words": {"type": "array", "items": _TEXT},
}
"""The plain kinds of values, as `Fields` reads them."""

_ONE, _HUNDRED = Fen(1), Fen(100)
_FIRST_DAY = date(2026, 1, 1)
_MOST_CHOICES = 40
"""More than any word of a document has to choose from; every choice is taken once."""


class _Sheet(Struct):
    """What was asked of one object, over all runs."""

    visits: int = 0
    needed: dict[str, int] = field(default_factory=dict)
    """In how many visits a key had to be there."""
    plain: dict[str, dict[str, Any]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, tuple[int, int]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    """Keys of lists, each item of which is one of the choices or numbers told."""
    objects: dict[str, _Sheet] = field(default_factory=dict)
    lists: dict[str, _Sheet] = field(default_factory=dict)
    order: dict[str, None] = field(default_factory=dict)
    """Every key in the order in which the reader first asks."""

    def schema(self, kinds: set[str]) -> dict[str, Any]:
        """Return the schema; the plain kinds it refers to are added to ``kinds``."""
        kinds.update(value["$ref"].rpartition("/")[2] for value in self.plain.values())
        values = {
            **{key: dict(value) for key, value in self.plain.items()},
            **{key: self._of(key, {"enum": found}) for key, found in self.choices.items()},
            **{key: self._of(key, _number(*edges)) for key, edges in self.numbers.items()},
            **{key: sheet.schema(kinds) for key, sheet in self.objects.items()},
            **{key: _array(sheet.schema(kinds)) for key, sheet in self.lists.items()},
        }
        required = [key for key in self.order if self.needed.get(key) == self.visits]
        optional = {key: _or_null(value) for key, value in values.items() if key not in required}
        properties = {key: optional.get(key, values[key]) for key in self.order}
        found: dict[str, Any] = {"type": "object", "properties": properties}
        return {**found, "required": required} if required else found

    def _of(self, key: str, each: dict[str, Any]) -> dict[str, Any]:
        return _array(each) if key in self.listed else each


def _array(each: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": each}


def _number(low: int, high: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high}


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    """Null stands for a key that is left out."""
    if "enum" in value:
        return {"enum": [*value["enum"], None]}
    return {"anyOf": [value, {"type": "null"}]}


class _Way(Struct):
    """How one run answers: whether optional keys are there, and which choice is taken."""

    given: bool
    turn: int
    apart: int
    """Days from one day that is read to the next."""
    days: int = 0


class _Asked(Fields):
    """Fields that answer something plausible and write down what was asked of them."""

    def __init__(self, sheet: _Sheet, way: _Way, path: str = "") -> None:
        super().__init__({}, path)
        self._sheet, self._way = sheet, way
        self._optional: set[str] = set()
        self._counted: set[str] = set()
        sheet.visits += 1

    def _note(self, key: str, default: object, kind: str = "") -> None:
        """Note one question; without a default the key had to be there in this visit."""
        self._sheet.order[key] = None
        if kind:
            self._sheet.plain[key] = {"$ref": f"#/definitions/{kind}"}
        if default is None and key not in self._optional | self._counted:
            self._counted.add(key)
            self._sheet.needed[key] = self._sheet.needed.get(key, 0) + 1

    def has(self, key: str) -> bool:
        self._optional.add(key)
        return self._way.given

    def without(self, key: str, beside: str) -> None:
        """Do nothing: which keys exclude each other is not in the schema."""

    def finish(self) -> None:
        """Do nothing: no key is unknown."""

    def format(self, wanted: str) -> None:
        self.text("$schema", "")
        self.word("format", (wanted,))

    def text(self, key: str, default: str | None = None) -> str:
        self._note(key, default, "name" if default is None else "text")
        return key

    def amount(self, key: str, default: Fen | None = None, *, signed: bool = False) -> Fen:
        self._note(key, default, "signed" if signed else "amount")
        return _ONE

    def positive(self, key: str) -> Fen:
        self._note(key, None, "positive")
        return _HUNDRED

    def rate(self, key: str, default: Decimal | None = None) -> Decimal:
        self._note(key, default, "rate")
        return Decimal("0.0001")

    def day(self, key: str, default: date | None = None) -> date:
        self._note(key, default, "day")
        self._way.days += self._way.apart
        return _FIRST_DAY + timedelta(self._way.days)

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        self._note(key, default)
        least, most = self._sheet.numbers.get(key, (low, high))
        self._sheet.numbers[key] = (min(least, low), max(most, high))
        return low

    def integers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        self.integer(key, low, high)
        self._sheet.listed.add(key)
        return ()

    def flag(self, key: str, *, default: bool) -> bool:
        self._note(key, default, "flag")
        return default

    def words(self, key: str) -> tuple[str, ...]:
        self._note(key, (), "words")
        return ()

    def some(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        self.word(key, allowed, "")
        self._sheet.listed.add(key)
        return ()

    def word(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        self._note(key, default)
        known = self._sheet.choices.setdefault(key, [])
        known.extend(str(word) for word in allowed if str(word) not in known)
        return str(allowed[self._way.turn % len(allowed)])

    def maybe(self, key: str, read: Callable[[str], Any]) -> Any:
        self._optional.add(key)
        value = read(key)
        return value if self._way.given else None

    def inner(self, key: str) -> Fields:
        self._note(key, None)
        sheet = self._sheet.objects.setdefault(key, _Sheet())
        return _Asked(sheet, self._way, self.at(key))

    def objects(self, key: str) -> Iterator[Fields]:
        self._note(key, ())
        sheet = self._sheet.lists.setdefault(key, _Sheet())
        if self._way.given:
            yield _Asked(sheet, self._way, f"{self.at(key)}[0]")


def describe(
    name: str, what: str, read: Callable[[Fields], object], apart: int = 0
) -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of the documents that ``read`` reads.

    What a reader holds against each other (a day after another, parts within a whole) and what
    it needs in some cases only is not in the schema: a document may keep to it and be refused,
    but never the other way round.

    Args:
        name: the format, such as ``jiebei.offer/1``.
        what: what the documents hold, in one sentence.
        read: reads the top object; it must come to its end on any plausible document.
        apart: days between one day that is read and the next, where the reader wants them so.
    """
    sheet = _Sheet()
    for given, turn in product((True, False), range(_MOST_CHOICES)):
        read(_Asked(sheet, _Way(given=given, turn=turn, apart=apart)))
    kinds: set[str] = set()
    body = sheet.schema(kinds)
    return {
        "$schema": DIALECT,
        "title": name,
        "description": what,
        **body,
        "definitions": {kind: value for kind, value in _PLAIN.items() if kind in kinds},
    }
