"""The values of an import: what was seen, what the user chose, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import (
    Accounted,
    Notice,
    Statement,
    Total,
    accounted,
    expense_of,
    income_of,
)
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.storage.imported import ImportBatch


class Update(Struct, frozen=True, kw_only=True):
    """A row that is in the ledger with another status."""

    index: int
    """Place in the statement's rows."""
    row_id: int
    former: str
    status: str


class Joined(Struct, frozen=True, kw_only=True):
    """A link between a row of this statement and a row of an earlier file, with its reason."""

    index: int
    row_id: int
    reason: str
    """Code that ``text.importing`` words: whose leg the leg is."""
    seconds: int
    fen: Fen
    tail: str
    leg_is_new: bool
    """The leg is in this statement; otherwise it is in the ledger already."""
    alone: Verdict | None = None
    """What a leg of this statement would be without the other file."""


class Unusual(Struct, frozen=True, kw_only=True):
    """One thing unlike other times: a code, the amount it is about, the lines of the file."""

    code: str
    """``income_above_usual``, ``same_as_other_account``, ``new_lender`` or ``no_salary``."""
    fen: Fen
    lines: tuple[int, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


class DebtQuestion(Struct, frozen=True, kw_only=True):
    """A product of the statement that no debt of the ledger answers to without doubt."""

    product: str
    candidates: tuple[str, ...]
    """Ids of the ledger's debts, the likelier first."""


class ImportPreview(Struct, frozen=True, kw_only=True):
    """A statement held against the ledger; nothing is written yet."""

    file: str
    sha256: str
    statement: Statement
    identities: tuple[str, ...]
    already: ImportBatch | None = None
    """The earlier import of this very file."""
    duplicates: frozenset[int] = frozenset()
    """Places of rows that are in the ledger already."""
    updates: tuple[Update, ...] = ()
    joined: tuple[Joined, ...] = ()
    reopened: tuple[int, ...] = ()
    """Ledger rows of closed orders that a refund of this statement proves to be paid."""
    debt_questions: tuple[DebtQuestion, ...] = ()
    persons: tuple[str, ...] = ()
    """Persons who sent money: income or a loan, asked once each."""
    lenders: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Counterparties that may lend, each with the places of its rows: a loan or ordinary payments,
    asked once each."""
    unusual: tuple[Unusual, ...] = ()

    as_read: Statement | None = None
    """The statement before the ledger was asked; None where the file was not read."""
    stored: ImportSummary | None = None
    """What the file came to when it was imported before; its rows are not read again then."""

    def summary(self) -> ImportSummary:
        """Return what the command reports of this file."""
        if self.stored is not None:
            return self.stored
        statement, kinds = self.statement, self.statement.by_kind()
        return ImportSummary(
            batch=None,
            file=self.file,
            format=statement.format,
            account=statement.account,
            first=statement.first,
            last=statement.last,
            declared_rows=statement.declared.rows,
            rows=len(statement.rows),
            accounted=accounted(kinds),
            duplicates=len(self.duplicates),
            by_kind=kinds,
            debt_delta=statement.debt_delta(),
            income=income_of(kinds),
            expense=expense_of(kinds),
            fees=statement.fees(),
            warnings=self.warnings(),
            unusual=self.unusual,
        )

    def warnings(self) -> tuple[Notice, ...]:
        """Return everything worth a look: about the file, its rows, and rows to review."""
        found = list(self.statement.notices)
        if self.already is not None:
            facts = {"on": self.already.imported_on, "file": self.already.file}
            found.insert(0, Notice(code="already", facts=facts))
        noted = {notice.line for notice in found}
        found += [
            Notice(code="review", line=row.line, facts={"reason": verdict.reason})
            for row, verdict in zip(self.statement.rows, self.statement.verdicts, strict=True)
            if verdict.kind is Kind.REVIEW and row.line not in noted
        ]
        found += [
            Notice(
                code="missed_repayment",
                line=row.line,
                facts={"product": verdict.product, "amount_fen": row.fen, "day": row.at[:10]},
            )
            for row, verdict in zip(self.statement.rows, self.statement.verdicts, strict=True)
            if verdict.reason == "repayment_failed"
        ]
        return tuple(found)


class Choices(Struct, frozen=True, kw_only=True):
    """What the user decided in the preview."""

    as_of: date | None = None
    """The day of the import."""
    debts: Mapping[str, str] = field(default_factory=dict)
    """Product to the id of a debt, or to empty text for none; remembered."""
    persons: Mapping[str, str] = field(default_factory=dict)
    """Person to ``income`` or ``loan``; remembered."""
    lenders: Mapping[str, str] = field(default_factory=dict)
    """Counterparty to ``loan`` or ``ordinary``; remembered."""
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    """Line to the kind a row shall have instead."""
    leave_out: frozenset[int] = frozenset()
    """Lines that shall not be booked at all; they stay in review."""
    categories: Mapping[int, str] = field(default_factory=dict)
    """Line to the category an entry shall have."""


class ImportSummary(Struct, frozen=True, kw_only=True):
    """What an import did, row for row accounted for."""

    batch: int | None
    """Number of the import, None when nothing was added."""
    file: str
    format: str
    account: str
    first: str
    last: str
    declared_rows: int | None
    rows: int
    accounted: Accounted
    duplicates: int
    by_kind: Mapping[Kind, Total]
    debt_delta: Mapping[str, Fen]
    income: Fen
    expense: Fen
    """Net of refunds, without the fees inside transfers."""
    fees: Fen
    warnings: tuple[Notice, ...]
    unusual: tuple[Unusual, ...] = ()
    entries: int = 0
    """Entries added."""
    updated: int = 0
    """Rows whose status changed."""
    linked: int = 0
