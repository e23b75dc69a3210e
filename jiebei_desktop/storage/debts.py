"""Debts with their terms, payments and reported balances."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import cast

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    Drawing,
    Hardship,
    LenderType,
    Payment,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.storage import rows
from jiebei_desktop.storage import terms as versions
from jiebei_desktop.storage.debt_names import row_id
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_SELECT = """SELECT debts.*, lenders.name AS lender, lenders.type AS lender_type
FROM debts JOIN lenders ON lenders.id = debts.lender_id"""


def read(db: Connection, code: str | None = None) -> tuple[Debt, ...]:
    """Return all debts in the order they were added, or the one with an id."""
    where = "" if code is None else " WHERE debts.code = ?"
    found = rows.fetch(db, f"{_SELECT}{where} ORDER BY debts.id", () if code is None else (code,))
    only = found[0]["id"] if code is not None and found else None
    terms = _by_debt(db, "terms", "version > 0, effective_from, version", only)
    payments = _by_debt(db, "payments", "day, id", only)
    balances = _by_debt(db, "balances", "as_of", only)
    draws = _draws(db, only)
    return tuple(
        _debt(row, terms[row["id"]], payments[row["id"]], balances[row["id"]], draws[row["id"]])
        for row in found
    )


def _draws(db: Connection, only: int | None) -> dict[int, list[Drawing]]:
    """Return what statements show as drawn or bought, by the debt that it was matched with.

    Interest that a bill charges is in what a debt with a rate reckons itself. What a household file
    or a hand told and a statement shows, too, counts once, as a payment does.
    """
    grouped: dict[int, list[Drawing]] = defaultdict(list)
    found = rows.fetch(
        db,
        """SELECT debt_id, day, amount_fen FROM debt_events
        WHERE kind IN ('draw', 'purchase') AND debt_id IS NOT NULL AND amount_fen > 0
          AND NOT (note = 'card_interest' AND EXISTS (SELECT 1 FROM terms
            WHERE terms.debt_id = debt_events.debt_id AND CAST(terms.rate AS REAL) > 0))
          AND NOT (raw_row_id IS NULL AND (SELECT sum(iif(same.raw_row_id IS NULL,
              -(same.id <= debt_events.id), 1)) FROM debt_events AS same
            WHERE same.debt_id = debt_events.debt_id AND same.day = debt_events.day
              AND same.amount_fen = debt_events.amount_fen
              AND same.kind IN ('draw', 'purchase')) >= 0)
          AND debt_id = coalesce(?, debt_id) ORDER BY day, id""",
        (only,),
    )
    for row in found:
        drawn = Drawing(date=date.fromisoformat(row["day"]), amount=Fen(row["amount_fen"]))
        grouped[row["debt_id"]].append(drawn)
    return grouped


def _by_debt(db: Connection, table: str, order: str, only: int | None) -> dict[int, list[Row]]:
    where, values = ((), ()) if only is None else (("debt_id",), (only,))
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows.fetch(db, rows.select(table, where, order), values):
        grouped[row["debt_id"]].append(row)
    return grouped


def _debt(
    row: Row,
    terms: list[Row],
    payments: list[Row],
    balances: list[Row],
    draws: list[Drawing],
) -> Debt:
    since = rows.day(row["hardship_since"])
    told = {"cause": row["hardship_cause"], "words": row["hardship_words"]}
    return _DEBTS.value(
        row,
        lender=row["lender"],
        lender_type=LenderType(row["lender_type"]),
        terms=versions.TERMS.value(terms[0]),
        payments=tuple(map(_PAYMENTS.value, payments)),
        draws=tuple(draws),
        balance=_BALANCES.value(balances[-1]) if balances else None,
        versions=tuple(versions.version(version) for version in terms[1:]),
        hardship=None if since is None else Hardship(since=since, **told),
    )


class _Payments(StoredTable[Payment]):
    """Payments; how the lender took one apart is told whole or not at all."""

    def value(self, row: Row, **beside: object) -> Payment:
        """Return the payment of a row."""
        parts = None if row["principal_fen"] is None else _PARTS.value(row)
        return super().value(row, parts_of_lender=parts, **beside)

    def row(self, value: Payment) -> Row:
        """Return the columns of a payment."""
        parts = value.parts_of_lender
        told = dict.fromkeys(_PARTS.columns) if parts is None else _PARTS.row(parts)
        return {**super().row(value), **told}


_DEBTS = StoredTable(
    "debts",
    Debt,
    beside=(
        "lender", "lender_type", "terms", "payments", "draws", "balance", "versions", "hardship",
    ),
    columns={"id": "code"},
)  # fmt: skip
_PARTS = StoredTable("payments", Parts)
_PAYMENTS = _Payments("payments", Payment, beside=("parts_of_lender",), columns={"date": "day"})
_BALANCES = StoredTable("balances", ReportedBalance)


def debt_row(debt: Debt, lender: int) -> Row:
    """Return the row of a debt itself."""
    hardship = debt.hardship
    return {
        **_DEBTS.row(debt),
        "lender_id": lender,
        "hardship_since": None if hardship is None else hardship.since.isoformat(),
        "hardship_cause": "" if hardship is None else hardship.cause,
        "hardship_words": "" if hardship is None else hardship.words,
    }


def draw_row(debt: Debt, drawn: Drawing) -> Row:
    """Return the columns of a draw that no statement of this ledger shows."""
    return {
        "product": debt.name,
        "day": drawn.date.isoformat(),
        "kind": "draw",
        "amount_fen": drawn.amount,
    }


def lender_id(work: UnitOfWork, name: str, kind: LenderType) -> int:
    """Return the row of a lender, made when it is new."""
    found = work.rows("lenders", name=name, type=kind.value)
    if found:
        return cast("int", found[0]["id"])
    return work.insert("lenders", {"name": name, "type": kind.value})


def stand(
    work: UnitOfWork, row: int, stage: Stage | None, accelerated_on: date | None = None
) -> None:
    """Put a debt into a stage (None: as it is), all of it called in on a day where one is told."""
    values = {} if stage is None else {"stage": stage.value}
    if accelerated_on is not None:
        values["accelerated_on"] = accelerated_on.isoformat()
    if values:
        work.update("debts", row, values)


def as_figures_say(work: UnitOfWork, row: int) -> None:
    """Let the figures say again where a debt stands."""
    work.update("debts", row, {"stage": None})


def set_limit(work: UnitOfWork, row: int, limit: Fen) -> None:
    """Keep the credit limit of a debt."""
    work.update("debts", row, {"credit_limit_fen": limit})


def billed(work: UnitOfWork, row: int, day: int) -> None:
    """Note the day of the month of a card's bill in the terms that know none."""
    unknown = [terms["id"] for terms in work.rows("terms", debt_id=row, bill_day=None)]
    work.update_many("terms", unknown, {"bill_day": day})


