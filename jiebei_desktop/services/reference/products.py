"""Templates of common products: what to pre-fill when a debt is added, never a fact of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct

from jiebei_desktop import bundle
from jiebei_desktop.domain.debts import (
    LenderType,
    Method,
    Minimum,
    Priority,
    Terms,
    usual_multiplier,
)
from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.services.reference.rulebook import document, each


class ProductTemplate(Struct, frozen=True, kw_only=True):
    """Usual terms of a product; the user confirms each against the contract."""

    code: str
    lender: str
    """Who usually lends behind the app; empty when that cannot be said."""
    lender_type: LenderType
    priority: Priority
    terms: Terms
    methods: tuple[Method, ...]
    source: str
    grade: Grade
    as_of: date


@lru_cache(maxsize=1)
def templates() -> tuple[ProductTemplate, ...]:
    """Return the shipped templates in the order they are offered.

    Raises:
        RuleDataError: the file is missing or a template is not complete.
    """
    raw = document(bundle.resources() / "rules", "products")
    return tuple(each(raw, "products", "product", _template))


def template(code: str) -> ProductTemplate:
    """Return the template of a product code; an unknown code gets the one for other debts."""
    known = {one.code: one for one in templates()}
    return known.get(code, known["other"])


def usual_penalty(
    code: str, lender: LenderType | None, priority: Priority | None = None
) -> Decimal:
    """Return what multiplies the rate once late: the product's usual, for such a lender.

    What is not known of the lender and of the priority is what is usual of the product.
    """
    known = template(code)
    kind, rank = lender or known.lender_type, priority or known.priority
    return usual_multiplier(kind, rank, known.terms.penalty_multiplier)


def _template(raw: dict[str, Any]) -> ProductTemplate:
    return ProductTemplate(
        code=raw["code"],
        lender=raw["lender"],
        lender_type=LenderType(raw["lender_type"]),
        priority=Priority(raw["priority"]),
        terms=_terms(raw),
        methods=tuple(Method(method) for method in raw["methods"]),
        source=raw["source"],
        grade=Grade(raw["grade"]),
        as_of=raw["as_of"],
    )


def _terms(raw: dict[str, Any]) -> Terms:
    rate, minimum = raw["rate"], raw.get("minimum")
    terms = partial(
        Terms,
        rate=Rate(value=Decimal(rate["value"]), per=RatePeriod(rate["per"])),
        day_basis=DayBasis(raw["day_basis"]),
        method=Method(raw["method"]),
        periods=raw.get("periods"),
        penalty_multiplier=Decimal(raw["penalty_multiplier"]),
        grace_days=raw["grace_days"],
    )
    if minimum is None:
        return terms()
    floor = parse_yuan(minimum["floor"])
    return terms(minimum=Minimum(fraction=Decimal(minimum["fraction"]), floor=floor))
