"""What one debt for home or work is asked for, no more than is needed, and what it is paid then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from jiebei_desktop.analysis.asked import REVIEW_MONTHS
from jiebei_desktop.analysis.carried import Low, Money
from jiebei_desktop.analysis.relief import ReliefKind, interest_only
from jiebei_desktop.domain import planning
from jiebei_desktop.domain.affordability import need_of
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.standing import Instalment, Stand, current_terms


class ReliefAsked(Struct, frozen=True, kw_only=True):
    """What a debt for home or work is asked for, no more than is needed; money in fen a month.

    Where living and the cash of every day leave its instalments, they go on and only what is late
    is paid in parts.
    """

    kept: Fen
    """What it takes a month by its contract, what is late in parts."""
    eased: bool
    """Whether the contract asks for more than there is: interest only for some months."""
    months: int
    """So long only interest is paid; every instalment comes so many months later."""
    until: date | None
    """The last day on which only that is paid; None of a debt without days."""
    interest_only: Fen
    instalment: Fen
    """What falls due next by the contract; 0 for a debt without monthly instalments."""
    due: date | None
    """The day of that."""
    arrears: Fen
    """What is late, and what will be by ``put_off``."""
    arrears_months: int
    arrears_part: Fen
    arrears_from: date | None
    """The day of the first part; None where nothing is late."""
    last_part: date | None
    """The day of the last; None as above."""
    able: Fen
    """What living leaves for it, in whole tens of yuan."""
    put_off: date | None = None
    """The contract's next day, which this week's money does not reach; None where it does."""
    short: Low | None = None
    """What is missing on the leanest day by the contract; None where living leaves too little."""

    @property
    def needed(self) -> bool:
        """Whether anything has to be asked."""
        return self.eased or bool(self.arrears)

    @property
    def kinds(self) -> frozenset[ReliefKind]:
        """Which kinds of relief are asked for; none where nothing can be promised beside."""
        spread = {ReliefKind.ARREARS_SPREAD} if self.arrears else set[ReliefKind]()
        lighter = {ReliefKind.INTEREST_ONLY} if self.eased and self.interest_only else set()
        return frozenset(spread | lighter) if self.monthly else frozenset()

    @property
    def each(self) -> Fen:
        """What is paid a month beside the arrears: interest, or the instalment."""
        return self.interest_only if self.eased else self.instalment

    @property
    def need(self) -> Fen:
        """That and one part of the arrears."""
        return Fen(self.each + self.arrears_part)

    @property
    def arrears_last(self) -> Fen:
        """The last part, which equal ones leave; 0 where nothing is late."""
        return Fen(self.arrears - self.arrears_part * (self.arrears_months - 1))

    @property
    def enough(self) -> bool:
        """Whether what is left carries what is asked."""
        return not self.eased or self.need <= self.able

    @property
    def monthly(self) -> Fen:
        """What can be promised: never more than is left."""
        return self.need if self.enough else self.able

    @property
    def first(self) -> date | None:
        """The first day on which anything is paid."""
        return self.due if self.each and self.due is not None else self.arrears_from

    @property
    def periods(self) -> int:
        """How often that is paid."""
        return self.months if self.eased and self.each else self.arrears_months


def relief_asked(
    one: Stand, *, eased: bool, able: int, put_off: date | None = None, short: Low | None = None
) -> ReliefAsked:
    """Return what one protected debt is asked for.

    Args:
        one: the debt, where its parts begin: what this week makes good of it is paid.
        eased: its contract asks for more than there is.
        able: fen a month that living leaves for it.
        put_off: the day of a due that waits until then.
        short: what the cash of a day lacks by the contract, where that is the reason.
    """
    parts = planning.cured(one.debt, one.owed)
    instalment, part = need_of(one.debt, one.owed), planning.cure_part(one.owed.arrears)
    interest = interest_only(one.debt, one.owed)
    return ReliefAsked(
        kept=Fen(instalment + part),
        eased=eased,
        months=REVIEW_MONTHS,
        until=days[-1] if (days := _eased_days(one)) else None,
        interest_only=min(interest, instalment or interest),
        instalment=instalment,
        due=one.owed.next_due,
        arrears=one.owed.arrears,
        arrears_months=len(parts),
        arrears_part=part,
        arrears_from=parts[0][0] if parts else None,
        last_part=parts[-1][0] if parts else None,
        able=max(ZERO, Fen(able // TEN_YUAN * TEN_YUAN)),
        put_off=put_off,
        short=short,
    )


def lightens(one: Stand) -> bool:
    """Return whether interest only asks for less than the dues of its months.

    Not while months of interest only that were agreed still run: they are looked at anew at their
    end, and asked for no second time.
    """
    terms = current_terms(one.debt, one.owed.as_of)
    if not one.dues or (terms.interest_only and not one.dues[0].principal):
        return False
    until = add_months(one.dues[0].day, REVIEW_MONTHS)
    return max(due.amount for due in one.dues if due.day < until) > interest_only(
        one.debt, one.owed
    )


def dues_of(stand: Stand) -> list[Money]:
    """Return every due of a debt on its day, none before today."""
    return [(max(due.day, stand.owed.as_of), due.amount) for due in stand.dues]


def _eased_days(one: Stand) -> list[date]:
    """Return the days of a debt's first months, on the day of the month on which it falls due."""
    if not one.dues:
        return []
    first = Month.of(one.dues[0].day)
    return [first.plus(n).day(_number(one)) for n in range(REVIEW_MONTHS)]