def not_called_in(work: UnitOfWork, row: int) -> None:
    """Take back that all of a debt was called in."""
    work.update("debts", row, {"accelerated_on": None})


def add(work: UnitOfWork, debt: Debt) -> int:
    """Add a debt with all that is known of it and return its row."""
    lender = lender_id(work, debt.lender, debt.lender_type)
    row = work.insert("debts", debt_row(debt, lender))
    for terms in versions.version_rows(debt):
        work.insert("terms", {"debt_id": row, **terms})
    for payment in debt.payments:
        work.insert("payments", {"debt_id": row, **_PAYMENTS.row(payment)})
    if debt.balance is not None:
        work.insert("balances", {"debt_id": row, **_BALANCES.row(debt.balance)})
    for drawn in debt.draws:
        work.insert("debt_events", {"debt_id": row, **draw_row(debt, drawn)})
    return row


def replace(work: UnitOfWork, code: str, debt: Debt) -> None:
    """Make a stored debt equal to ``debt``; what did not change keeps its rows.

    Raises:
        KeyError: no debt has this id.
    """
    row = row_id(work, code)
    lender = lender_id(work, debt.lender, debt.lender_type)
    former = work.rows("debts", id=row)[0]["lender_id"]
    work.update("debts", row, debt_row(debt, lender))
    _drop_unused_lender(work, former)
    _match(work, "terms", row, list(versions.version_rows(debt)))
    _match(work, "payments", row, [_PAYMENTS.row(payment) for payment in debt.payments])
    balances = [] if debt.balance is None else [_BALANCES.row(debt.balance)]
    latest = "" if debt.balance is None else debt.balance.as_of.isoformat()
    older = [old for old in work.rows("balances", debt_id=row) if old["as_of"] < latest]
    _match(work, "balances", row, [*older, *balances])


