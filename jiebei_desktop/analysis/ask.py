"""What to ask the creditors for, so that a budget holds: the mildest, and what stands beside it.

Housing and secured debts are outside the budget; where money is short they are asked for relief. A
debt without a plan is asked about like one in arrears. A budget that cannot carry any plan still
gets an answer: what could be sold, a part of what is owed, token payments, or a pause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.affordability import pause_months
from jiebei_desktop.analysis.agreed import Agreed, JointPlan, Kept, Tier
from jiebei_desktop.analysis.asked import agreed_to, held, paid_off, to_wait
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.claims import claim_of
from jiebei_desktop.analysis.concession import Concession, Grace, frontier, grace, lowest_first
from jiebei_desktop.analysis.course import MonthlyAmount, Steps, monthly
from jiebei_desktop.analysis.dues import first_day, moved_due_day
from jiebei_desktop.analysis.joint import joint
from jiebei_desktop.analysis.kept import as_agreed, as_it_stands, contracts_hold, paid_whole
from jiebei_desktop.analysis.last_resort import (
    cuts_principal,
    family_last,
    least,
    raised,
    relieved,
    shortfall,
)
from jiebei_desktop.analysis.prospect import Prospect, prospect
from jiebei_desktop.analysis.relief import Relief, Saleable, for_sale, relief, repaid, sources
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.fair_shares import capped_shares
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Stand, stands

CASH_CARRIES, CONTRACT_HOLDS = "cash_carries", "contract_holds"
_HALF_YEAR = 6
_CUT = frozenset({"waiver", "principal", "pause"})


class Frontier(Struct, frozen=True, kw_only=True):
    """For one debt: the highest annual rate its payment bears at each term."""

    debt: DebtId
    payment: Fen
    points: tuple[tuple[int, Decimal], ...]


class Extra(Struct, frozen=True, kw_only=True):
    """What else one creditor could be asked for at its payment; None where it does not apply."""

    debt: DebtId
    grace: Grace | None
    first_half_year: Fen | None
    """The lowest payment of the first six months if the payment is made up to the longest term."""
    due_day: int | None
    """Due day to ask for where the contract's falls before the money arrives."""


class Treated(StrEnum):
    """How a creditor is treated among the others."""

    ALIKE = "alike"
    """Asked for the same as all who are asked, as far as its kind of lender allows."""
    CONTRACT = "contract"
    """On time and kept by its contract."""
    FAMILY = "family_last"
    """Paid from what the lenders leave."""
    WHOLE = "paid_whole"
    """Paid whole with the first payment: nothing is asked."""
    SOLD = "paid_off"
    """Repaid at once from what is sold."""


class Start(Struct, frozen=True, kw_only=True):
    """What a plan starts from."""

    known: Sequence[Stand]
    """The debts as they stand."""
    first: date
    """The day of the first payment."""
    home: Prospect
    """What comes in and goes out."""
    carried: bool = False
    """Cash carries every contract as it stands, whatever the amount."""
    told: bool = True
    """Whether anything is known of income and living: else nothing is known to be missing."""
    spent: Fen = ZERO
    """Fen that were paid of them before: no month later has that of the first month's amount."""


