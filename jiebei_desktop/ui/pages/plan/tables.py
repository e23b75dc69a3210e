"""The first sentence, and the columns of the two tables: ways of repaying, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from jiebei_desktop.analysis.afford_value import FirstTerm, Odds
from jiebei_desktop.analysis.ask import CASH_CARRIES
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.strategies import PlanResult, PlanRow
from jiebei_desktop.services.plans.month_by_month import AskedMonth, Paid, Turn
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text import formats
from jiebei_desktop.text.affording import first_term_words, once_past_words
from jiebei_desktop.text.asking import explained
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.figures import why_no_amount
from jiebei_desktop.text.lanes import (
    ahead_words,
    carried_words,
    impossible_words,
    nothing_words,
    raised_words,
)
from jiebei_desktop.text.odds import about
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column

Shown = Callable[[], PlanView | None]
"""Returns the comparison on screen."""


def needs_words(view: PlanView) -> bool:
    """Return whether the amount is one that must be spoken about before anything else."""
    return bool(view.owed) and (
        view.missing > 0
        or not view.budget
        or view.too_much > 0
        or _raised(view) is not None
        or _begins(view) is not None
        or bool(_carried(view))
    )


def headline(view: PlanView, masking: Masking) -> tuple[str, str, str]:
    """Return what the amount means in a sentence, what follows from it, and how severe it is.

    Where cash carries the contracts that is said last: no lender need be asked.
    """
    strong, text, severity = _of_amount(view, masking)
    return strong, formats.sentences(text, masking.sentence(_carried(view))), severity


def ahead(view: PlanView, masking: Masking) -> tuple[str, str, str]:
    """Return where the three ways lead; what must be said of the amount before comes first."""
    if not view.owed or needs_words(view):
        return headline(view, masking)
    strong, text = map(masking.sentence, ahead_words(view.seen.lanes, texts()))
    return strong, text, "accent"


def _carried(view: PlanView) -> str:
    asks = view.agree or view.seen.kept_by_cash
    return carried_words(view.seen, texts()) if view.owed and asks else ""


def _of_amount(view: PlanView, masking: Masking) -> tuple[str, str, str]:
    """Return the same of the amount alone.

    That the user's own amount cannot be kept comes before what it would reach.
    """
    begins = _begins(view)
    if view.owed and begins is not None:
        strong, text, severity = _meaning(view, masking)
        return _with_half(begins, masking), formats.sentences(strong, text), severity
    past = view.seen.waits_for
    if view.owed and past is not None:
        strong = masking.sentence(once_past_words(past, texts()))
        return strong, formats.sentences(*_meaning(view, masking)[:2]), "info"
    if view.owed and _raised(view) is not None:
        strong = raised_words(view.seen, texts(), masking.money)
        return strong, formats.sentences(*_meaning(view, masking)[:2]), "caution"
    if not view.owed or not view.too_much:
        return _meaning(view, masking)
    strong, text = _too_much(view, masking)
    return strong, formats.sentences(text, *_meaning(view, masking)[:2]), "caution"


def _raised(view: PlanView) -> Fen | None:
    """Return the recommended amount where the plan's lies above it, to keep principal whole."""
    return None if view.is_chosen else view.seen.raised_from


def _begins(view: PlanView) -> FirstTerm | None:
    """Return the half with which a plan without months of its own begins."""
    return None if view.is_chosen or not view.budget else view.means.first_term


def _with_half(begins: FirstTerm, masking: Masking) -> str:
    if begins.then is None:
        return masking.sentence(first_term_words(begins, texts()))
    words = _(
        "The plan begins with half of the recommended {recommended}: {amount} a month for"
        " {count} months; then those months show what can be kept."
    )
    return words.format(
        recommended=masking.whole(begins.then),
        amount=masking.whole(begins.payment),
        count=begins.months,
    )


def _meaning(view: PlanView, masking: Masking) -> tuple[str, str, str]:
    t = texts()
    if view.owed and view.seen.kept_by_cash:
        return explained(CASH_CARRIES, t), "", "accent"
    if view.owed and (view.missing > 0 or not view.budget):
        if not (view.is_chosen or view.budget or view.means.recommended):
            strong = _("There is no payment you could promise yet. {reason}")
            todo = _("Ask for a pause first; the tab of what lenders must agree to says how.")
            return strong.format(reason=why_no_amount(view.means, t)), todo, "caution"
        if not view.budget:
            return (*nothing_words(t), "info")
        strong, todo = impossible_words(view.budget, view.missing, t)
        return masking.sentence(strong), todo, "caution"
    return (*_reach(view, masking), "accent")


def _too_much(view: PlanView, masking: Masking) -> tuple[str, str]:
    strong = _(
        "{amount} a month is your own amount, {more} more than your household can keep."
    ).format(amount=masking.whole(view.budget), more=masking.whole(view.too_much))
    if view.means.recommended is None or view.means.ceiling is None:
        return strong, _("By the figures of today no payment can be promised; set it anew.")
    text = _("By the figures of today the ceiling is {ceiling}, recommended are {amount}.")
    return strong, text.format(
        ceiling=masking.whole(view.means.ceiling), amount=masking.whole(view.means.recommended)
    )


