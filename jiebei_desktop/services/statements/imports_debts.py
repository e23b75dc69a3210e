"""Which debt of the ledger a product of a statement means; asked once and remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.words import Words
from jiebei_desktop.services.statements.imports_values import DebtQuestion
from jiebei_desktop.storage.debt_names import DebtName

_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ANY_KIND = frozenset({"other", "online_loan", "bank_loan"})
"""Codes that say nothing of which lender it is."""
DEBTS = "imports.debts"
PERSONS = "imports.persons"
LENDERS = "imports.lenders"
"""Remembered answers: product to a debt's id, person to income or loan, lender's name to loan or
ordinary."""


def candidates(product: str, debts: Sequence[DebtName], words: Words) -> list[str]:
    """Return the ids of debts that ``product`` can mean, by name first, then by kind."""
    named = [debt.code for debt in debts if debt.name == product]
    if named:
        return named
    base, tail = card_parts(product)
    if base.endswith(words.card):
        return _cards(base, tail, debts, words)
    near = [d.code for d in debts if product in d.name or d.name in product]
    if near:
        return near
    kinds = {known.code for known in words.products if known.name == product}
    return [debt.code for debt in debts if debt.product in kinds - _ANY_KIND]


def _cards(card: str, tail: str, debts: Sequence[DebtName], words: Words) -> list[str]:
    """Return the cards of a bank; digits that a debt's name or note tells must be the card's own.

    A card without a bank's name can be any: it is asked about even where there is one card only.
    """
    bank = card.removesuffix(words.card).removesuffix("银行")
    cards = [debt for debt in debts if debt.product == words.card_code]
    of_bank = [debt for debt in cards if bank and bank in debt.name]
    known = {debt.code: digits_of(f"{debt.name} {debt.note}") for debt in cards}
    exact = [debt.code for debt in (of_bank or cards) if tail and tail in known[debt.code]]
    return exact or [d.code for d in of_bank if not (tail and known[d.code])]


def digits_of(text: str) -> frozenset[str]:
    """Return the last digits of cards that a text tells: four that stand alone."""
    return frozenset(_DIGITS.findall(text))


def match(
    products: Iterable[str], debts: Sequence[DebtName], remembered: Mapping[str, str], words: Words
) -> tuple[dict[str, str], tuple[DebtQuestion, ...]]:
    """Return the debt of each product that is clear, and a question for each that is not."""
    known = {debt.code for debt in debts}
    found: dict[str, str] = {}
    questions = []
    for product in products:
        answer = remembered.get(product)
        if answer is not None and (not answer or answer in known):
            found[product] = answer
            continue
        taken = _taken(product, {**remembered, **found})
        likely = [code for code in candidates(product, debts, words) if code not in taken]
        if len(likely) == 1:
            found[product] = likely[0]
        elif debts:
            rest = [debt.code for debt in debts if debt.code not in likely]
            questions.append(DebtQuestion(product=product, candidates=(*likely, *rest)))
    return found, tuple(questions)


def _taken(product: str, answers: Mapping[str, str]) -> set[str]:
    """Return the debts that are other cards of the same bank: with other last four digits."""
    base, tail = card_parts(product)
    if not tail:
        return set()
    others = {name: code for name, code in answers.items() if name != product}
    return {code for name, code in others.items() if card_parts(name)[0] == base != name}


def cards_met(found: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to remember of themselves: which digits belong to which card."""
    return {product: code for product, code in found.items() if card_parts(product)[1]}
