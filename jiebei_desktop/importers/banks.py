"""Bank statements: columns by synonyms, signs proved by the balance chain, rows judged by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.importers import card_app, checks
from jiebei_desktop.importers.amounts import (
    Cell,
    amount,
    clock,
    foreign,
    identifier,
    moment,
    tail_of,
    text_of,
)
from jiebei_desktop.importers.bank_rows import BankJudge
from jiebei_desktop.importers.card_bill import bill_days
from jiebei_desktop.importers.card_signs import credit_signs, inverted
from jiebei_desktop.importers.credit import card_name
from jiebei_desktop.importers.header import Header, names_of
from jiebei_desktop.importers.options import Options, ticking
from jiebei_desktop.importers.payers import Payers, apart
from jiebei_desktop.importers.preamble import declared, declared_of
from jiebei_desktop.importers.preview import NO_DAYS, Declared, Notice, Statement
from jiebei_desktop.importers.proof import held_to_balance
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.rows import Row, intact, unique
from jiebei_desktop.importers.tables import Table
from jiebei_desktop.importers.verdicts import Verdict
from jiebei_desktop.importers.words import Words, any_of

_MIN_CELLS, _DAY, _TRAILER_LINES = 3, 10, 600
_NO_MOVE = re.compile(
    r"[本当全]?[页月日年期季部]?(?:收入|支出|借方|贷方)?(?:发生额)?(?:合计|小计|总计|累计)(?:笔数|金额)?"
    r"|承前页|过次页|(?:转|承)[上下]页|上页结转|结转下页|(?:期初|期末|上期|本期|上日|上月|上年)(?:余额|结余|结转)"
)
"""What a dated line says that only adds up, or carries a balance over."""
_TRAILER = re.compile(r"合计|以上数据|本页|总计|说明[:：]|^#(?!#)|^-{4}")
_SHORT_NAMES = {
    "招商银行": "cmb",
    "工商银行": "icbc",
    "建设银行": "ccb",
    "农业银行": "abc",
    "中国银行": "boc",
    "交通银行": "bocom",
    "兴业银行": "cib",
    "浦发银行": "spdb",
    "中信银行": "citic",
    "广发银行": "cgb",
}
_SEVERAL = 2
_BEHIND = re.compile(r".*[0-9].*[(](.*)[)]")
"""An amount with its side in brackets."""
_PAIRED = re.compile("币(?:种)?/金额$")
"""Name over a currency and an amount, which some papers part into two cells."""
_TEXTS = (
    "kind", "peer", "peer_account", "item", "note", "order", "currency", "tail", "status", "method",
)  # fmt: skip


class BankReader:
    """Turns the records of one bank file into rows, money in positive."""

    def __init__(self, header: Header, words: Words, month: tuple[int, int] | None) -> None:
        self._header = header
        self._words = words
        self._month = month
        self._balance = header.first("balance")
        self._pair = "income" in header.columns and "expense" in header.columns
        self._side = header.first("side")
        self._paired = [n for n, name in enumerate(header.names) if _PAIRED.search(name)]
        self._payers = Payers(words)
        self._local = frozenset(words.bank["local_currency"])
        self.spent = (list[int](), list[int]())
        """Lines whose money out stands in a column of its own: without a minus, and with one."""
        self._sides = {
            **dict.fromkeys(words.bank["income_sides"], 1),
            **dict.fromkeys(words.bank["expense_sides"], -1),
        }

    def read(self, line: int, cells: Sequence[Cell]) -> Row | None:
        """Return the row of a record, or None for a trailer or a repeated header."""
        full = self._whole(cells)
        texts = [text_of(cell) for cell in full]
        filled = sum(1 for text in texts if text)
        if not filled or names_of(texts) == self._header.names:
            return None
        if any(map(_NO_MOVE.fullmatch, texts)):
            return None
        at = self._at(full)
        if at is None and filled < _MIN_CELLS:
            return None
        if at is None and (_TRAILER.search(texts[0]) or not self._has_amount(full)):
            return None
        return self._row(line, full, texts, at)

    def _whole(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return the cells below all names; a currency parted from its amount is put before it."""
        full: list[Cell] = [*cells, *[""] * (self._header.width - len(cells))]
        extra = len(full) - self._header.width
        for place in self._paired:
            if text_of(full[place]).isalpha() and place + 1 < len(full):
                full[place] = f"{text_of(full[place])} {text_of(full[place + 1])}"
                full[place + 1] = ""
                if extra >= len(self._paired):  # its name has one cell, too
                    del full[place + 1]
        return full

    def _row(self, line: int, full: list[Cell], texts: list[str], at: str | None) -> Row:
        fen, problem, named = self._of_pair(full, line) if self._pair else self._fen(full)
        found = {field: self._text(field, texts) for field in _TEXTS}
        wide = any(texts[self._header.width :])
        balance = amount(full[self._balance]) if self._balance >= 0 else None
        currency = named or found["currency"]
        note = self._rest(texts, {found["kind"], found["item"], found["peer"]})
        peer, account = apart(found["peer"])
        peer = peer or self._payers.named(found["kind"], found["item"], note)
        return Row(
            line=line,
            at=at or "",
            direction="",
            fen=fen,
            peer=peer,
            peer_account=found["peer_account"] or account,
            item=found["item"],
            kind=found["kind"],
            note=note,
            method=found["method"],
            status=found["status"],
            order=identifier(full[self._header.first("order")]) if found["order"] else "",
            problem=problem or ("ragged" if wide else "") or ("" if at else "date"),
            currency="" if currency in self._local else currency,
            balance=balance.fen if balance else None,
            tail=tail_of(full[self._header.first("tail")]) if found["tail"] else "",
        )

    def _rest(self, texts: list[str], told: set[str]) -> str:
        """Return the words of a row that stand in no field: a paper may have several for one."""
        columns = (self._header.columns.get(field, ()) for field in ("note", "item", "kind"))
        words = dict.fromkeys(texts[place] for places in columns for place in places)
        return " ".join(word for word in words if word and word not in told)

    def _text(self, field: str, texts: list[str]) -> str:
        place = self._header.first(field)
        return texts[place] if place >= 0 else ""

    def _at(self, full: list[Cell]) -> str | None:
        for place in self._header.columns["at"]:
            day = moment(full[place], self._month)
            if day is None:
                continue
            hour = self._header.first("clock")
            if len(day) == _DAY and hour >= 0:
                time = clock(full[hour])
                return f"{day} {time}" if time else day
            return day
        return None

    def _has_amount(self, full: list[Cell]) -> bool:
        places = [self._header.first(field) for field in ("income", "expense", "amount")]
        found = [amount(full[place]) for place in places if place >= 0]
        return any(money.fen for money in found if money)

    def _fen(self, full: list[Cell]) -> tuple[Fen, str, str]:
        """Return the signed amount, a problem code, and the currency that the amount names."""
        found = _money(full[self._header.first("amount")])
        if found is None:
            return ZERO, "amount", ""
        fen, currency = found
        if self._side < 0:
            return fen, "", currency
        # 35.00/RMB(支出): the side stands behind the amount, or in a cell of its own.
        way = text_of(full[self._side])
        sign = self._sides.get(_BEHIND.sub(r"\1", half_width(way)))
        if sign is None:
            return fen, "unknown_direction", currency
        return Fen(sign * fen), "", currency

    def _of_pair(self, full: list[Cell], line: int) -> tuple[Fen, str, str]:
        value, currency = 0, ""
        found = False
        for field, sign in (("income", 1), ("expense", -1)):
            cell = full[self._header.first(field)]
            if text_of(cell) in {"", "-", "--", "/"}:
                continue
            money = _money(cell)
            if money is None:
                return ZERO, "amount", ""
            found = True
            value += sign * money[0]
            if sign < 0 and money[0]:
                self.spent[money[0] < 0].append(line)
            currency = money[1] or currency
        return Fen(value), "" if found else "amount", currency