def _reach(view: PlanView, masking: Masking) -> tuple[str, str]:
    if not view.owed:
        return _("Nothing is owed on the debts a plan is for."), ""
    best = view.cheapest
    if view.shortfall:
        strong = _("{amount} a month does not reach for the contracts as they stand.").format(
            amount=masking.whole(view.budget)
        )
        text = _(
            'In the first month that is short {amount} is missing. "What to ask for" shows the'
            " smallest changes that make a plan hold."
        )
        return strong, text.format(amount=masking.money(view.shortfall))
    if best is None or best.debt_free is None:
        return (
            _("At this amount the debts are never repaid."),
            _("Interest grows faster than the payments. See what to ask for."),
        )
    strong = _("Repaid by {month}.").format(month=formats.month(Month.of(best.debt_free), texts()))
    if view.bound is None:
        return strong, ""
    text = _("The best plan found is at most {amount} from the best possible.")
    return strong, text.format(amount=masking.money(view.bound.gap))


def way_columns(masking: Masking, shown: Shown) -> tuple[Column[PlanResult], ...]:
    """Return the columns of the comparison; totals of a plan that never ends are left out."""

    def amount(plan: PlanResult, fen: Fen) -> str:
        return "–" if plan.months is None else masking.amount(fen)

    return (
        Column(
            title=lambda: _("Way"),
            text=lambda plan: strategy_name(plan.name, texts()),
            stretch=True,
            bold=True,
        ),
        Column(
            title=lambda: _("Total paid (¥)"),
            numeric=True,
            text=lambda plan: amount(plan, plan.total_paid),
        ),
        Column(
            title=lambda: _("Interest in it (¥)"),
            numeric=True,
            text=lambda plan: amount(plan, plan.total_interest),
        ),
        Column(title=lambda: _("Time needed"), numeric=True, text=_months),
        Column(
            title=lambda: _("First month (¥)"),
            numeric=True,
            text=lambda plan: masking.amount(Fen(sum(plan.rows[0].paid) if plan.rows else 0)),
        ),
        *_odds_columns(shown),
        Column(title=lambda: _("Contracts kept"), text=_keeps),
    )


def _odds_columns(shown: Shown) -> tuple[Column[PlanResult], ...]:
    """Return both odds of a way, side by side."""

    def said(plan: PlanResult, pick: Callable[[Odds], Decimal]) -> str:
        view = shown()
        found = None if view is None else view.odds_of(plan)
        return "–" if found is None else about(pick(found), texts())

    return (
        Column(
            title=lambda: _("One late in a year"),
            numeric=True,
            text=lambda plan: said(plan, lambda odds: odds.late_once_12),
        ),
        Column(
            title=lambda: _("Two running unpaid"),
            numeric=True,
            text=lambda plan: said(plan, lambda odds: odds.broken_12),
        ),
    )


def short_columns(masking: Masking) -> tuple[Column[AskedMonth], ...]:
    """Return the columns of what is short and when, where no way keeps the contracts."""
    return (
        Column(
            title=lambda: pgettext("chart", "Month"),
            text=lambda row: formats.month(Month.of(row.until), texts()),
            stretch=True,
        ),
        Column(
            title=lambda: _("Contracts ask for (¥)"),
            numeric=True,
            text=lambda row: masking.amount(row.required),
        ),
        Column(
            title=lambda: _("Missing (¥)"),
            numeric=True,
            bold=True,
            text=lambda row: masking.amount(row.short) if row.short else "–",
        ),
    )


def turn_columns(masking: Masking, shown: Shown) -> tuple[Column[Paid], ...]:
    """Return the columns of the payments in order."""

    def name(row: Paid) -> str:
        view = shown()
        return "" if view is None else view.names[row.debt]

    return (
        Column(title=lambda: pgettext("payment", "Day"), text=_day),
        Column(title=lambda: _("Pay to"), text=name, stretch=True, bold=True),
        Column(
            title=lambda: _("Amount (¥)"),
            numeric=True,
            text=lambda row: masking.amount(row.amount),
        ),
        Column(title=lambda: _("Why then"), text=lambda row: turn_words(row.turn)),
    )


def turn_words(turn: Turn) -> str:
    """Return why a payment comes when it comes."""
    return {
        Turn.HOME: _("first: home, livelihood or pledge"),
        Turn.ASKED: _("as asked for"),
        Turn.CONTRACT: _("by contract"),
        Turn.FAMILY: _("last: family"),
    }[turn]


def _day(row: Paid) -> str:
    return formats.day(row.day, texts())


def month_columns(masking: Masking, shown: Shown) -> tuple[Column[PlanRow], ...]:
    """Return the columns of the months."""

    def month(row: PlanRow) -> str:
        view = shown()
        if view is None:
            return ""
        return formats.month(Month.of(add_months(view.as_of, row.month)), texts())

    def sums(
        title: Callable[[], str], parts: Callable[[PlanRow], Iterable[int]]
    ) -> Column[PlanRow]:
        return Column(
            title=title,
            numeric=True,
            size=lambda row: sum(parts(row)),
            text=lambda row: masking.amount(Fen(sum(parts(row)))),
        )

    return (
        Column(title=lambda: pgettext("chart", "Month"), text=month, stretch=True),
        sums(lambda: _("Paid (¥)"), lambda row: row.paid),
        sums(lambda: _("Interest in it (¥)"), lambda row: row.interest),
        sums(lambda: _("Still owed (¥)"), lambda row: row.balances),
    )


def _months(plan: PlanResult) -> str:
    if plan.months is None:
        return _("never at this amount")
    return ngettext("{count} month", "{count} months", plan.months).format(count=plan.months)


def _keeps(plan: PlanResult) -> str:
    return _("Yes") if plan.feasible else pgettext("keeps", "No")
