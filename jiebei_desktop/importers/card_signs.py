"""What plus means on a credit card's bill that has one column of amounts and no balance."""

from __future__ import annotations

from collections.abc import Sequence

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import Notice
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.words import Words, any_of


def credit_signs(rows: list[Row], words: Words) -> tuple[list[Row], tuple[Notice, ...]]:
    """Decide by words whether plus means spending, as card statements usually have it.

    A file without a single minus has its signs in its words only: each row for itself.
    """
    ways = [_way(f"{row.kind} {row.item}", words) for row in rows]
    found = (Notice(code="sign_by_words"),)
    if all(row.fen >= 0 for row in rows):
        pairs = zip(rows, ways, strict=True)
        return [row if way < 0 else _turned(row) for row, way in pairs], found
    votes = sum(way if row.fen > 0 else -way for row, way in zip(rows, ways, strict=True))
    if not votes:  # words say nothing, or both: a card is used more often than it is paid
        votes = sum(1 if row.fen > 0 else -1 for row in rows)
    return (inverted(rows) if votes >= 0 else rows), found


def _way(text: str, words: Words) -> int:
    """Return 1 for words of spending, -1 for words of money back, 0 for neither.

    What a repayment costs is spending.
    """
    if any_of(words.bank["back_words"]).search(text):
        costs = words.bank_words["card_cost"].search(text)
        return 1 if costs and not words.bank_words["card_refund"].search(text) else -1
    return 1 if any_of(words.bank["spend_words"]).search(text) else 0


def _turned(row: Row) -> Row:
    return row._replace(fen=Fen(-row.fen))


def inverted(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the sign of each amount turned."""
    return [_turned(row) for row in rows]
