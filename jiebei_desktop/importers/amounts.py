"""Amounts, times and order numbers as statement cells write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import NamedTuple, TypeGuard

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, Fen
from jiebei_desktop.importers.capitals import WRITTEN, fen_of

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a workbook's cell can hold; a text file's cells are strings."""

_PLAIN = re.compile(r"[0-9]{1,13}\.[0-9]{2}")
_CLEAN = re.compile(r"[\s\u00a0\u3000]|/?(?:CNY|RMB|人民币元?)/?|[¥￥]|[元圆]整?$")
_GROUPED = re.compile(r"[^,]{1,5}(?:,[0-9]{3,4})+(?:[^0-9,][^,]*)?")
"""Commas between thousands, or between ten thousands."""
_COMMA_POINT = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{2})(?![0-9])(.*)")
"""A comma before the hundredths, as half of the world writes it."""
_FOREIGN = re.compile(
    r"(?:US|HK|NT|A|C|S)?\$|[€£₩]|(?<![A-Z])(?!CNY|RMB)[A-Z]{3}(?![A-Z])"
    r"|美元|港[币元]|日[元圆]|欧元|英镑|澳元|加元|新?台币|韩元|泰铢|新加坡元"
)
"""Another currency beside an amount."""
_REMARK = re.compile(r"[(]([^()]*)[)]$")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,12})(?:\.([0-9]{1,2})0*)?(?i:(cr)|(dr)|((?<=[0-9])-))?")
_REFUNDED = re.compile(r"已退款[¥￥]?([0-9.,]+)")
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[ T]*([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?(?:\.[0-9]+)?(?:\+08:?00)?)?"
)
_YEAR = re.compile(
    r"(?:1[5-9]|2[0-9])(?:([-/.])[01]?[0-9]\1[0-3]?[0-9](?![0-9])|年[0-9]{1,2}月[0-9]{1,2}日)"
)
"""A day whose year has two digits: no month of the year is 15, so it cannot be one."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[-/ ]*)?(?P<month>[A-Z][a-z]{2,8}|[A-Z]{3,9})[.,]?[-/ ]*"
    r"(?(day)|(?P<after>[0-9]{1,2}), *)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])(?P<rest>.*)"
)
"""``12 Nov 2026``, ``12-NOV-26``, ``November 12, 2026``."""
_WEEKDAY = re.compile(r"\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?\s*")
_PARTED = re.compile(r"\s*([年月])\s*|\s+(日)")
_HALF_DAY = re.compile(r"\s*(上午|下午|(?<![A-Z])[AP]M)\s*", re.IGNORECASE)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[ T]*([0-9]{2}):?([0-9]{2}):?([0-9]{2}))?")
_SHORT = re.compile(r"([0-9]{1,2})[/月-]([0-9]{1,2})日?")
_SHORT_BARE = re.compile(r"(0[1-9]|1[0-2])([0-3][0-9])")
_ISO = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8]) "
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
)
_CLOCK = re.compile(
    r"([01]?[0-9]|2[0-3]):([0-5]?[0-9])(?::([0-5]?[0-9]))?|([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])"
)
_MIDNIGHT = re.compile(r"24(:?)00(?:\1(?:00))?")
_LAST = time(23, 59, 59)
"""The end of a day, which banks write as 24:00: its row is one of that day, not of the next."""
_EXCEL_ID = re.compile(r"[0-9.]+[eE]\+?[0-9]+")
_DAY, _NOON = 10, 12
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (Excel serials have no zone)
_SERIALS = (20000.0, 80000.0)
"""Excel serials between 1954 and 2119: outside them a number is not a date."""
_SERIAL = re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?")
_NO_ID = frozenset({"", "/", "-", "--"})
_DOUBLE = 15
"""Digits that a number's cell keeps; a spreadsheet makes noughts of the others."""


class Amount(NamedTuple):
    """An amount cell: fen, the sign kept, and the refund a JD cell mentions."""

    fen: Fen
    refunded: Fen | None = None
    """Fen already given back according to the cell's remark; None without a remark."""
    full: bool = False
    """The remark says everything was given back."""


def number(text: str) -> Fen | None:
    """Read a decimal amount as fen, or None when it is none (three decimals, or too large)."""
    if _PLAIN.fullmatch(text):
        fen = int(text[:-3] + text[-2:])
        return fen if fen <= MOST else None  # type: ignore[return-value] # Fen() is a call
    bare = _CLEAN.sub("", half_width(text))
    match = _NUMBER.fullmatch(_pointed(bare) if "," in bare else bare)
    if match is None:
        return None
    fen = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    if match[1] and match[6]:
        return None
    return _held(-fen if match[1] == "-" or match[5] or match[6] else fen)