def _money(cell: Cell) -> tuple[Fen, str] | None:
    """Return an amount with the other currency it names, if any; None when it cannot be read."""
    plain = amount(cell)
    return (plain.fen, "") if plain else foreign(cell)


def statement(table: Table, words: Words, chosen: Options) -> Statement:
    """Read a bank statement.

    Raises:
        StatementRefused: no rows, a cut end, or totals that differ without ``partial``.
    """
    about = declared(table.before)
    reader = BankReader(table.header, words, about.title_month)
    rows, trailers = _read(table, reader)
    rows, rounded = intact(rows) if table.text else (rows, 0)
    stated = declared_of([*table.before, *trailers], len(rows))
    bank = _bank(table, rows, words)
    rows, notices = _whole(table, rows, stated, bank, partial=chosen.partial)
    if card_app.is_app(table, rows, words):
        return card_app.statement(table, rows, (stated, notices), words)
    found = [row.tail for row in rows if row.tail]
    tail = stated.tail or (found[0] if found else "")
    card = is_card(table, rows, words)
    credit = card_name(f"{bank}{words.card}", tail) if card else ""
    signed, sign = _signs(table, rows, credit, words)
    if table.encoding == "pdf" and not chosen.partial:
        signed = held_to_balance(signed)
    judge = BankJudge(words, bank, credit, (stated.holder, *found))
    days = [row.at[:_DAY] for row in signed if row.at]
    return Statement(
        format=_SHORT_NAMES.get(bank, "bank") + ("_credit" if credit else ""),
        source=_SHORT_NAMES.get(bank, "bank"),
        account=stated.account or f"{bank}{tail}",
        tail=tail,
        first=stated.first or min(days, default=""),
        last=stated.last or max(days, default=""),
        declared=stated,
        rows=signed,
        verdicts=[judge.judge(row) for row in ticking(signed, chosen.progress, len(signed))],
        notices=(*notices, *checks.lost_notices(rounded), *sign, *_notices(found, signed)),
        encoding=table.encoding,
        complete=not table.cut,
        card=credit,
        bill_days=bill_days([*table.before, *trailers]) if credit else NO_DAYS,
    )


