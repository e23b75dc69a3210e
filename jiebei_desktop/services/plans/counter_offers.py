"""What a lender's offer on the telephone means, and what to ask back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.counter_offer import CounterAnswer, CounterOffer, answer
from jiebei_desktop.domain.debts import Debt

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

__all__ = ["CounterAnswer", "CounterOffer", "counter_answer"]


def counter_answer(session: Session, debt: Debt, offer: CounterOffer, as_of: date) -> CounterAnswer:
    """Answer an offer from the ledger, fast enough for a call."""
    return answer(session.book(), debt, offer, as_of, session.rules)
