"""A lender's own list: each row a payment with the parts that it prints, or a loan paid out.

What a list of moves shows as bought on credit waits: the wallet's bill has the same purchase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.importers.amounts import Cell, amount, moment, text_of
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.header import LENDER, names_of, parted
from jiebei_desktop.importers.lending import Lending, names
from jiebei_desktop.importers.preamble import declared
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.tables import Table
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of

_DAY = 10
_PAID = re.compile("实|已|扣|入账|时间|交易")
"""In the name of a day or an amount: it was paid. 还款日 may be the day on which it is due."""
_TOLD = re.compile("明细|记录|历史|流水")
_PLAN = re.compile("计划")


def is_moves(table: Table, words: Words) -> bool:
    """Say whether a table without parts lists what one lender paid out and was paid back.

    The lines above it name a loan, nothing says what an account held, and each row says what it is.
    A bank that is named like its loan has accounts, too.
    """
    notes, banks = any_of(words.bank["note_words"]), any_of(words.bank["names"])
    title = banks.sub("", " ".join(line for line in table.before if not notes.search(line)))
    columns = table.header.columns
    account = {"balance", "income", "expense", "side", "tail"} & columns.keys()
    credit = Credit(words)
    said = {"kind", "item"} & columns.keys()
    return bool(said) and not account and not credit.card(title) and bool(credit.loan(title))


def _was_paid(table: Table) -> bool:
    """Say whether a list is one of payments, by its columns or its title: a plan looks alike."""
    title, names, columns = "".join(table.before), table.header.names, table.header.columns
    shown = any(_PAID.search(names[columns[field][0]]) for field in ("at", "amount"))
    moves = table.header.format != LENDER  # each row says whether it was paid out or back
    return moves or shown or bool(_TOLD.search(title) and not _PLAN.search(title))


def statement(table: Table, words: Words, *, partial: bool) -> Statement:
    """Read a lender's list.

    Raises:
        StatementRefused: no row, a cut end without ``partial``, nothing names the lender, or
            nothing says that the sums were paid.
    """
    if "status" not in table.header.columns and not _was_paid(table):
        raise StatementRefused(code="repayment_list", facts={"lines": tuple(table.before)})
    records = list(table.records)
    reader = _Reader(table, words, [cells for _, cells, _ in records])
    pairs = [pair for line, cells, _ in records if (pair := reader.read(line, cells))]
    if not pairs:
        raise StatementRefused(code="no_rows", facts={"format": LENDER})
    if table.cut and not partial:
        raise StatementRefused(code="truncated", facts={"rows": len(pairs) - 1})
    pairs = pairs[:-1] if table.cut else pairs
    rows, verdicts = [row for row, _ in pairs], [verdict for _, verdict in pairs]
    days = [row.at[:_DAY] for row in rows if row.at]
    return Statement(
        format=LENDER,
        source=LENDER,
        account=reader.named,
        tail="",
        first=min(days, default=""),
        last=max(days, default=""),
        declared=declared(table.before),
        rows=rows,
        verdicts=verdicts,
        notices=tuple(Notice(code=r.problem, line=r.line) for r in rows if r.problem),
        encoding=table.encoding,
        complete=not table.cut,
    )


class _Reader:
    """Turns the records of one list into rows and verdicts."""

    def __init__(self, table: Table, words: Words, records: Sequence[Sequence[Cell]]) -> None:
        self._header = table.header
        place = self._header.first("amount")
        found = [amount(cells[place]) for cells in records if len(cells) > place]
        sizes = [money.fen for money in found if money and money.fen]
        self._minus = bool(sizes) and max(sizes) < 0
        """A list may write all that was paid with a minus; among others a minus is no payment."""
        self._whole = table.header.format == LENDER and not parted(table.header.columns)
        """The list names day and amount of each payment, and no parts."""
        self._payments = _was_paid(table)
        self._credit = Credit(words)
        states = words.lender_list["status"]
        self._states = {word: state for state, known in states.items() for word in known}
        self._lending = Lending(words, self._credit)
        self._banks: Sequence[str] = words.bank["names"]
        self._title = " ".join(table.before)
        self.named = self._debt(self._title)
        """The debt that the lines above the rows name, or empty."""

    def read(self, line: int, cells: Sequence[Cell]) -> tuple[Row, Verdict] | None:
        """Return a row with its verdict, or None for a line of sums, an empty one or a header."""
        full: list[Cell] = [*cells, *[""] * (self._header.width - len(cells))]
        texts = [text_of(cell) for cell in full]
        at = moment(full[self._header.first("at")])
        money = self._money(full[self._header.first("amount")])
        if names_of(texts) == self._header.names or (at is None and not self._told(texts)):
            return None
        problem = "date" if at is None else "amount" if money is None else ""
        state = self._states.get(self._text("status", texts))
        if state == "unpaid" or (state == "paid" and at is None and not self._sum(texts)):
            problem = ""
        kind = self._text("kind", texts) or self._text("item", texts)
        draws = self._draws(kind)
        product = self._product(texts)
        bought = self._bought(kind, product)
        row = Row(
            line=line,
            at=at or "",
            direction="收入" if draws else "支出",
            fen=money or ZERO,
            peer=product,
            item=kind if bought else "借款" if draws else "还款",
            method=product if bought else "",
            note=kind or self._text("number", texts),
            status=self._text("status", texts),
            problem=problem,
        )
        return row, self._judged(row, full)

    def _text(self, field: str, texts: Sequence[str]) -> str:
        place = self._header.first(field)
        return texts[place] if place >= 0 else ""

    def _sum(self, texts: Sequence[str]) -> str:
        """Return what the cell of the amount says, empty for nothing and nought."""
        return self._text("amount", texts).strip("-/0.")

    def _draws(self, kind: str) -> bool:
        return self._lending.draws(kind) and not self._lending.repays(kind)

    def _bought(self, kind: str, product: str) -> bool:
        """Say whether a row of moves is what was bought on credit, or given back by a shop."""
        moved = "principal" not in self._header.columns
        lends = self._lending.draws(kind) or self._lending.repays(kind)
        return moved and not lends and self._credit.method(product) == product

    def _told(self, texts: Sequence[str]) -> bool:
        """Say whether a row without a day stands for an instalment, by its number or its state."""
        number, status = self._text("number", texts), self._text("status", texts)
        return number.strip("第期").split("/")[0].isdecimal() or (
            bool(status) and status in self._states
        )

    def _product(self, texts: Sequence[str]) -> str:
        """Return the product of a row.

        Raises:
            StatementRefused: neither the row nor the lines above it name one.
        """
        found = self._debt(self._text("product", texts)) or self.named
        if not found:
            raise StatementRefused(code="repayment_list", facts={"lines": (self._title,)})
        return found

    def _debt(self, text: str) -> str:
        """Return the debt that a text names, as the rows of a payer's file would, or empty."""
        product = self._credit.product(text)
        bank = next((name for name in self._banks if name in text), "")
        if product or bank:
            return product or f"{bank}贷款"
        bare = Row(line=0, at="", direction="", fen=ZERO, peer=text)
        return next((name for name in names(bare) if self._lending.is_lender(name)), "")

    def _judged(self, row: Row, full: Sequence[Cell]) -> Verdict:
        state = self._states.get(row.status)
        if state == "paid" and not row.at and not row.problem:
            state = "unpaid"
        elif state == "unpaid" and self._whole and row.at and row.fen:
            state = ""  # a part of it was paid
        match state:
            case "unpaid":
                return plain(Kind.IGNORED_UNPAID, "unpaid")
            case _ if row.problem:
                return review(row.problem)
            case "failed":
                return Verdict(Kind.IGNORED_FAILED, "repayment_failed", product=row.peer)
            case "paid" if row.status or self._payments:
                return self._paid(row, full)
            case _:
                return review("lender_state")

    def _paid(self, row: Row, full: Sequence[Cell]) -> Verdict:
        if row.fen == 0:
            return plain(Kind.IGNORED_ZERO, "zero")
        if self._whole:
            return Verdict(Kind.DEBT_REPAY, "repaid", ((row.peer, Fen(-row.fen)),))
        if "principal" not in self._header.columns:
            return self._moved(row)
        shares = (self._parts(full, every=every) for every in (False, True))
        parts = next((one for one in shares if sum(one) == row.fen and min(one) >= 0), ())
        if not parts:
            return review("parts_differ")
        return Verdict(Kind.DEBT_REPAY, "repaid", ((row.peer, Fen(-row.fen)),), parts=parts)

    def _moved(self, row: Row) -> Verdict:
        if self._draws(row.note):
            return Verdict(Kind.DEBT_DRAW, "drawn", ((row.peer, row.fen),))
        if self._lending.repays(row.note):
            return Verdict(Kind.DEBT_REPAY, "repaid", ((row.peer, Fen(-row.fen)),))
        return review("credit_bill" if row.method else "lender_state")

    def _parts(self, full: Sequence[Cell], *, every: bool) -> tuple[Fen, ...]:
        """Return the parts, those of a kind from its best column or summed over ``every`` one.

        Nothing printed is nothing paid; what cannot be read makes the parts too small.
        """
        places = [self._header.columns.get(field, ()) for field in PARTS]
        return tuple(
            Fen(sum(self._part(full[place]) for place in (some if every else some[:1])))
            for some in places
        )

    def _part(self, cell: Cell) -> Fen:
        return self._money(cell) or ZERO

    def _money(self, cell: Cell) -> Fen | None:
        money = amount(cell)
        if money is None:
            return None
        signed = not self._minus and "principal" in self._header.columns
        return money.fen if signed else Fen(abs(money.fen))