def judge_of_bank(source: str, words: Words) -> Callable[[Row], Verdict]:
    """Return what judges the rows of a bank's accounts; cards have no words that can be unknown."""
    if source == card_app.APP:
        return card_app.judge_of_app(words)
    names = {short: name for name, short in _SHORT_NAMES.items()}
    return BankJudge(words, names.get(source, ""), "").judge


def reader_is_pair(header: Header) -> bool:
    """Say whether money in and out have a column each."""
    return "income" in header.columns and "expense" in header.columns


def _read(table: Table, reader: BankReader) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    trailers: list[str] = []
    shortest = last = table.open_end
    account = ""
    for line, cells, broken in table.records:
        row = reader.read(line, cells)
        if row is not None:
            row = row if row.tail or not account else row._replace(tail=account)
            shortest, last = min(shortest, last), len(cells)
            short = broken and len(cells) < table.header.width
            rows.append(row._replace(problem="broken") if short else row)
        elif len(trailers) < _TRAILER_LINES:
            trailers.append(" ".join(str(cell) for cell in cells))
            account = declared(trailers[-1:]).tail or account
    if last < shortest:
        rows[-1] = rows[-1]._replace(problem="broken")
    plain, minus = reader.spent
    return (_spent(rows, frozenset(minus), alone=not plain) if minus else rows), trailers


def _spent(rows: list[Row], lines: frozenset[int], *, alone: bool) -> list[Row]:
    """Read money out that is printed with a minus: throughout, or as money that came back.

    Where they are ``alone``, none of the column without it, it is how the paper prints them, unless
    the balances speak against.
    """
    turned = [row._replace(fen=Fen(-abs(row.fen))) if row.line in lines else row for row in rows]
    if alone and len(checks.balance_breaks(turned)) <= len(checks.balance_breaks(rows)):
        return turned
    return [row._replace(refunded=row.fen) if row.line in lines else row for row in rows]


def _bank(table: Table, rows: Sequence[Row], words: Words) -> str:
    """Return the bank's name from the lines around the header, or empty."""
    text = " ".join((*table.before, *table.header.names))
    hints: Mapping[str, str] = words.bank["hints"]
    for hint, name in hints.items():
        if hint in text:
            return name
    names = [name for name in words.bank["names"] if name in text]
    return names[0] if names and rows else ""


