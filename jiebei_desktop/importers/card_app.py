"""An app's list of payments by cards of several banks (云闪付): each row names the card that paid.

The bank's own file and the card's bill have the same payments; this list is their mirror.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.bank_rows import BankJudge
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.links import APP
from jiebei_desktop.importers.preview import Declared, Notice, Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.tables import Table
from jiebei_desktop.importers.verdicts import Verdict
from jiebei_desktop.importers.words import Words, any_of

__all__ = ["APP", "is_app", "judge_of_app", "statement"]

_DAY = 10
_DIGITS = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])")


def is_app(table: Table, rows: Sequence[Row], words: Words) -> bool:
    """Say whether a list is an app's: its title says so, or its rows name their cards' banks."""
    titles, notes = any_of(words.links[APP]), any_of(words.bank["note_words"])
    if any(titles.search(line) and not notes.search(line) for line in table.before):
        return True
    return 2 * sum(_names_card(row.method, words) for row in rows) > len(rows)


def statement(
    table: Table, rows: Sequence[Row], told: tuple[Declared, tuple[Notice, ...]], words: Words
) -> Statement:
    """Return the judged list; ``told`` is what it declares and what was to be said of it so far."""
    stated, notices = told
    signless = all(row.fen >= 0 for row in rows) and not _sided(table)
    found = [_of_card(_signed(row, words) if signless else row, words) for row in rows]
    judge, days = judge_of_app(words, stated.holder), [row.at[:_DAY] for row in found if row.at]
    signs = (Notice(code="sign_by_words"),) if signless else ()
    wrong = tuple(Notice(code=row.problem, line=row.line) for row in found if row.problem)
    return Statement(
        format=APP,
        source=APP,
        account=stated.account,
        tail="",
        first=stated.first or min(days, default=""),
        last=stated.last or max(days, default=""),
        declared=stated,
        rows=found,
        verdicts=[judge(row) for row in found],
        notices=(*notices, *signs, *wrong),
        encoding=table.encoding,
        complete=not table.cut,
    )


def judge_of_app(words: Words, holder: str = "") -> Callable[[Row], Verdict]:
    """Return what judges rows by the card each names: a bank's account, or a credit card."""
    credit, judges = Credit(words), dict[str, BankJudge]()

    def judge(row: Row) -> Verdict:
        card = credit.card(row.method)
        named = card or _bank(row.method, words)
        if named not in judges:
            judges[named] = BankJudge(words, "" if card else named, card, (holder,))
        return judges[named].judge(row)

    return judge


def _sided(table: Table) -> bool:
    return "side" in table.header.columns or {"income", "expense"} <= table.header.columns.keys()


def _signed(row: Row, words: Words) -> Row:
    """Return a row with the sign of its words; a purchase whose state is a refund has none."""
    text = f"{row.kind} {row.item} {row.peer}"
    back = any_of(words.bank["app_in"]).search(text)
    if back and not any_of(words.bank["app_out"]).search(row.kind):
        return row
    if any_of(words.bank["app_out"]).search(text) and "退" not in row.status:
        return row._replace(fen=Fen(-row.fen))
    return row._replace(problem=row.problem or "unknown_direction")


def _of_card(row: Row, words: Words) -> Row:
    """Return a row with its card as method and the card's digits, from wherever it names them.

    A card beside the words of a repayment is the one that was paid back.
    """
    back = any_of(words.bank["app_back"]).search(f"{row.kind} {row.item}")
    texts = (row.method,) if back else (row.method, row.note, row.item, row.peer_account)
    named = next((text for text in texts if _names_card(text, words)), "")
    card = named or row.method
    digits = _DIGITS.search(card)
    return row._replace(method=card, tail=digits[1] if digits else row.tail)


def _names_card(text: str, words: Words) -> bool:
    kind = _bank(text, words) or any(word in text for word in words.bank["card_kinds"])
    return bool(kind) and _DIGITS.search(text) is not None


def _bank(text: str, words: Words) -> str:
    """Return the bank that a card's name begins with, in full or short, or empty."""
    full = [name for name in words.bank["names"] if name in text]
    if full:
        return str(full[0])
    begins = (name for name in words.bank["names"] if text.startswith(name[:-2]))
    return next((str(name) for name in begins), "")
