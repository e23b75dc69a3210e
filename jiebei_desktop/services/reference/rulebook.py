"""Read the rule data of this edition from ``resources/rules`` and check every row."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from jiebei_desktop import bundle
from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.rules import Fixing, Grade, RuleBook, RuleRow, Threshold, WarningKind

Value = TypeVar("Value")

TOPICS = (
    "private_loans",
    "licensed_cost",
    "cards",
    "contract",
    "collection",
    "complaint",
    "credit_record",
    "court",
)
"""The files that hold ``[[rule]]`` rows, one topic each."""


class RuleDataError(ValueError):
    """Rule data that cannot be used: the message names the file, the row and the field."""


def load() -> RuleBook:
    """Return the shipped rule book; it is read once.

    Raises:
        RuleDataError: a file is missing or a row is not complete.
    """
    return read(bundle.resources() / "rules")


@lru_cache(maxsize=4)
def read(folder: Path) -> RuleBook:
    """Read and check a folder of rule data.

    Raises:
        RuleDataError: a file is missing or a row is not complete.
    """
    rows: dict[str, RuleRow] = {}
    for topic in TOPICS:
        for row in _each(folder, topic, "rule", partial(_row, topic)):
            if row.id in rows:
                message = f"{topic}.toml: {row.id}: twice"
                raise RuleDataError(message)
            rows[row.id] = row
    known = document(folder, "thresholds")
    thresholds = each(known, "thresholds", "threshold", _threshold)
    kinds = each(known, "thresholds", "warning", _warning)
    try:
        return RuleBook(
            as_of=max(row.as_of for row in rows.values()),
            rows=rows,
            fixings=tuple(fixings(document(folder, "lpr"))),
            thresholds={threshold.id: threshold for threshold in thresholds},
            warnings={kind.id: kind for kind in kinds},
        )
    except RuleDataError:
        raise
    except ValueError as problem:
        message = f"lpr.toml: fixings are not in order of date: {problem}"
        raise RuleDataError(message) from problem


def document(folder: Path, name: str) -> dict[str, Any]:
    """Read one TOML file of a folder.

    Raises:
        RuleDataError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        message = f"{name}.toml: {problem}"
        raise RuleDataError(message) from problem


def each(
    content: dict[str, Any],
    name: str,
    table: str,
    make: Callable[[dict[str, Any]], Value],
) -> Iterator[Value]:
    """Build one value per row of a table of the file ``name``.

    Raises:
        RuleDataError: a row is not complete; the message names it.
    """
    for number, raw in enumerate(content.get(table, ()), start=1):
        try:
            yield make(raw)
        except (KeyError, ValueError, TypeError, InvalidOperation) as problem:
            message = f"{name}.toml: {raw.get('id', raw.get('code', number))}: {problem!r}"
            raise RuleDataError(message) from problem


def _each(
    folder: Path,
    name: str,
    table: str,
    make: Callable[[dict[str, Any]], Value],
) -> Iterator[Value]:
    return each(document(folder, name), name, table, make)


def day(raw: dict[str, Any], key: str) -> date:
    """Return a day of a row.

    Raises:
        KeyError, TypeError: it is missing, or no day.
    """
    value = raw[key]
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(key)
    return value


def text(raw: dict[str, Any], key: str) -> str:
    """Return text of a row that is not blank.

    Raises:
        KeyError, TypeError: it is missing, or no text.
    """
    value = raw[key]
    if not isinstance(value, str) or not value.strip():
        raise TypeError(key)
    return value


def fixings(content: dict[str, Any]) -> Iterator[Fixing]:
    """Return the ``[[fixing]]`` rows of a document, their sources from its ``[sources]``.

    Raises:
        RuleDataError: a row is not complete.
    """
    return each(content, "lpr", "fixing", partial(_fixing, content))


def _row(topic: str, raw: dict[str, Any]) -> RuleRow:
    return RuleRow(
        id=text(raw, "id"),
        title=text(raw, "title"),
        value=raw.get("value", ""),
        start=day(raw, "from") if "from" in raw else None,
        end=day(raw, "to") if "to" in raw else None,
        binds=raw.get("binds", ""),
        does_not_bind=raw.get("does_not_bind", ""),
        lenders=frozenset(LenderType(code) for code in raw.get("lenders", ())),
        numbers={name: Decimal(value) for name, value in raw.get("numbers", {}).items()},
        source=text(raw, "source"),
        url=raw.get("url", ""),
        grade=Grade(raw["grade"]),
        as_of=day(raw, "as_of"),
        topic=topic,
    )


def _fixing(lpr: dict[str, Any], raw: dict[str, Any]) -> Fixing:
    return Fixing(
        published=day(raw, "published"),
        one_year=Decimal(text(raw, "one_year")),
        five_year=Decimal(text(raw, "five_year")),
        source=text(lpr["sources"], raw["source"]),
        grade=Grade(raw["grade"]),
    )


def _threshold(raw: dict[str, Any]) -> Threshold:
    return Threshold(
        id=text(raw, "id"),
        amber=Decimal(text(raw, "amber")),
        red=Decimal(text(raw, "red")),
        unit=text(raw, "unit"),
        basis=text(raw, "basis"),
        steps=tuple(Decimal(step) for step in raw.get("steps", ())),
        as_of=day(raw, "as_of"),
    )


def _warning(raw: dict[str, Any]) -> WarningKind:
    return WarningKind(
        id=text(raw, "id"), action=text(raw, "action"), by_cash=raw.get("by_cash", "")
    )
