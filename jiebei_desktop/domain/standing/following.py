"""One debt followed into days ahead, with payments that are decided on the way.

The same replay as ``owed``: a debt followed with payments stands as if they had been entered.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Allocation, Debt, DebtId, Payment, Stage
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing.replay import Replay
from jiebei_desktop.domain.standing.start_of_replay import called_in, later_draws, run, walked


class Following:
    """A debt that moves forward from a day; a settled one, or one not drawn yet, owes nothing."""

    def __init__(self, debt: Debt, as_of: date, until: date) -> None:
        self._debt = debt
        self._until = until
        owes = debt.stage is not Stage.SETTLED and as_of >= debt.contract_date
        self._made: list[Payment] = []
        later = [payment for payment in debt.payments if payment.date > as_of]
        self._entered = [(each.date, int(each.amount), each.kept) for each in later]
        self._total: Fen | None = None
        self._walk = self._walked(as_of) if owes else None
        versions = (version.effective_from for version in debt.versions)
        self._agreed = [day for day in versions if as_of < day <= until]

    @property
    def debt(self) -> DebtId:
        """The debt that is followed."""
        return self._debt.id

    @property
    def total(self) -> Fen:
        """All that is owed at the end of the day reached."""
        if self._total is None:
            self._total = ZERO if self._walk is None else Fen(self._walk.dues().total)
        return self._total

    @property
    def overdue_since(self) -> date | None:
        """The day the oldest instalment that is late fell due; None while nothing is late."""
        if self._walk is None:
            return None
        late = (lot for lot in self._walk.late_lots() if lot.open)
        return min((lot.due_on for lot in late if lot.due_on), default=None)

    def reach(self, day: date) -> None:
        """Move to the end of a day, through everything that happens on the way."""
        if self._walk is None or day <= self._walk.day:
            return
        self._total = None
        while self._agreed and self._agreed[0] <= day:
            self._walk = self._walked(self._agreed.pop(0))
        self._run(self._walk, day)

    def pay(self, amount: Fen) -> None:
        """Pay on the day reached."""
        if self._walk is None:
            return
        self._made.append(Payment(date=self._walk.day, amount=amount, after_balance=True))
        self._total = None
        self._walk.pay(amount)

    def _walked(self, day: date) -> Replay:
        debt = replace(self._debt, payments=(*self._debt.payments, *self._made))
        return walked(debt, day, _ORDER.get(debt.terms.allocation), until=self._until)

    def _run(self, walk: Replay, day: date) -> None:
        called_on = called_in(self._debt, day)
        ahead = called_on is not None and called_on > walk.day
        start = walk.day
        entered = [each for each in self._entered if start < each[0] <= day]
        draws = [(d.date, int(d.amount)) for d in later_draws(self._debt, start) if d.date <= day]
        run(walk, entered, called_on if ahead else None, day, draws)


_ORDER = {Allocation.UNKNOWN: Allocation.FEES_INTEREST_PRINCIPAL}
"""Where the contract does not say, a payment is followed in the order of the law."""