class Asks(Struct, frozen=True, kw_only=True):
    """What to ask for, and what stands beside it."""

    amount: MonthlyAmount
    """Fen a month."""
    first: date
    """The day of the plan's first payment."""
    feasible_without: bool
    """The contracts hold as they are, within the budget or by the cash at hand."""
    asks: tuple[Concession, ...]
    """The mildest set; empty when nothing has to be asked."""
    claims: tuple[Claim, ...]
    """What every negotiable creditor claims, in the order of the debts."""
    treated: tuple[tuple[DebtId, Treated], ...]
    whole: Mapping[DebtId, Fen]
    """Lenders paid whole with the first payment, who are asked for nothing: what they get then."""
    tokens: tuple[tuple[DebtId, Fen], ...]
    """The budget shared by what is owed: a sign of good will when no plan holds."""
    relief: tuple[Relief, ...]
    """What protected debts may be asked for."""
    sources: tuple[Saleable, ...]
    """What can be sold, where something has to be asked."""
    shortfall: Fen
    """Missing each month even without interest over the longest terms; 0 when a plan exists."""
    explanation: str
    """Code of the strongest lever: nothing_owed, only_guarded, contract_holds, cash_carries,
    freeze, cap, instalments_interest_free, longer_term, lower_rate, lump_sum, waiver, principal,
    family_last, pause."""
    pause: int | None
    """Months of pause to ask for when nothing is affordable; None when not needed or unknown."""
    exact: bool
    """The set asked for is proved the mildest over the levers offered."""
    carried: bool = False
    """Cash keeps every contract as it stands, whatever the amount: nobody is asked."""
    told: bool = True
    """Whether anything is known of income and living."""
    given: Mapping[DebtId, Fen] = field(default_factory=dict)
    """What idle cash pays of each debt today; what is asked repays the rest."""

    @property
    def by_cash(self) -> bool:
        """Whether nobody is asked because cash keeps the contracts, not the amount."""
        return self.explanation == CASH_CARRIES

    @property
    def budget(self) -> Fen:
        """Fen a month in the first months."""
        return Fen(self.amount.first)

    def of(self, debt: DebtId) -> Concession | None:
        """Return what a creditor is asked for; None where nothing is."""
        return next((one for one in self.asks if one.debt == debt), None)

    def claim(self, debt: DebtId) -> Claim:
        """Return what a creditor claims, asked or not."""
        return next(one for one in self.claims if one.debt == debt)

    def waits(self, debt: Debt) -> bool:
        """Return whether one who is not asked gets nothing.

        A relative, while principal is cut or nothing can be paid; everybody, where nothing is known
        of income and living and so nobody can be named an amount.
        """
        paused = self.explanation == "pause"
        if paused and not self.told:
            return True
        short = paused or any(one.cuts_principal for one in self.asks)
        return debt.is_family and short

    def frontier(self, debt: DebtId) -> Frontier:
        """Return the highest rates the payment of a debt bears; of its token when not asked."""
        asked = next((one for one in self.asks if one.debt == debt and one.payment), None)
        steps: Steps = () if asked is None else tuple(one for one in asked.steps if one[1])
        payment = dict(self.tokens)[debt] if asked is None else asked.payment
        points = frontier(self.claim(debt), payment, steps)
        return Frontier(debt=debt, payment=payment, points=points)


def extras(asks: Asks, book: Book, known: Iterable[Stand]) -> tuple[Extra, ...]:
    """Return for every debt asked: grace, lower first payments, a moved due day.

    Args:
        asks: what is asked for.
        book: the ledger's values, for the day on which the money arrives.
        known: the debts as they stand.
    """
    asked = {one.debt: one for one in asks.asks if one.payment}
    return tuple(
        Extra(
            debt=claim.debt,
            grace=None if claim.late else grace(claim, asked[claim.debt].payment),
            first_half_year=None
            if claim.late
            else lowest_first(claim, asked[claim.debt].payment, _HALF_YEAR),
            due_day=None
            if stand.owed.next_due is None
            else moved_due_day(book, stand.owed.next_due, stand.owed.as_of),
        )
        for stand in known
        if stand.debt.id in asked
        for claim in (asks.claim(stand.debt.id),)
    )


def ask(
    book: Book,
    budget: Fen | MonthlyAmount,
    as_of: date,
    rules: RuleBook,
    *,
    capitalise: bool = False,
    start: Start | None = None,
) -> Asks:
    """Return the mildest concessions that make a plan hold within a monthly budget.

    Args:
        book: the ledger's values.
        budget: fen a month for all debts that can be negotiated, which may rise.
        as_of: today.
        rules: the longest terms by kind of lender, the line of all costs, relief for homes.
        capitalise: charges due so far become principal, as some lenders demand.
        start: what the plan starts from, where it was reckoned before; else the earliest day.
    """
    begins = start or Start(
        known=stands(book.debts, as_of), first=first_day(book, as_of), home=prospect(book, as_of)
    )
    open_ones = [stand for stand in begins.known if stand.owed.parts.total > 0]
    pairs = [stand for stand in open_ones if not stand.debt.is_guarded]
    claims = tuple(
        claim_of(stand.debt, stand.owed, rules, begins.first, capitalise=capitalise)
        for stand in pairs
    )
    amount = as_agreed(pairs, monthly(budget), (begins.first, as_of), begins.spent)
    return _ask(book, amount, as_of, rules, replace(begins, known=open_ones), claims)


