"""A loan someone offers, as an offer file states it: what one receives and what one pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.money import AmountError, Fen, parse_yuan
from jiebei_desktop.domain.months import Month, add_months

Value = TypeVar("Value")

FORMAT = "jiebei.offer/1"
MAX_FLOWS = 600
"""Fifty years of months; a longer offer is a typing mistake."""
_MISSING = object()


class OfferError(ValueError):
    """An offer that cannot be read: ``path`` names the field, ``what`` is a code for the words."""

    def __init__(self, *, path: str, what: str) -> None:
        super().__init__(path, what)
        self.path = path
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money the borrower pays on a day."""

    date: date
    amount: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFee:
    """A fee tied to the loan that is paid beside the instalments."""

    date: date
    amount: Fen
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One loan on offer."""

    lender_type: LenderType
    date: date
    face: Fen
    """The principal the contract names."""
    received: Fen
    """What actually reaches the borrower."""
    flows: tuple[Flow, ...]
    """Instalments, oldest first."""
    fees: tuple[OfferFee, ...] = ()
    stated_rate: Decimal | None = None
    """Annual rate as advertised, a fraction, when the offer names one."""
    signs: tuple[str, ...] = ()
    """Codes of the warning signs of fraud the user ticked."""

    @property
    def repaid(self) -> Fen:
        """All instalments and fees."""
        paid = sum(flow.amount for flow in self.flows)
        return Fen(paid + sum(fee.amount for fee in self.fees))

    @property
    def is_level_monthly(self) -> bool:
        """Whether it is repaid in equal instalments a month apart, counted from the first day.

        The last instalment may carry the rounding: up to one fen for each instalment.
        """
        flows = self.flows
        day = max(self.date.day, *(flow.date.day for flow in flows))
        monthly = self.date == Month.of(self.date).day(day) and all(
            flow.date == add_months(self.date, k, day) for k, flow in enumerate(flows, start=1)
        )
        first, last = flows[0].amount, flows[-1].amount
        level = all(flow.amount == first for flow in flows[:-1])
        known = {self.date, *(flow.date for flow in flows)}
        fees_fit = all(fee.date in known for fee in self.fees)
        return monthly and level and fees_fit and abs(last - first) <= len(flows)


def parse_offer(document: Mapping[str, object]) -> Offer:
    """Read an offer document.

    Raises:
        OfferError: a field is missing, unknown to the format, or does not make sense.
    """
    if document.get("format", FORMAT) != FORMAT:
        raise OfferError(path="format", what="unknown")
    start = _field(document, "date", _date)
    face = _field(document, "face", _positive)
    received = _field(document, "received", _positive, face)
    if received > face:
        raise OfferError(path="received", what="more_than_face")
    flows = _flows(document)
    if flows[0].date <= start:
        raise OfferError(path="flows[0].date", what="not_after_start")
    return Offer(
        lender_type=_field(document, "lender_type", _lender),
        date=start,
        face=face,
        received=received,
        flows=flows,
        fees=_field(document, "fees", _fees, ()),
        stated_rate=_field(document, "stated_rate", _rate, None),
        signs=_field(document, "signs", _codes, ()),
    )


def _field(
    document: Mapping[str, object],
    key: str,
    read: Callable[[object], Value],
    default: Value | object = _MISSING,
    path: str = "",
) -> Value:
    """Read one field; a missing one takes the default where there is one."""
    raw = document.get(key)
    if raw is None:
        if default is _MISSING:
            raise OfferError(path=path + key, what="missing")
        return default  # type: ignore[return-value]  # the sentinel was ruled out above
    try:
        return read(raw)
    except OfferError:
        raise
    except (AmountError, InvalidOperation, TypeError, ValueError) as problem:
        raise OfferError(path=path + key, what="not_understood") from problem


def _date(raw: object) -> date:
    return date.fromisoformat(_string(raw))


def _string(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _lender(raw: object) -> LenderType:
    return LenderType(_string(raw))


def _positive(raw: object) -> Fen:
    amount = parse_yuan(_string(raw))
    if amount <= 0:
        raise ValueError(raw)
    return amount


def _rate(raw: object) -> Decimal:
    rate = Decimal(_string(raw))
    if not rate.is_finite() or rate < 0:
        raise ValueError(raw)
    return rate


def _count(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= MAX_FLOWS:
        raise ValueError(raw)
    return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list) or len(raw) > MAX_FLOWS:
        raise TypeError(raw)
    return raw


def _table(raw: object, path: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise OfferError(path=path, what="not_understood")
    return raw


def _codes(raw: object) -> tuple[str, ...]:
    return tuple(_string(code) for code in _list(raw))


def _fees(raw: object) -> tuple[OfferFee, ...]:
    fees = []
    for n, row in enumerate(_list(raw)):
        path = f"fees[{n}]"
        table = _table(row, path)
        fees.append(
            OfferFee(
                date=_field(table, "date", _date, path=f"{path}."),
                amount=_field(table, "amount", _positive, path=f"{path}."),
                name=_field(table, "name", _string, "", path=f"{path}."),
            )
        )
    return tuple(fees)


def _flows(document: Mapping[str, object]) -> tuple[Flow, ...]:
    if document.get("flows") is None:
        return _level(document)
    flows = []
    for n, row in enumerate(_field(document, "flows", _list)):
        path = f"flows[{n}]"
        table = _table(row, path)
        flows.append(
            Flow(
                date=_field(table, "date", _date, path=f"{path}."),
                amount=_field(table, "amount", _positive, path=f"{path}."),
            )
        )
    if not flows:
        raise OfferError(path="flows", what="missing")
    return tuple(sorted(flows, key=lambda flow: flow.date))


def _level(document: Mapping[str, object]) -> tuple[Flow, ...]:
    """Spell out equal monthly instalments; day 31 clamps to short months and returns."""
    payment = _field(document, "payment", _positive)
    periods = _field(document, "periods", _count)
    first = _field(document, "first_due", _date)
    if document.get("every", "month") != "month":
        raise OfferError(path="every", what="unknown")
    month = Month.of(first)
    return tuple(Flow(date=month.plus(k).day(first.day), amount=payment) for k in range(periods))
