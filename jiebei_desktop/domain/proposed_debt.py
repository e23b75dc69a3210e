"""A debt that papers show and nobody has entered: what is known of it, and from where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.domain.money import Fen

LATE_UNSAID = "late_unsaid"
"""Why of a debt that its report calls overdue without saying by how much."""


class Paper(StrEnum):
    """The paper that shows a debt."""

    STATEMENT = "statement"
    CREDIT_REPORT = "credit_report"


class ProposedDebt(Struct, frozen=True, kw_only=True):
    """A debt to adopt; a figure that the paper does not hold is None, never nought."""

    id: str
    """Stable: the same debt of the same lender keeps it from paper to paper."""
    name: str
    """As the paper names the product or account."""
    lender: str
    product: str
    """Code of ``products.toml``; ``other`` when the paper does not tell."""
    limit: Fen | None = None
    balance: Fen | None = None
    overdue: Fen | None = None
    as_of: str = ""
    """ISO day or month of the figures."""
    closed: bool = False
    """Settled, cancelled or handed on: listed, never adopted."""
    rows: tuple[int, ...] = ()
    """Lines of the paper that show it, from 1."""
    why: str = ""
    """Code that ``text.importing`` words."""
    paper: Paper = Paper.STATEMENT
    tail: str = ""
    """Last four digits of a card."""
    principal: Fen | None = None
    """What was lent."""
    lent: str = ""
    """ISO day on which it was lent; of a card or a line none is told."""
    until: str = ""
    """ISO day on which the last instalment is due."""
    late_months: int | None = None
    """Months late within five years, as a credit report counts them."""
    facts: Mapping[str, int] = field(default_factory=dict)
    """What ``why`` is told with: counts, and fen under keys ending in ``_fen``.

    Of a card whose bill names them also ``bill_day`` and ``due_day``, days of the month.
    """

    @property
    def is_late(self) -> bool:
        """Say whether the paper calls it overdue, by a known amount or not."""
        return bool(self.overdue) or self.why == LATE_UNSAID

    @property
    def full_name(self) -> str:
        """Its name with a card's digits, where the name does not tell them."""
        return self.name if self.tail in self.name else f"{self.name}({self.tail})"


def proposal_id(*marks: str) -> str:
    """Return the id of a debt by what tells it from others: lender, product, digits."""
    return sha256("\x1f".join(marks).encode()).hexdigest()[:8]