def _whole(
    table: Table, rows: list[Row], stated: Declared, bank: str, *, partial: bool
) -> tuple[list[Row], tuple[Notice, ...]]:
    cut = table.cut or bool(rows and rows[-1].problem == "broken")
    if cut and not partial:
        raise StatementRefused(code="truncated", facts={"rows": max(len(rows) - 1, 0)})
    if cut:
        rows = rows[:-1]
    if not rows:
        raise StatementRefused(code="no_rows", facts={"format": "bank"})
    count = checks.count_notice(stated, rows)
    if count is not None and not partial:
        raise StatementRefused(count.code, count.facts)
    local = [row for row in rows if not row.currency]
    named = [row._replace(direction="收入" if row.fen > 0 else "支出") for row in local]
    sums = checks.sum_notices(stated, named, _SHORT_NAMES.get(bank, "bank"))
    if sums and not partial:
        raise StatementRefused(sums[0].code, sums[0].facts)
    kept, dropped = unique(rows)
    notices = [count, *sums] if count is not None else [*sums]
    notices += [Notice(code="equal_rows", facts={"rows": dropped})] if dropped else []
    notices += [Notice(code="truncated", facts={"rows": len(kept)})] if cut else []
    return kept, tuple(notices)


def is_card(table: Table, rows: Sequence[Row], words: Words) -> bool:
    """Say whether the file is a credit-card statement, by what is in it.

    Its title or a column of last digits says so, or balances that never rise above nought, or
    nothing but words of cards. A note around the table that speaks of cards is no title.
    """
    titles, notes = any_of(words.bank["card_titles"]), any_of(words.bank["note_words"])
    if any(titles.search(line) and not notes.search(line) for line in table.before):
        return True
    if any(word in name for name in table.header.names for word in words.bank["card_columns"]):
        return True
    balances = [row.balance for row in rows if row.balance is not None]
    if len(balances) > 1 and max(balances) <= 0 and min(balances) < 0:
        return True
    if table.header.first("balance") >= 0 or reader_is_pair(table.header):
        return False
    speaks = any_of(words.bank["credit_words"])
    worded = sum(1 for row in rows if speaks.search(f"{row.kind} {row.item}"))
    return table.header.first("side") < 0 and worded * 2 >= len(rows)


def _signs(
    table: Table, rows: list[Row], credit: str, words: Words
) -> tuple[list[Row], tuple[Notice, ...]]:
    """Return the rows with money in positive, and a notice when a person should confirm it."""
    if table.inverted is not None:
        return (inverted(rows) if table.inverted else rows), ()
    if reader_is_pair(table.header) or table.header.first("side") >= 0:
        return rows, ()
    if credit and all(row.balance is None or row.balance > 0 for row in rows):
        return credit_signs(rows, words)
    if table.header.first("balance") < 0 or len(rows) == 1:
        return _unproved(rows)
    as_is, turned = checks.balance_breaks(rows), checks.balance_breaks(inverted(rows))
    if len(turned) < len(as_is):
        return inverted(rows), (Notice(code="sign_by_balance"),)
    return (rows, ()) if len(as_is) < len(turned) else _unproved(rows)


def _unproved(rows: list[Row]) -> tuple[list[Row], tuple[Notice, ...]]:
    """Take the file's own minus at its word; without a single one nobody knows the direction."""
    if all(row.fen >= 0 for row in rows):
        code = "unknown_direction"
        rows = [row._replace(problem=row.problem or code) if row.fen else row for row in rows]
    return rows, (Notice(code="sign_unproved"),)


def _notices(tails: Sequence[str], rows: Sequence[Row]) -> tuple[Notice, ...]:
    return (*_account_notices(tails), *_balance_notices(rows), *_row_notices(rows))


def _account_notices(tails: Sequence[str]) -> tuple[Notice, ...]:
    several = sorted(set(tails))
    if len(several) < _SEVERAL:
        return ()
    return (Notice(code="several_accounts", facts={"accounts": "、".join(several)}),)


def _balance_notices(rows: Sequence[Row]) -> tuple[Notice, ...]:
    local = [row for row in rows if not row.currency]
    if all(row.balance is None for row in local):
        return ()
    return tuple(Notice(code="balance_breaks", line=line) for line in checks.balance_breaks(local))


def _row_notices(rows: Sequence[Row]) -> tuple[Notice, ...]:
    told = {"", "balance"}  # a broken balance has a notice of its own
    return tuple(Notice(code=row.problem, line=row.line) for row in rows if row.problem not in told)
