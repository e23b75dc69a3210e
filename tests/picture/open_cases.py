"""Cases as tests begin with them: what a press writes is written into one that is open."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import Case
from jiebei_desktop.services.cases.casefile import case_of
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage.cases import case_in


def open_case(session: Session, debt: DebtId, on: date) -> Case:
    """Return the open case of a debt, opened now if there was none.

    Raises:
        KeyError: there is no such debt.
    """
    session.history.run("case-open", lambda work: case_in(work, debt, on))
    case = case_of(session, debt)
    assert case is not None
    return case
