"""Words for the picture: what a figure is called, how it reads, and how it was reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.services.picture import Figure, LaneName, NextDue, Origin, Rates, Unit
from jiebei_desktop.text.formats import amount, count, dense_day, percent
from jiebei_desktop.text.texts import Texts, Wording


def figure_title(figure: Figure, t: Texts, names: Mapping[str, str]) -> str:
    """Return what a figure is called; a debt's figure names the debt.

    Args:
        figure: the figure.
        t: the language.
        names: the debts' names by id.
    """
    title = TITLES[figure.how](t)
    if figure.how in ROWS:
        return title.format(place=figure.id.rpartition(".")[2])
    if figure.how.startswith("lane."):
        _, lane, _, *when = figure.id.split(".")
        days = when[0][1:] if when else ""
        return title.format(lane=lane_name(LaneName(lane), t), days=days)
    return title.format(debt=names.get(debt_of(figure), debt_of(figure)))


def debt_of(figure: Figure) -> str:
    """Return the id of the debt a figure speaks of; empty for a figure of the household."""
    if figure.how in {"next", "rate", "arrears.debt", "aside"}:
        return figure.id.partition(".")[2]
    return figure.id[5:].rpartition(".")[0] if figure.how.startswith("owed.debt.") else ""


def value_words(figure: Figure, t: Texts) -> str:
    """Return a value as a table shows it; a dash where there is none."""
    match figure.value:
        case None:
            return "–"
        case NextDue(day=due, amount=fen):
            return f"{dense_day(due)}  {amount(fen)}"
        case Rates(nominal=simple, effective=compound):
            words = t.gettext("{nominal} simple, {effective} compound")
            return words.format(nominal=percent(simple), effective=percent(compound))
        case date() as day:
            return dense_day(day)
        case Decimal() as share:
            return percent(share, 1)
        case number:
            return amount(number) if figure.unit is Unit.MONEY else count(number)


def how_words(figure: Figure, t: Texts) -> str:
    """Return the sentence behind 怎么算的: what a figure is reckoned from, and by which rule."""
    return HOW[figure.how](t)


def origin_name(origin: Origin, t: Texts) -> str:
    """Return where a figure comes from, in a word."""
    return {
        Origin.DOCUMENT: t.pgettext("origin of a figure", "document"),
        Origin.STATEMENT: t.pgettext("origin of a figure", "statement"),
        Origin.STATED: t.pgettext("origin of a figure", "stated"),
        Origin.ESTIMATE: t.pgettext("origin of a figure", "estimate"),
    }[origin]


def lane_name(name: LaneName, t: Texts) -> str:
    """Return what a way of paying is called."""
    return {
        LaneName.NOTHING: t.pgettext("lane", "Doing nothing"),
        LaneName.CONTRACT: t.pgettext("lane", "By contract"),
        LaneName.PLAN: t.pgettext("lane", "By the plan"),
    }[name]


def lane_title(t: Texts) -> str:
    """Return what any one of the ways of paying is called, where none is meant in particular."""
    return t.pgettext("lane", "Each way")


ROWS = frozenset({"week.first", "week.hold"})
"""Figures that are rows of a list and are told by their place in it."""
TITLES: Wording = {
    "owed.principal": lambda t: t.pgettext("figure", "Principal owed today"),
    "owed.interest": lambda t: t.pgettext("figure", "Interest owed today"),
    "owed.penalty": lambda t: t.pgettext("figure", "Penalty interest owed today"),
    "owed.fees": lambda t: t.pgettext("figure", "Fees owed today"),
    "owed.total": lambda t: t.pgettext("figure", "Owed today in all"),
    "owed.charges": lambda t: t.pgettext("figure", "Interest, penalty and fees owed today"),
    "owed.debt.principal": lambda t: t.pgettext("figure", "{debt}: principal"),
    "owed.debt.interest": lambda t: t.pgettext("figure", "{debt}: interest"),
    "owed.debt.penalty": lambda t: t.pgettext("figure", "{debt}: penalty interest"),
    "owed.debt.fees": lambda t: t.pgettext("figure", "{debt}: fees"),
    "owed.debt.total": lambda t: t.pgettext("figure", "{debt}: owed today"),
    "due30.total": lambda t: t.pgettext("figure", "Due within 30 days, arrears apart"),
    "due30.count": lambda t: t.pgettext("figure", "Payments due within 30 days"),
    "arrears.total": lambda t: t.pgettext("figure", "Past its day and open"),
    "arrears.debt": lambda t: t.pgettext("figure", "{debt}: past its day and open"),
    "next": lambda t: t.pgettext("figure", "{debt}: next payment"),
    "aside": lambda t: t.pgettext("figure", "{debt}: owed, and left aside by the plan"),
    "rate": lambda t: t.pgettext("figure", "{debt}: true annual rate"),
    "rate.top": lambda t: t.pgettext("figure", "Dearest annual rate that runs"),
    "cost_per_day": lambda t: t.pgettext("figure", "What one more day costs"),
    "cost_per_day.interest": lambda t: t.pgettext("figure", "of which ordinary interest"),
    "cost_per_day.penalty": lambda t: t.pgettext("figure", "of which penalty interest"),
    "income.usual": lambda t: t.pgettext("figure", "Usual income a month"),
    "living.usual": lambda t: t.pgettext("figure", "Usual living costs a month"),
    "irregular": lambda t: t.pgettext("figure", "Large bills now and then, a month"),
    "protected": lambda t: t.pgettext("figure", "Home and secured debts a month"),
    "left": lambda t: t.pgettext("figure", "Left for the other debts a month"),
    "cash": lambda t: t.pgettext("figure", "Cash at hand"),
    "runway.days": lambda t: t.pgettext("figure", "Days the cash lasts without income"),
    "reserve": lambda t: t.pgettext("figure", "Cash to keep"),
    "idle": lambda t: t.pgettext("figure", "Cash that lies idle"),
    "plan.payment": lambda t: t.pgettext("figure", "Payment of the plan a month"),
    "afford.floor": lambda t: t.pgettext("figure", "Lowest amount a month"),
    "afford.recommended": lambda t: t.pgettext("figure", "Recommended amount a month"),
    "afford.ceiling": lambda t: t.pgettext("figure", "Highest amount a month"),
    "late_once_12": lambda t: t.pgettext("figure", "Not paid in full on time at least once a year"),
    "broken_12": lambda t: t.pgettext("figure", "Two instalments running not paid, within a year"),
    "plan.late_once_12": lambda t: t.pgettext(
        "figure", "As the plan pays: not paid in full on time at least once a year"
    ),
    "plan.broken_12": lambda t: t.pgettext(
        "figure", "As the plan pays: two instalments running not paid, within a year"
    ),
    "low.nothing.day": lambda t: t.pgettext("figure", "Doing nothing: day of the least cash"),
    "low.nothing.amount": lambda t: t.pgettext("figure", "Doing nothing: least cash of the year"),
    "low.contract.day": lambda t: t.pgettext("figure", "By contract: day of the least cash"),
    "low.contract.amount": lambda t: t.pgettext("figure", "By contract: least cash of the year"),
    "low.plan.day": lambda t: t.pgettext("figure", "By the plan: day of the least cash"),
    "low.plan.amount": lambda t: t.pgettext("figure", "By the plan: least cash of the year"),
    "debt_free.nothing": lambda t: t.pgettext("figure", "Doing nothing: nothing owed from"),
    "debt_free.contract": lambda t: t.pgettext("figure", "By contract: nothing owed from"),
    "debt_free.plan": lambda t: t.pgettext("figure", "By the plan: nothing owed from"),
    "week.until": lambda t: t.pgettext("figure", "Next income"),
    "week.days": lambda t: t.pgettext("figure", "Days until the next income"),
    "week.safe": lambda t: t.pgettext("figure", "Safe to spend until then"),
    "week.per_day": lambda t: t.pgettext("figure", "Safe to spend a day"),
    "week.need": lambda t: t.pgettext("figure", "Necessary living until then"),
    "week.missing": lambda t: t.pgettext("figure", "Missing for necessary living"),
    "week.floor": lambda t: t.pgettext("figure", "Local minimum standard until then"),
    "week.spare": lambda t: t.pgettext("figure", "Left over until then"),
    "week.aside": lambda t: t.pgettext("figure", "Set aside until then"),
    "week.held": lambda t: t.pgettext("figure", "What waits until then, in all"),
    "week.first": lambda t: t.pgettext("figure", "Paid first, row {place}"),
    "week.hold": lambda t: t.pgettext("figure", "Waits, row {place}"),
    "lane.payment": lambda t: t.pgettext(
        "figure", "{lane}: paid to the other debts in the first month"
    ),
    "lane.court": lambda t: t.pgettext("figure", "{lane}: a suit is possible from"),
    "lane.record": lambda t: t.pgettext("figure", "{lane}: leaves the credit record"),
    "lane.owed": lambda t: t.pgettext("figure", "{lane}: owed in {days} days"),
    "lane.cash": lambda t: t.pgettext("figure", "{lane}: cash in {days} days"),
}
"""What every figure is called, by its ``how``."""


def _of_a_part(t: Texts) -> str:
    return t.gettext(
        "Each debt is followed from its contract, or from the balance its lender showed, through"
        " every payment to this day; each part is rounded once."
    )


def _of_a_lane_low(t: Texts) -> str:
    return t.gettext(
        "Cash today, plus what is likely to come in and go out day by day over a year, less the"
        " payments of this way. Borrowing anew is not assumed."
    )


def _of_a_lane_end(t: Texts) -> str:
    return t.gettext(
        "The day of the last payment after which nothing is owed, if only the payments of this"
        " way are made. On the plan's way all who are asked agree."
    )


def _of_an_amount(t: Texts) -> str:
    return t.gettext(
        "Thousands of possible years are drawn from the household's own months; the amount is the"
        " largest that keeps within the odds set for it."
    )


def _of_the_week(t: Texts) -> str:
    return t.gettext(
        "Cash at hand, less what is set aside, never more than living needs. The home comes first,"
        " as long as half of the food money stays; the means to work, what a court orders and"
        " agreements follow from what living does not need; then the plan's payment where its day"
        " comes before the income, else as many other debts as possible, the smallest first."
    )


HOW: Wording = {
    "week.until": lambda t: t.gettext(
        "The next day on which at least a third of a month's income comes: from recurring items,"
        " the day you named, or the ledger's entries. Income that comes on many days is looked at"
        " for a week; where none is known, thirty days are."
    ),
    "week.days": lambda t: t.gettext("Days from today to that day."),
    "week.safe": _of_the_week,
    "week.per_day": lambda t: t.gettext(
        "What is safe to spend over the days, cut to the whole yuan."
    ),
    "week.need": lambda t: t.gettext(
        "Food and all other necessary living by its share of the days, and what recurs on a day"
        " before the income; rent, the way to work and payments ordered by law have rows of their"
        " own where they recur on a day."
    ),
    "week.missing": lambda t: t.gettext(
        "Necessary living less what is safe to spend; nothing where that is enough."
    ),
    "week.floor": lambda t: t.gettext(
        "The local minimum standard of a month, for all people, by its share of the days."
    ),
    "week.spare": lambda t: t.gettext(
        "Cash at hand less what is set aside and what living needs: kept for those who wait."
    ),
    "week.aside": lambda t: t.gettext("The rows to pay before the income, added up."),
    "week.held": lambda t: t.gettext("The rows that wait, added up."),
    "week.first": _of_the_week,
    "week.hold": _of_the_week,
    **{f"owed.{part}": _of_a_part for part in PARTS},
    **{f"owed.debt.{part}": _of_a_part for part in PARTS},
    "owed.total": lambda t: t.gettext("The parts added up over all debts."),
    "owed.charges": lambda t: t.gettext("Interest, penalty interest and fees added up."),
    "owed.debt.total": lambda t: t.gettext("The parts of this debt added up."),
    "due30.total": lambda t: t.gettext(
        "Every payment that contracts and agreements ask for from today to thirty days from now,"
        " on its day; what is overdue already is counted apart."
    ),
    "due30.count": lambda t: t.gettext("How many payments those are."),
    "arrears.total": lambda t: t.gettext(
        "Principal, interest, fees and penalty interest of everything past its day."
    ),
    "arrears.debt": lambda t: t.gettext("What of this debt has fallen due and is late, all of it."),
    "aside": lambda t: t.gettext(
        "The last due day, payment, demand or promise known is longer ago than the limitation"
        " period: the plan pays nothing on it and asks nothing. A payment or a written promise may"
        " revive the claim; ask 12348 first."
    ),
    "next": lambda t: t.gettext(
        "What the contract, or the agreement in its place, asks for next. What is late today is "
        "taken as paid today; paid later, its interest can move this by a few fen."
    ),
    "rate.top": lambda t: t.gettext(
        "The highest simple annual rate of what is owed; overdue principal bears the contract's"
        " rate times its multiplier."
    ),
    "rate": lambda t: t.gettext(
        "The money received against all that is to be paid, every fee inside, over a year."
    ),
    "cost_per_day": lambda t: t.gettext("Interest and penalty interest that one more day adds."),
    "cost_per_day.interest": lambda t: t.gettext("Interest on what is not overdue, for one day."),
    "cost_per_day.penalty": lambda t: t.gettext(
        "Penalty interest on what is overdue, for one day."
    ),
    "income.usual": lambda t: t.gettext(
        "What recurs in the months of the ledger; bonuses and help from relatives are left out."
    ),
    "living.usual": lambda t: t.gettext("Everyday spending of the months of the ledger."),
    "irregular": lambda t: t.gettext("Large bills that do not come every month, spread out."),
    "protected": lambda t: t.gettext(
        "What debts for the home, for a livelihood or with security ask for in the dearest of the"
        " next three months, so it can be more than the next payment. What is late counts in at"
        " most twelve parts; a large last payment stands apart, on its day."
    ),
    "left": lambda t: t.gettext("Income less living, large bills and protected debts."),
    "cash": lambda t: t.gettext(
        "The latest reading of every account, moved by what was entered since."
    ),
    "runway.days": lambda t: t.gettext(
        "Cash divided by what a day of living and protected debts costs, with no income at all."
    ),
    "reserve": lambda t: t.gettext("Six weeks of living costs and protected debts."),
    "idle": lambda t: t.gettext(
        "What the likely cash of a year has above the cash to keep on its lowest day, with what is "
        "late, the contracts and the plan paid."
    ),
    "plan.payment": lambda t: t.gettext(
        "The amount you chose, else the recommended one; more, up to the ceiling, where with less "
        "principal would have to be let go."
    ),
    "afford.floor": _of_an_amount,
    "afford.recommended": _of_an_amount,
    "afford.ceiling": _of_an_amount,
    "late_once_12": lambda t: t.gettext(
        "If the recommended amount is paid every month: of the years drawn, the share in which at"
        " least one instalment was not paid in full on its day. Job loss and illness are not in it."
    ),
    "broken_12": lambda t: t.gettext(
        "If the recommended amount is paid every month: of the years drawn, the share in which two"
        " instalments running were not paid. Job loss and illness are not in it."
    ),
    **dict.fromkeys(
        ("plan.late_once_12", "plan.broken_12"),
        lambda t: t.gettext(
            "The same share of the years drawn, if the most that the plan pays in two or more of"
            " the coming months is paid in every one. Contracts may ask for less than the amount."
            " Not said where cash at hand keeps the contracts: of cash the years drawn count six"
            " weeks of income at most."
        ),
    ),
    **{
        f"low.{lane.value}.{part}": _of_a_lane_low
        for lane in LaneName
        for part in ("day", "amount")
    },
    **{f"debt_free.{lane.value}": _of_a_lane_end for lane in LaneName},
    "lane.payment": lambda t: t.gettext(
        "What goes to debts other than those for home and livelihood within a month from today:"
        " nothing; what contracts ask for with all that is late; or, in the plan's first month,"
        " what lenders are asked for, and contracts that are kept. What this week's money pays of"
        " a debt before its request begins comes on top."
    ),
    "lane.court": lambda t: t.gettext(
        "The first debt that has been late for more than ninety days. That is how lenders usually"
        " act, not law: each has its own way, and mediation before a suit is usual."
    ),
    "lane.record": lambda t: t.gettext(
        "Five years from the day nothing is late any more, not from the day it began (credit"
        " reporting regulation, article 16). What people lend is not in it. On the plan's way"
        " nothing is late from the first payment agreed on."
    ),
    "lane.owed": lambda t: t.gettext(
        "Each debt is followed day by day with the payments of this way and no others; interest"
        " and penalty run on as the contracts say, on the plan's way as lenders are asked for."
    ),
    "lane.cash": _of_a_lane_low,
}
"""How every figure is reckoned, by its ``how``."""
