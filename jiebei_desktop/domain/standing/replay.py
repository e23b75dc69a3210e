"""A debt walked day by day event: instalments fall due, payments arrive, all may fall due.

Between events interest runs as an exact fraction; it becomes fen only when something is posted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.allocation import Dues, allocate, in_turn
from jiebei_desktop.domain.debts import Allocation, Method, Minimum, Terms, Unchanged
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import thirtieths
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import charges
from jiebei_desktop.domain.standing.open_instalments import Lot, dues_of, enlarge, is_slight, reduce
from jiebei_desktop.domain.standing.plan_anew import IN_PARTS, plan_anew
from jiebei_desktop.domain.standing.schedules import Beginning, Instalment, minimum_due

_NONE = Fraction(0)
_NO_MINIMUM = Minimum(fraction=Decimal(0), floor=ZERO)


class Replay(Struct, kw_only=True):
    """The state of one debt on ``day``; ``advance`` accrues, the other methods post."""

    terms: Terms
    order: Allocation
    day: date
    undue: int
    """Principal that has not fallen due."""
    lots: list[Lot]
    fees: int = 0
    fees_fall_due: bool = False
    """The fees are asked for with the next instalment; those an agreement carried wait."""
    carried: int = 0
    """Penalty that an agreement carried over: it waits like its fees."""
    carried_interest: int = 0
    """Interest that an agreement carried over, inside ``accrued``, for the last lot or in parts."""
    accrued: Fraction = Fraction(0)
    """Interest of the running period on principal not due."""
    billed: int = 0
    """Posted interest of a revolving account that no minimum has asked for yet."""
    bill_is_cut: bool = False
    """The bill of the running cycle is known: interest since then is on the next one."""
    period_start: date
    unapplied: int = 0
    paid_in_period: int = 0
    next: int = 0
    """Index of the first lot that has not fallen due."""
    _cleared: int = 0
    """Leading lots that have fallen due and bear nothing any more: no sum needs them again."""
    cycle_undue: int = 0
    cycle_billed: int = 0
    """Principal and billed interest at the start of the cycle: the minimum counts from them."""

    daily: Fraction = _NONE
    """Interest of one day per fen of principal not due; a flat fee takes its place."""
    penalty_daily: Fraction = _NONE
    """Penalty of one day per fen overdue: the contract rate times the multiplier."""

    def __post_init__(self) -> None:
        contract = self.terms.rate.daily(self.terms.day_basis)
        flat = self.terms.method is Method.FEE_INSTALMENT
        self.daily = Fraction(0) if flat else contract
        self.penalty_daily = contract * Fraction(self.terms.penalty_multiplier)

    def due_lots(self) -> Sequence[Lot]:
        """Return the lots that have fallen due, oldest first, without the first ones cleared."""
        return self.lots[self._cleared : self.next]

    def late(self, lot: Lot, day: date) -> bool:
        """Return whether ``lot`` is past its due day and the days of grace."""
        if lot.reported:
            return True
        return lot.due_on is not None and day > lot.due_on + timedelta(self.terms.grace_days)

    def late_lots(self) -> Sequence[Lot]:
        """Return the lots that are late on ``day``, oldest first, without the first cleared."""
        before = self.day - timedelta(self.terms.grace_days)
        return [
            lot
            for lot in self.lots[self._cleared : self.next]
            if lot.reported or (lot.due_on is not None and lot.due_on < before)
        ]

    def growth(self, to: date) -> Fraction:
        """Return the interest that principal not due gathers until ``to``."""
        days = self._units(to) - self._units(self.day) if self.undue and to != self.day else 0
        return self.daily * (self.undue * days) if days else _NONE

    def _units(self, day: date) -> int:
        """Days of the running period that count until ``day``; a monthly period counts 30."""
        days = max(0, (day - self.period_start).days)
        if self.terms.day_basis is not DayBasis.MONTHLY:
            return days
        if not self.is_pending():
            return thirtieths(self.period_start, day)
        if self.terms.method is Method.SINGLE and self.terms.periods is None:
            return days
        lot = self.lots[self.next]
        return lot.units if day >= lot.row.due else min(lot.units, days)

    def is_pending(self) -> bool:
        """Whether an instalment is still to fall due."""
        return self.next < len(self.lots)

    def advance(self, to: date) -> None:
        """Accrue interest, penalty and compound interest from ``day`` to ``to``."""
        grown = self.growth(to)
        if grown:
            self.accrued += grown
        if to != self.day:
            compounds = self.terms.compound_overdue_interest
            charges.run_on(self.due_lots(), self.day, to, compounds=compounds)
        self.day = to

    def fall_due(self) -> None:
        """Let the next lot fall due: its principal and the interest of the period post."""
        lot = self.lots[self.next]
        self.accrued = Fraction(half_up(self.accrued))
        lot.due_on = lot.row.due
        asked = int(lot.row.payment)
        if self.terms.method is Method.REVOLVING:
            asked = self.minimum()
            self._bill(lot, asked)
        else:
            self._ask(lot)
        self.undue -= lot.principal
        self._note_actual(lot)
        self._next_period(lot.row.due)
        self._let_pass(lot, asked)

    def _ask(self, lot: Lot) -> None:
        """Ask for the interest of the period that ends, and for the fees that go with it."""
        lot.fee = lot.row.fee if self.undue else 0  # nothing left to spread: no more fees
        lot.fee += self._fees_due()
        is_last = self.next + 1 == len(self.lots)
        if is_last or not 0 < lot.row.payment <= self.paid_in_period:  # else: asked next time
            run, waits = int(self.accrued), self.carried_interest
            lot.interest = run if is_last else lot.asked(run, waits, self.terms)
            self._take_accrued(lot.interest)

    def _take_accrued(self, amount: int) -> None:
        """Take interest that has run; what an agreement carried over goes last."""
        self.accrued -= amount
        self.carried_interest = min(self.carried_interest, int(self.accrued))

    def _fees_due(self) -> int:
        """Take the fees that fall due now."""
        taken = self.fees if self.fees_fall_due else 0
        self.fees -= taken
        return taken

    def _bill(self, lot: Lot, minimum: int) -> None:
        """Ask for the minimum of the cycle that ends, its interest once."""
        billed = self.billed + (0 if self.bill_is_cut else int(self.accrued))
        lot.fee = self._fees_due()
        short = max(0, minimum - self.paid_in_period - lot.fee)
        lot.interest = min(billed, short)
        lot.principal = min(self.undue, short - lot.interest)
        self.billed += int(self.accrued) - lot.interest
        self.accrued = Fraction(0)
        self.bill_is_cut = False

    def minimum(self) -> Fen:
        """Return the minimum of the running cycle of a revolving account, on its due day.

        It asks for the interest of the bill that is cut; without one the bill is cut on the day.
        """
        rule = self.terms.minimum or _NO_MINIMUM
        charges = self.cycle_billed
        if not self.bill_is_cut:
            charges = self.billed + half_up(self.accrued) + self.lots[self.next].paid_interest
        charges += self.fees if self.fees_fall_due else 0
        return minimum_due(rule, Fen(self.cycle_undue), Fen(charges))

    def _note_actual(self, lot: Lot) -> None:
        """Put what really fell due into the row, where payments have changed it."""
        interest = lot.interest + lot.paid_interest
        principal = lot.principal + lot.paid_principal
        lot.row = lot.row._replace(
            interest=Fen(interest),
            principal=Fen(principal),
            fee=Fen(lot.fee),
            payment=Fen(principal + interest + lot.fee),
        )

    def _next_period(self, start: date) -> None:
        self.period_start = start
        self.paid_in_period = 0
        self.cycle_undue, self.cycle_billed = self.undue, self.billed
        self.next += 1

    def _let_pass(self, lot: Lot, asked: int) -> None:
        """Move a slight rest of an instalment that was paid to those still to come.

        Lenders round otherwise than this program: a few yuan less than worked out here never
        make a debt overdue. The last instalment takes the principal, the next one the interest.
        """
        rest = lot.principal + lot.interest
        revolves = self.terms.method is Method.REVOLVING
        if lot.fee or not is_slight(asked, asked - rest, lot.slack):
            return
        if revolves:
            self.billed += lot.interest
        elif self.is_pending():
            self.accrued += lot.interest
            enlarge(self.lots[-1], lot.principal)
        else:
            return  # it was the last instalment: its rest has nothing to go on with
        self.undue += lot.principal
        lot.principal = lot.interest = 0
        self._note_actual(lot)

    def accelerate(self) -> None:
        """Let everything fall due on ``day``, as the lender announced."""
        pending = self.lots[self.next :]
        rest = self.undue - sum(lot.principal for lot in pending)
        if rest > 0:
            row = Instalment(0, self.day, 0, Fen(rest), Fen(rest), ZERO, ZERO, ZERO)
            pending.append(Lot(row=row, principal=rest))
            self.lots.append(pending[-1])
        if pending:
            pending[0].interest += half_up(self.accrued) + self.billed
            pending[0].fee += self._fees_due()
            self.accrued, self.billed, self.carried_interest = Fraction(0), 0, 0
        for lot in pending:
            lot.due_on = self.day
            self._note_actual(lot)
        self.undue = 0
        self.next = len(self.lots)

    def draw(self, amount: int) -> None:
        """Lend more on ``day``: the instalments still to come repay it on the same due days.

        What had been paid beyond all that was owed meets it first.
        """
        self.undue += amount
        held, self.unapplied = self.unapplied, 0
        if self.is_pending() and self.terms.method is not Method.REVOLVING:
            self._plan_anew(None)
        if held:
            self.pay(held)

    def pay(self, amount: int, kept: Unchanged | None = None) -> None:
        """Apply a payment received on ``day``; ``kept`` says what it leaves of the plan."""
        late = self.late_lots()
        charges.post(late, self.penalty_daily)
        paid = self._allocated(amount)
        posted = self.billed + dues_of(self.due_lots()).interest
        if paid.undue or paid.interest > posted:  # else the running period goes on undivided
            self.accrued = Fraction(half_up(self.accrued))
        self.unapplied += amount - paid.total
        self._pay_fees(paid.fees)
        self.carried -= charges.pay(late, paid.penalty, paid.compound)
        self._pay_interest(paid.interest)
        self._pay_due(paid.overdue)
        even = self.terms.method in IN_PARTS and self.is_pending()
        if kept and even and 0 < paid.undue < self.undue:
            self.undue -= paid.undue
            if self.lots[self.next].principal:  # else it was paid ahead, and stays so
                self.paid_in_period = 0
            self._plan_anew(kept)
        else:
            self._pay_undue(paid.undue)
        for lot in self.due_lots():
            self._let_pass(lot, int(lot.row.payment))
        for lot in self.due_lots():
            if not lot.open and not self.late(lot, self.day):
                charges.cure(lot)
        while self._cleared < self.next and self.lots[self._cleared].cleared:
            self._cleared += 1

    def _plan_anew(self, kept: Unchanged | None) -> None:
        """Spread principal that is not due over the instalments still to come."""
        begin = Beginning(self.day, carried=Fen(half_up(self.accrued) - self.carried_interest))
        plan_anew(self.lots, Fen(self.undue), self.terms, begin, kept)

    def _allocated(self, amount: int) -> Dues:
        """Return what each kind receives.

        Money that is enough for everything that is late pays it whole, then what is due today, and
        only then what an agreement carried over, interest that runs and principal that is not due:
        the debt is on time again. Where nothing has fallen due the next instalment goes before
        what was carried over: paid some days early it is paid. The order of the contract, or of
        art. 561 of the Civil Code, decides where it is not enough; it speaks of all interest.
        """
        dues, running = self.dues(), half_up(self.accrued) + self.billed
        if not self.behind():
            order = Allocation.FEES_INTEREST_PRINCIPAL
            fallen = dues_of(self.due_lots())
            ahead, wait = Dues(), self.waiting()
            if self.is_pending() and not fallen.total:
                run, fees = running - wait.interest, self.fees - wait.fees
                ahead = Dues(fees=fees, interest=run, undue=self.undue)
                ahead = self.lots[self.next].ahead(ahead, self.paid_in_period)
            rest = Dues(
                fees=self.fees - ahead.fees,
                penalty=dues.penalty,
                interest=running - ahead.interest,
                undue=self.undue - ahead.undue,
            )
            return in_turn(amount, order, fallen, ahead, rest)
        late, waits = self._late(), self.waiting()
        if amount < late.total:
            asked = replace(dues, fees=dues.fees - waits.fees, penalty=dues.penalty - waits.penalty)
            asked = replace(asked, interest=dues.interest - waits.interest)
            return allocate(amount, asked, self.order)
        today = dues_of(lot for lot in self.due_lots() if not self.late(lot, self.day))
        rest = replace(waits, interest=running, undue=self.undue)
        return in_turn(amount, self.order, late, today, rest)

    def dues(self) -> Dues:
        """Return what a payment on ``day`` can be applied to, every component rounded once."""
        fallen = dues_of(self.due_lots())
        penalty, compound = charges.charged(self.late_lots(), self.penalty_daily)
        return Dues(
            fees=self.fees + fallen.fees,
            compound=compound,
            penalty=penalty + self.carried,
            interest=self.billed + half_up(self.accrued) + fallen.interest,
            overdue=fallen.overdue,
            undue=self.undue,
        )

    def waiting(self) -> Dues:
        """Return the charges an agreement carried over that the next instalment leaves to wait."""
        return self._carried(self.lots[self.next].beside) if self.is_pending() else Dues()

    def left_over(self) -> Dues:
        """Return the same once nothing else is still to fall due: they wait no longer."""
        rest = self.is_pending() and (self.undue or self.billed or self.accrued)
        return Dues() if rest or not self.lots else self._carried()

    def _carried(self, asked: int = 0) -> Dues:
        return Dues(
            fees=0 if self.fees_fall_due else self.fees,
            penalty=self.carried,
            interest=max(0, self.carried_interest - asked),
        )

    def behind(self) -> bool:
        """Whether anything is overdue; a payment on the due day pays the instalment whole."""
        late, daily = self.late_lots(), self.penalty_daily
        return any(lot.open or charges.is_penal(lot, daily) for lot in late)

    def arrears(self) -> Parts:
        """Return what is late without what waits; nothing while nobody is behind."""
        return self._late().parts if self.behind() else Parts()

    def _late(self) -> Dues:
        dues, waits, late = self.dues(), self.waiting(), dues_of(self.late_lots())
        return replace(
            late,
            fees=late.fees + self.fees - waits.fees,
            penalty=dues.penalty - waits.penalty,
            compound=dues.compound,
        )

    def _pay_fees(self, amount: int) -> None:
        for lot in self.due_lots():
            taken = min(lot.fee, amount)
            lot.fee -= taken
            amount -= taken
        self.fees -= amount

    def _pay_interest(self, amount: int) -> None:
        left = amount
        for lot in self.due_lots():
            taken = min(lot.interest, left)
            lot.interest -= taken
            lot.paid_interest += taken
            left -= taken
        billed = min(self.billed, left)
        self.billed -= billed
        self._take_accrued(left - billed)
        self.paid_in_period += left
        if self.next < len(self.lots):
            self.lots[self.next].paid_interest += left

    def _pay_due(self, amount: int) -> None:
        for lot in self.due_lots():
            amount -= reduce(lot, amount)

    def _pay_undue(self, amount: int) -> None:
        self.undue -= amount
        self.paid_in_period += amount
        left = amount
        for lot in self.lots[self.next :]:
            if not left:
                break
            left -= reduce(lot, left)
