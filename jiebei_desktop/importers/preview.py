"""A file read whole: rows, verdicts, what it declares, and whether everything is accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.importers.refusals import Fact
from jiebei_desktop.importers.verdicts import BOOKED, IGNORED, NEUTRAL, Kind, Verdict

if TYPE_CHECKING:
    from jiebei_desktop.importers.credit_report import CreditReport
    from jiebei_desktop.importers.rows import Row

_TAIL = re.compile(r"([0-9]{4})(?![0-9*])")


class Notice(Struct, frozen=True, kw_only=True):
    """Something the reader of a statement should know: a code, a row, facts."""

    code: str
    line: int = 0
    """Line of the file, 0 for the file as a whole."""
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Total(NamedTuple):
    """Rows and fen of one kind."""

    rows: int
    fen: Fen


class Declared(Struct, frozen=True, kw_only=True):
    """Counts, sums and dates that a file states."""

    rows: int | None = None
    sums: Mapping[str, tuple[int, Fen]] = field(default_factory=dict)
    """Direction word to its count and fen."""
    first: str = ""
    last: str = ""
    account: str = ""
    title_month: tuple[int, int] | None = None
    holder: str = ""
    """Whose account it is, where the name stands there in full; it is never stored."""

    @property
    def tail(self) -> str:
        """Last four digits of the account, when it is a card."""
        found = _TAIL.findall(self.account)
        return found[-1] if found else ""


class BillDays(NamedTuple):
    """Days of the month; None where the bill does not name one."""

    bill: int | None = None
    due: int | None = None


NO_DAYS = BillDays()


class Statement(Struct, frozen=True, kw_only=True):
    """One statement, judged row by row; ``verdicts`` runs parallel to ``rows``."""

    format: str
    source: str
    """alipay, wechat, jd, meituan, alipay_book or the bank's short name."""
    account: str
    tail: str
    """Last digits of the card, empty for a wallet."""
    first: str
    """First day of the period, declared or found; empty for no rows."""
    last: str
    declared: Declared
    rows: Sequence[Row]
    verdicts: Sequence[Verdict]
    notices: tuple[Notice, ...] = ()
    encoding: str = ""
    complete: bool = True
    """False when the file was cut and only what is there was read."""
    proposed: tuple[ProposedDebt, ...] = ()
    """Debts that the paper itself lists, as a credit report does."""
    report: CreditReport | None = None
    """The credit report, sentence by sentence."""
    card: str = ""
    """The card a bill is of, as its rows name it; empty for all else."""
    bill_days: BillDays = NO_DAYS

    def by_kind(self) -> dict[Kind, Total]:
        """Return rows and fen per kind, in the closed list's order."""
        sizes: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for row, verdict in zip(self.rows, self.verdicts, strict=True):
            sizes[verdict.kind].append(abs(row.fen))
        return {kind: Total(len(each), Fen(sum(each))) for kind, each in sizes.items() if each}

    def debt_delta(self) -> dict[str, Fen]:
        """Return the change of what is owed per debt."""
        from jiebei_desktop.importers.credit import folded

        return folded(self.products())

    def products(self) -> dict[str, int]:
        """Return the change per product as the rows name it, each card by its digits."""
        found: dict[str, int] = {}
        for verdict in self.verdicts:
            for product, change in verdict.debts:
                found[product] = found.get(product, 0) + change
        return found

    def income(self) -> Fen:
        """Return the income, interest included."""
        return income_of(self.by_kind())

    def expense(self) -> Fen:
        """Return the expense net of refunds, without the fees inside transfers."""
        return expense_of(self.by_kind())

    def fees(self) -> Fen:
        """Return the fees inside transfers."""
        return Fen(sum(verdict.fee for verdict in self.verdicts))


class Accounted(Struct, frozen=True, kw_only=True):
    """How many rows went where; the four add up to the rows read."""

    booked: int
    neutral: int
    ignored: int
    review: int

    @property
    def rows(self) -> int:
        """All of them."""
        return self.booked + self.neutral + self.ignored + self.review


def income_of(kinds: Mapping[Kind, Total]) -> Fen:
    """Return the income among totals per kind, interest included."""
    found = (kinds.get(Kind.INCOME), kinds.get(Kind.INCOME_INTEREST))
    return Fen(sum(total.fen for total in found if total))


def expense_of(kinds: Mapping[Kind, Total]) -> Fen:
    """Return the expense among totals per kind, net of refunds."""
    spent, back = kinds.get(Kind.EXPENSE), kinds.get(Kind.REFUND)
    return Fen((spent.fen if spent else 0) - (back.fen if back else 0))


def accounted(kinds: Mapping[Kind, Total]) -> Accounted:
    """Count the four groups."""

    def rows(group: frozenset[Kind]) -> int:
        return sum(total.rows for kind, total in kinds.items() if kind in group)

    review = rows(frozenset({Kind.REVIEW}))
    return Accounted(
        booked=rows(BOOKED), neutral=rows(NEUTRAL), ignored=rows(IGNORED), review=review
    )