def _match(work: UnitOfWork, table: str, debt: int, wanted: list[Row]) -> None:
    """Insert what is missing and delete what is no longer wanted; equal rows stay."""
    missing = list(wanted)
    for row in work.rows(table, debt_id=debt):
        same = next((new for new in missing if new.items() <= row.items()), None)
        if same is None:
            work.delete_tree(table, [row["id"]])
        else:
            missing.remove(same)
    for new in missing:
        work.insert(table, {"debt_id": debt, **new})


def remove(work: UnitOfWork, code: str) -> None:
    """Delete a debt with its terms, payments, balances, negotiation and reminders.

    Raises:
        KeyError: no debt has this id.
    """
    from jiebei_desktop.storage import cases  # here alone: most starts ask for no case

    row = row_id(work, code)
    lender = work.rows("debts", id=row)[0]["lender_id"]
    cases.forget_reminders(work, DebtId(code))
    work.delete_tree("debts", [row])
    _drop_unused_lender(work, lender)


def _drop_unused_lender(work: UnitOfWork, lender: int) -> None:
    if not work.rows("debts", lender_id=lender):
        work.delete("lenders", lender)


def payments_by_row(source: RowSource, debt: int) -> dict[int, Payment]:
    """Return the payments to the debt of a row, by their own rows."""
    return {row["id"]: _PAYMENTS.value(row) for row in _PAYMENTS.rows(source, debt_id=debt)}


def equal_payments(work: UnitOfWork, code: str, payment: Payment) -> list[int]:
    """Return the rows of the payments to a debt on that day and of that amount."""
    same = {"debt_id": row_id(work, code), "date": payment.date, "amount": payment.amount}
    return [row["id"] for row in _PAYMENTS.rows(work, **same)]


def pay(work: UnitOfWork, code: str, payment: Payment) -> int:
    """Record a payment to a debt and return its row."""
    return work.insert("payments", {"debt_id": row_id(work, code), **_PAYMENTS.row(payment)})


def report(work: UnitOfWork, code: str, balance: ReportedBalance) -> None:
    """Keep what the lender's app shows on a day; a second report of a day replaces the first."""
    debt = row_id(work, code)
    day = balance.as_of
    for known in _BALANCES.rows(work, debt_id=debt, as_of=day):
        _BALANCES.update(work, known["id"], balance)
        return
    _BALANCES.insert(work, balance, debt_id=debt)


def renew(work: UnitOfWork, code: str, version: TermsVersion) -> None:
    """Add a later version of a debt's terms."""
    debt = row_id(work, code)
    number = len(work.rows("terms", debt_id=debt))
    work.insert("terms", {"debt_id": debt, **versions.version_row(number, version)})


def reports(db: Connection, code: str) -> tuple[ReportedBalance, ...]:
    """Return every reported balance of a debt, oldest first."""
    found = rows.fetch(
        db,
        """SELECT balances.* FROM balances JOIN debts ON debts.id = balances.debt_id
        WHERE debts.code = ? ORDER BY as_of""",
        (code,),
    )
    return tuple(map(_BALANCES.value, found))