def _pointed(text: str) -> str:
    """Return a number without its commas, and with a point before its hundredths.

    Commas that part it in no known way stay, so that nobody takes 2,5 for 25.
    """
    other = _COMMA_POINT.fullmatch(text)
    if other is not None:
        return f"{other[1]}{other[2].replace('.', '')}.{other[3]}{other[4]}"
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def _held(fen: int) -> Fen | None:
    """Return an amount that a ledger can hold; a larger one is a damaged cell."""
    return Fen(fen) if abs(fen) <= MOST else None


def amount(cell: Cell) -> Amount | None:
    """Read an amount cell, text or number; None means a person has to look."""
    if isinstance(cell, bool | date | datetime | time | timedelta):
        return None
    if not isinstance(cell, str):
        return _from_number(cell)
    found = number(cell)
    return _in_words(half_width(cell)) if found is None else Amount(found)


def _in_words(text: str) -> Amount | None:
    """Read an amount with words behind it, written out, or in brackets."""
    written = WRITTEN.search(text)
    if written is not None:
        return _as_written(fen_of(written), text[: written.start()] + text[written.end() :])
    remark = _REMARK.search(text)
    if remark is None:
        return None
    if not remark.start():  # an accountant's minus: the whole amount stands in brackets
        size = number(remark[1])
        return None if size is None or size < 0 else Amount(Fen(-size))
    value = number(text[: remark.start()])
    if value is None:
        return None
    if "已全额退款" in remark[1]:
        return Amount(value, value, full=True)
    part = _REFUNDED.search(remark[1])
    return Amount(value, number(part[1]) if part else None)


def _as_written(written: Fen, beside: str) -> Amount | None:
    """Return an amount written out, if the figures beside it say the same."""
    figures = beside.replace("()", "").strip(" :,;/")
    value = amount(figures) if figures else Amount(written)
    return value if value is not None and abs(value.fen) == written else None


def foreign(cell: Cell) -> tuple[Fen, str] | None:
    """Read an amount beside the name of another currency (``USD 9.99``), or None when it is none.

    The hundredths of that currency come with its name as written: they are no fen of yuan.
    """
    text = half_width(cell) if isinstance(cell, str) else ""
    named = _FOREIGN.findall(text)
    value = amount(_FOREIGN.sub("", text).replace("/", "")) if len(named) == 1 else None
    return None if value is None else (value.fen, named[0])