def _number(one: Stand) -> int:
    return max(due.day.day for due in one.dues)


def dues_under(one: Stand, asked: ReliefAsked | None) -> list[Money]:
    """Return what a debt is paid beside its arrears, month by month.

    Its dues by the contract; where it is eased interest for some months, or what is left for it,
    and every due so many months later.
    """
    dues = dues_of(one)
    if asked is None or not asked.eased or not dues:
        return dues
    each = asked.interest_only if asked.enough else asked.able
    eased = [(day, each) for day in _eased_days(one) if each]
    later = [(Month.of(day).plus(asked.months).day(_number(one)), fen) for day, fen in dues]
    return [*eased, *later]


def paid_under(one: Stand, asked: ReliefAsked | None) -> tuple[Money, ...]:
    """Return all that a debt is paid: every due, with its equal part of the arrears.

    Where not even interest is left, the parts of those months are not.
    """
    parts = planning.cured(one.debt, one.owed)
    if asked is not None and asked.eased and not asked.enough:
        parts = parts[asked.months :]
    found = defaultdict[date, int](int)
    for day, amount in (*parts, *dues_under(one, asked)):
        found[day] += amount
    return tuple((day, Fen(found[day])) for day in sorted(found))


def eased_rows(one: Stand, asked: ReliefAsked) -> tuple[Instalment, ...]:
    """Return an eased debt's instalments, what is late as charges; none where it is not eased."""
    return tuple(_rows(one, asked)) if asked.eased and asked.enough and one.dues else ()


def _rows(one: Stand, asked: ReliefAsked) -> Iterator[Instalment]:
    parts = dict(planning.cured(one.debt, one.owed))
    paid, since = paid_under(one, asked), one.owed.as_of
    dues = [amount - parts.get(day, 0) for day, amount in paid]
    balances = _balances(one, [due for (day, _), due in zip(paid, dues, strict=True)
                               if asked.until is not None and day > asked.until])  # fmt: skip
    before, eased = balances[0], len(paid) - len(balances) + 1
    for place, ((day, amount), due) in enumerate(zip(paid, dues, strict=True), 1):
        balance = balances[max(0, place - eased)]
        yield Instalment(
            n=place, due=day, days=(day - since).days, payment=amount,
            principal=Fen(before - balance), interest=Fen(due - before + balance),
            fee=parts.get(day, ZERO), balance=balance,
        )  # fmt: skip
        before, since = balance, day


def _balances(one: Stand, dues: Sequence[int]) -> list[Fen]:
    """Return the principal before a loan's dues, and after each of them: nothing after the last."""
    terms = current_terms(one.debt, one.owed.as_of)
    rate = terms.rate.monthly(terms.day_basis)
    whole = Fen(one.owed.parts.principal - one.owed.overdue_principal)
    found = [ZERO]
    for due in reversed(dues[1:]):
        found.append(Fen(min(whole, half_up((found[-1] + due) / (1 + rate)))))
    return [whole, *reversed(found)] if dues else [whole]