def _ask(
    book: Book,
    amount: MonthlyAmount,
    as_of: date,
    rules: RuleBook,
    start: Start,
    claims: tuple[Claim, ...],
) -> Asks:
    """Return the same of debts that owe, and of their claims; a day's part is asked of nobody."""
    open_ones, first, budget = start.known, start.first, Fen(amount.first)
    pairs = [stand for stand in open_ones if not stand.debt.is_guarded]
    within = contracts_hold(pairs, first, amount.with_a_day(), as_of, start.spent)
    holds = within or start.carried
    to_sell = () if holds else _to_sell(book, start, claims)
    whole = paid_whole(pairs, first, budget, holds=holds)
    stay = [as_it_stands(one, first, as_of) for one in pairs]
    none = _unasked(start, claims, within=within)
    found = none if holds else _found(claims, stay, amount, to_sell, whole)
    asks, is_cut, paused = _asks(found), found.code in _CUT, found.code == "pause"
    pause = pause_months(start.home, least(claims, whole)) if paused and start.told else None
    if paused:
        asks = to_wait(claims, pairs, (as_of, pause), whole) if start.told else held(claims, as_of)
    return Asks(
        amount=(found.amount or amount)._replace(most=0, eased=(0, 0)),
        first=first,
        feasible_without=holds,
        asks=asks,
        claims=claims,
        treated=_treated(claims, asks, whole),
        whole=whole,
        tokens=_tokens(claims, budget),
        relief=relief(book, open_ones, rules, needed=start.told and not holds),
        sources=to_sell,
        shortfall=shortfall(claims, found.amount or amount) if start.told and is_cut else ZERO,
        explanation=found.code,
        pause=pause,
        exact=found.exact,
        carried=start.carried,
        told=start.told,
    )


def _to_sell(book: Book, start: Start, claims: Sequence[Claim]) -> tuple[Saleable, ...]:
    offered = for_sale(book.assets, ((each.debt, each.owed) for each in start.known))
    return sources(offered, claims, start.first)


class _Found(Struct, frozen=True):
    agreed: tuple[Agreed, ...]
    lumps: tuple[tuple[Claim, Fen], ...]
    """The claims that are paid a sum at once, before it."""
    code: str
    exact: bool
    amount: MonthlyAmount | None = None
    """The amount risen as far as it may before principal is cut; None where it need not."""


def _unasked(start: Start, claims: Sequence[Claim], *, within: bool) -> _Found:
    """Say why nothing is asked: the amount or the cash keeps all, or nothing can be negotiated."""
    code = CONTRACT_HOLDS if within else CASH_CARRIES
    if not claims:
        code = "only_guarded" if start.known else "nothing_owed"
    return _Found((), (), code, exact=True)