def _from_number(value: float) -> Amount | None:
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) > MOST:
        return None
    fen = _held(int((exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    return None if fen is None else Amount(fen)


def moment(cell: Cell, years: tuple[int, int] | None = None) -> str | None:
    """Read a date or a moment as ISO text, ``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM:SS``.

    China time, never converted. Excel serials are rounded to the second. ``years`` is the year
    and month of the statement, which gives the year of a cell that shows month and day only.
    """
    if isinstance(cell, datetime):
        return _iso(cell + timedelta(microseconds=500_000))
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool | time | timedelta):
        return None
    if isinstance(cell, int | float):
        return _serial(cell)
    text = half_width(cell).strip("\ufeff\u3000 \t")
    if _ISO.fullmatch(text):
        return text
    return _moment_of_text(text, years)


def is_moment(cell: Cell) -> TypeGuard[str]:
    """Say at once whether a cell is a moment in the usual spelling."""
    return isinstance(cell, str) and _ISO.fullmatch(cell) is not None


def _moment_of_text(text: str, years: tuple[int, int] | None) -> str | None:
    match = _MOMENT.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return _in_odd_spelling(text, years)
    parts = [int(part) if part else None for part in match.groups()]
    year, month, day = (int(part or 0) for part in parts[:3])
    try:
        if parts[3] is None:
            return date(year, month, day).isoformat()
        ended = parts[3] == _LAST.hour + 1 and not any(parts[4:])
        clock = _LAST if ended else time(parts[3], parts[4] or 0, parts[5] or 0)
        return f"{date(year, month, day)} {clock}"
    except ValueError:
        return None


def _in_odd_spelling(text: str, years: tuple[int, int] | None) -> str | None:
    """Read a serial, a day of month and day only, a year of two digits, a clock of twelve hours."""
    if _SERIAL.fullmatch(text):
        return _serial(float(text))
    plain = _PARTED.sub(lambda found: found[1] or found[2], _WEEKDAY.sub(" ", text)).strip()
    if plain != text:
        return _moment_of_text(plain, years)
    named = _NAMED.fullmatch(text)
    if named is not None:
        return _in_latin(named)
    if _YEAR.match(text):
        return _moment_of_text(f"20{text}", years)
    half = _HALF_DAY.search(text)
    if half:
        whole = _moment_of_text(_HALF_DAY.sub(" ", text, count=1).strip(), years)
        return _of_half(whole or "", late=half[1].upper() in {"下午", "PM"})
    short = _SHORT.fullmatch(text) or _SHORT_BARE.fullmatch(text)
    return _dated(short, years) if short and years else None


def _in_latin(found: re.Match[str]) -> str | None:
    """Return a moment whose month is an English name, or None where it is another word."""
    name = found["month"].lower()
    month = next((n for n, short in enumerate(_MONTHS, 1) if name.startswith(short)), None)
    if month is None:
        return None
    year = f"20{found['year']}"[-4:]
    return _moment_of_text(f"{year}-{month}-{found['day'] or found['after']}{found['rest']}", None)


def _of_half(whole: str, *, late: bool) -> str | None:
    """Return a moment whose hour counts from the half of the day, or None for no such hour."""
    hour = int(whole[_DAY:][1:3] or 99)
    if hour > (23 if late else 12):
        return None
    hour = hour % _NOON + _NOON if late else hour % _NOON
    return f"{whole[:_DAY]} {hour:02}{whole[_DAY:][3:]}"


def _dated(match: re.Match[str], years: tuple[int, int]) -> str | None:
    month, day = int(match[1]), int(match[2])
    year = years[0] - 1 if month > years[1] else years[0]
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(value: datetime) -> str:
    return value.replace(microsecond=0, tzinfo=None).isoformat(sep=" ")


def _serial(value: float) -> str | None:
    if not _SERIALS[0] <= value <= _SERIALS[1]:
        return _moment_of_text(f"{value:.0f}", None) if value == value // 1 else None
    return _iso(_EPOCH + timedelta(seconds=round(value * 86_400)))


def clock(cell: Cell) -> str:
    """Read a time-of-day cell as ``HH:MM:SS``; empty when there is none."""
    if isinstance(cell, datetime):
        return f"{cell:%H:%M:%S}"
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}"
    text = f"{cell:06.0f}" if isinstance(cell, int | float) else half_width(str(cell))
    match = _CLOCK.fullmatch(text)
    if match is None:
        return str(_LAST) if _MIDNIGHT.fullmatch(text) else ""
    parts = [part for part in match.groups() if part is not None]
    return ":".join(part.zfill(2) for part in [*parts, "00"][:3])


def text_of(cell: Cell) -> str:
    """Return a cell as trimmed text; ``/`` and ``-`` stay, whole numbers lose their ``.0``."""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n\u3000\u00a0\ufeff")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return _iso(cell)
    return str(cell)


def identifier(cell: Cell) -> str:
    """Return an order number without decoration, or empty when it is none.

    ``4.20E+27`` and a long number in a cell that holds numbers are what a spreadsheet left of an
    order number: different orders would look equal, so they count as no number at all.
    """
    if not isinstance(cell, str):
        text = text_of(cell)
        return text if len(text) <= _DOUBLE else ""
    if cell.isdigit():
        return cell
    bare = cell if cell.isalnum() else cell.strip(" \t\r\n'`\u3000\u00a0\ufeff")
    if bare in _NO_ID or (("E" in bare or "e" in bare) and _EXCEL_ID.fullmatch(bare)):
        return ""
    return bare


def tail_of(cell: Cell) -> str:
    """Return the last four digits of a card's or account's number, or empty for a damaged one."""
    bare = half_width(identifier(cell))
    noughts = bare.isdigit() and len(bare) > _DOUBLE + 1 and not bare[_DOUBLE:].strip("0")
    return "" if noughts else "".join(filter(str.isdigit, bare))[-4:]


def all_rounded(numbers: Iterable[str]) -> bool:
    """Say whether every long number ends in noughts after the digits that a number's cell keeps.

    In a text file a spreadsheet may have done that; one number with all its digits shows that no
    other was rounded either.
    """
    long = (text[_DOUBLE:] for text in numbers if len(text) > _DOUBLE and text.isdigit())
    first = next(long, None)
    return first is not None and not any(rest.strip("0") for rest in chain((first,), long))


def is_long(text: str) -> bool:
    """Say whether an order number has more digits than a number's cell keeps."""
    return len(text) > _DOUBLE and text.isdigit()
