"""Which debt of the ledger a product of a statement means; asked once and remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jiebei_desktop.importers.words import Words
from jiebei_desktop.services.imports_values import DebtQuestion
from jiebei_desktop.storage.unit_of_work import UnitOfWork

DEBTS = "imports.debts"
PERSONS = "imports.persons"

Row = Mapping[str, Any]


def candidates(product: str, debts: Sequence[Row], words: Words) -> list[str]:
    """Return the ids of debts that ``product`` can mean, by name first, then by kind."""
    named = [debt["code"] for debt in debts if debt["name"] == product]
    if named:
        return named
    if product.endswith(words.card):
        return _cards(product, debts, words)
    near = [d["code"] for d in debts if product in d["name"] or d["name"] in product]
    if near:
        return near
    kinds = {known.code for known in words.products if known.name == product}
    return [debt["code"] for debt in debts if debt["product"] in kinds - {"other"}]


def _cards(product: str, debts: Sequence[Row], words: Words) -> list[str]:
    bank = product.removesuffix(words.card).removesuffix("银行")
    cards = [debt for debt in debts if debt["product"] == words.card_code]
    if not bank:
        return [debt["code"] for debt in cards]
    return [debt["code"] for debt in cards if bank in debt["name"]]


def match(
    products: Sequence[str], debts: Sequence[Row], remembered: Mapping[str, str], words: Words
) -> tuple[dict[str, str], tuple[DebtQuestion, ...]]:
    """Return the debt of each product that is clear, and a question for each that is not."""
    known = {debt["code"] for debt in debts}
    found: dict[str, str] = {}
    questions = []
    for product in products:
        answer = remembered.get(product)
        if answer is not None and (not answer or answer in known):
            found[product] = answer
            continue
        likely = candidates(product, debts, words)
        if len(likely) == 1:
            found[product] = likely[0]
        elif debts:
            rest = [debt["code"] for debt in debts if debt["code"] not in likely]
            questions.append(DebtQuestion(product=product, candidates=(*likely, *rest)))
    return found, tuple(questions)


def remember(work: UnitOfWork, key: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Add answers to a remembered table and return all of it."""
    rows = work.rows("settings", key=key)
    table: dict[str, str] = json.loads(rows[0]["value"]) if rows else {}
    merged = {**table, **answers}
    if merged == table:
        return table
    value = json.dumps(merged, ensure_ascii=False, sort_keys=True)
    if rows:
        work.update("settings", rows[0]["id"], {"value": value})
    else:
        work.insert("settings", {"key": key, "value": value})
    return merged