def _found(
    every: tuple[Claim, ...],
    stay_of: Sequence[Kept | None],
    amount: MonthlyAmount,
    to_sell: Sequence[Saleable],
    whole: Mapping[DebtId, Fen],
) -> _Found:
    """Try the levers in their order: plans, then what can be sold, then a part of what is owed.

    What is paid whole with the first payment comes before them all. A pause is asked for where the
    budget brings not every lender an instalment, or is not sure and something would be let go.
    """
    pairs = zip(every, stay_of, strict=True)
    left = [(claim, keep) for claim, keep in pairs if claim.debt not in whole]
    claims, kept = tuple(claim for claim, _ in left), [keep for _, keep in left]
    once = sum(whole.values())
    if amount.first <= 0:
        return _Found((), (), "pause", exact=True)
    plan = joint(claims, kept, amount, once)
    if plan is not None:
        asked = _with_family(claims, kept, (amount, once), plan)
        return _Found(asked, (), _code(plan, claims), plan.proved)
    lumps = _lumps(claims, to_sell)
    rest = tuple(repaid(claim, lumps.get(claim.debt, 0)) for claim in claims)
    stay = [None if claim.debt in lumps else keep for claim, keep in zip(claims, kept, strict=True)]
    open_ones = [k for k, claim in enumerate(rest) if claim.total > 0]
    rest, stay = tuple(rest[k] for k in open_ones), [stay[k] for k in open_ones]
    told = tuple((claim, lumps[claim.debt]) for claim in claims if claim.debt in lumps)
    more, plan = amount, joint(rest, stay, amount, once) if lumps else None
    if plan is None:
        if not amount.sure or amount.first - once < least(rest, ()):
            return _Found((), (), "pause", exact=True)
        more, plan = raised(rest, stay, amount, once)
    if plan is not None:
        asked = _with_family(rest, stay, (more, once), plan)
        return _Found(asked, told, "lump_sum" if told else _code(plan, rest), plan.proved, more)
    cut = relieved(rest, more.less(once))
    tier = Tier.PRINCIPAL if cuts_principal(cut) else Tier.WAIVER
    return _Found(cut, told, tier, exact=True, amount=more)


def _code(plan: JointPlan, claims: Sequence[Claim]) -> str:
    """Name the strongest lever; where no lender is asked, a relative has to wait or nobody."""
    if plan.agreed:
        return plan.tier.value
    return Treated.FAMILY.value if any(claim.family for claim in claims) else CONTRACT_HOLDS


def _lumps(claims: Sequence[Claim], to_sell: Sequence[Saleable]) -> dict[DebtId, Fen]:
    found: dict[DebtId, int] = defaultdict(int)
    for source in to_sell:
        for debt, amount in source.use:
            found[debt] += amount
    return {one.debt: Fen(found[one.debt]) for one in claims if one.debt in found}


def _with_family(
    claims: Sequence[Claim],
    kept: Sequence[Kept | None],
    money: tuple[MonthlyAmount, int],
    plan: JointPlan,
) -> tuple[Agreed, ...]:
    """Add what relatives get from the money that lenders leave: fen a month, and gone at once."""
    amount, once = money
    streams = [one.steps for one in plan.agreed] + [((1, once),), amount.held_back]
    staying = [kept[k] for k in plan.kept]
    streams += [((keep.months, keep.payment),) for keep in staying if keep is not None]
    return (*plan.agreed, *family_last(claims, kept, amount.top, streams))


def _asks(found: _Found) -> tuple[Concession, ...]:
    lumps = {claim.debt: (claim, amount) for claim, amount in found.lumps}
    made = [agreed_to(one, lumps.pop(one.claim.debt, None)) for one in found.agreed]
    return (*made, *(paid_off(claim, amount) for claim, amount in lumps.values()))


def _treated(
    claims: Sequence[Claim], asks: Sequence[Concession], whole: Collection[DebtId]
) -> tuple[tuple[DebtId, Treated], ...]:
    asked = {one.debt: one for one in asks}

    def of(claim: Claim) -> Treated:
        if claim.family:
            return Treated.FAMILY
        one = asked.get(claim.debt)
        if one is None:
            return Treated.WHOLE if claim.debt in whole else Treated.CONTRACT
        return Treated.ALIKE if one.pays or not one.total_paid else Treated.SOLD

    return tuple((claim.debt, of(claim)) for claim in claims)


def _tokens(claims: Sequence[Claim], budget: int) -> tuple[tuple[DebtId, Fen], ...]:
    """Share the budget by what is owed, never more than a balance."""
    limits = [int(claim.total) for claim in claims]
    amount = max(0, min(budget, sum(limits)))
    parts = capped_shares(amount, limits, limits)
    return tuple((claim.debt, Fen(part)) for claim, part in zip(claims, parts, strict=True))
