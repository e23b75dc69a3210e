"""Sentences about the three ways: what usually happens on each, and what a way that fails needs.

Lender practice varies and no suit is foretold: the words say 通常 and 可能, the figures' own
explanations name the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from jiebei_desktop.analysis.afford_value import Odds
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.picture import HORIZONS, Lane, LaneName, Picture
from jiebei_desktop.services.picture.settling import settled, to_settle
from jiebei_desktop.text.formats import day, money, sentences, short_day, whole
from jiebei_desktop.text.odds import about, both
from jiebei_desktop.text.texts import Texts

_KEPT = {"contract_holds", "family_last"}
"""No lender is asked for anything."""


def lane_sub(lane: Lane, first: date | None, agree: int, t: Texts) -> str:
    """Return what a lane pays, in a few words.

    Args:
        lane: one of the picture's.
        first: the day of the plan's first payment.
        agree: how many lenders are asked to agree to the plan; with none contracts are kept.
        t: the language.
    """
    if lane.name is LaneName.NOTHING:
        return t.gettext("living and what guards the home, no other debt")
    if lane.name is LaneName.CONTRACT:
        return t.gettext("everything on the day it falls due")
    if lane.payment is None:
        return t.gettext("no amount can be named yet")
    if not agree:
        words = t.gettext("the contracts as they are, {amount} in the first month")
        return words.format(amount=whole(lane.payment))
    if not lane.payment or first is None:
        return t.gettext("{amount} a month").format(amount=whole(lane.payment))
    words = t.gettext("{amount} in the first month, from {day}")
    return words.format(amount=whole(lane.payment), day=short_day(first, t))


def carried_words(seen: Picture, t: Texts) -> str:
    """Say that cash carries the contracts for a year, and what it could settle beside them.

    Empty where it does not, and where a claim stands aside: that one is asked about first.
    """
    low, late = seen.carried, seen.money("arrears.total")
    if low is None or seen.aside or seen.late_unsaid:
        return ""
    words = (
        t.gettext(
            "With {late} paid today for what is late, and the contracts kept from then on, cash "
            "over the year is {lowest} at its lowest, more than the reserve of {reserve}: no "
            "request is pressing."
        )
        if late
        else t.gettext(
            "With the contracts kept, cash over the year is {lowest} at its lowest, more than the "
            "reserve of {reserve}: no request is pressing."
        )
    )
    reserve = money(seen.amount("reserve"))
    said = words.format(late=money(late or ZERO), lowest=money(low.amount), reserve=reserve)
    return sentences(said, *settled_words(seen, t))


def raised_words(seen: Picture, t: Texts, said: Callable[[Fen], str] = money) -> str:
    """Say that the plan pays more than is recommended, why, and how sure that is; else nothing."""
    usual, odds = seen.raised_from, seen.odds_paid
    if usual is None:
        return ""
    words = (
        t.gettext(
            "The plan pays {amount} a month as agreed, more than the {recommended} recommended "
            "today and no more than the ceiling: an agreement that can be kept is kept."
        )
        if seen.asks is not None and seen.asks.explanation in _KEPT
        else t.gettext(
            "The plan pays {amount} a month, more than the recommended {recommended} and no more "
            "than the ceiling: with less, principal would have to be let go."
        )
    )
    why = words.format(amount=said(seen.amount("plan.payment")), recommended=said(usual))
    return why if odds is None else sentences(why, both(odds, t))


def settled_words(seen: Picture, t: Texts) -> Iterator[str]:
    """Yield which debts the cash beyond the reserve pays whole today, and what that saves."""
    saved = settled(seen)
    if not saved:
        return
    words = t.gettext(
        "Cash beyond the reserve also pays off {names} today, {amount} in all, which saves "
        "{interest} of interest: ask first, in writing, what settles it."
    )
    comma = t.pgettext("list of names", ", ")
    whole = Fen(sum(to_settle(seen, debt) for debt in saved))
    yield words.format(
        names=comma.join(seen.ways[debt].stand.debt.name for debt in saved),
        amount=money(whole),
        interest=money(Fen(sum(saved.values()))),
    )


def usual_words(lane: Lane, odds: Odds | None, agree: int, t: Texts) -> str:
    """Say what usually happens on a lane.

    Args:
        lane: one of the picture's.
        odds: both odds of the plan's amount; None where nothing is known.
        agree: how many lenders are asked to agree to the plan; the lane supposes that all do,
            where a plan holds.
        t: the language.
    """
    begins = lane.payment is not None and (lane.payment or lane.debt_free)
    if lane.name is LaneName.PLAN and begins:
        return _plan_words(lane, odds, agree, t)
    if lane.name is LaneName.CONTRACT:
        if not lane.told:
            return _untold(t)
        if lane.low.amount >= 0:
            return t.gettext("The money at hand carries it; nothing more falls behind.")
        return t.gettext(
            "The money does not reach: paying all the same takes from rent and food. What is"
            " missing should not be borrowed anew."
        )
    if lane.late is None:
        return t.gettext("Nothing falls behind within a year.")
    return t.gettext(
        "Calls usually increase, and arrears are reported to the credit record; later a suit is"
        " possible, usually after mediation."
    )


def _plan_words(lane: Lane, odds: Odds | None, agree: int, t: Texts) -> str:
    asks = t.gettext("No lender has to be asked.")
    if agree and lane.debt_free is None:
        asks = t.ngettext(
            "Reckoned at the contracts' rates: as if the {count} lender asked did not agree.",
            "Reckoned at the contracts' rates: as if none of the {count} lenders asked agreed.",
            agree,
        ).format(count=agree)
    elif agree:
        asks = t.ngettext(
            "Reckoned as if the {count} lender asked agrees.",
            "Reckoned as if all {count} lenders asked agree.",
            agree,
        ).format(count=agree)
    if odds is None:
        return asks
    words = t.gettext("{asks} At least one late in a year: {late}; two running unpaid: {broken}.")
    return words.format(
        asks=asks, late=about(odds.late_once_12, t), broken=about(odds.broken_12, t)
    )


def ahead_words(lanes: Mapping[LaneName, Lane], t: Texts) -> tuple[str, str]:
    """Say where the ways lead within a year: the plan against nothing, then the contracts."""
    last = HORIZONS[-1]
    strong = t.gettext("By the plan {owed} is still owed in a year; doing nothing it is {nothing}.")
    contract = lanes[LaneName.CONTRACT]
    short, lowest = contract.cash[last], contract.low
    if not contract.told:
        more = _untold(t)
    elif short < 0:
        more = t.gettext("Paid by contract {missing} would have to be found by then.")
    elif lowest.amount < 0:
        short = lowest.amount
        more = t.gettext("Paid by contract {missing} would be missing on {day}.")
    else:
        more = t.gettext("The money at hand carries the contracts as well.")
    return (
        strong.format(
            owed=money(lanes[LaneName.PLAN].owed[last]),
            nothing=money(lanes[LaneName.NOTHING].owed[last]),
        ),
        more.format(missing=money(Fen(-short)), day=day(lowest.day, t)),
    )


def _untold(t: Texts) -> str:
    return t.gettext(
        "Whether the money at hand carries the contracts is known once cash, income and living are"
        " told."
    )


def court_words(lane: Lane, today: date, t: Texts) -> str:
    """Return from when a suit is possible on a lane, if nobody agrees to anything."""
    if lane.court is None:
        return t.pgettext("suit", "not within a year")
    if lane.court <= today:
        return t.pgettext("suit", "already")
    return day(lane.court, t)


def record_words(lane: Lane, t: Texts) -> str:
    """Return until when the credit record keeps what was late on a lane."""
    if lane.record is None:
        return t.pgettext("credit record", "nothing late")
    if lane.record.ends is None:
        return t.pgettext("credit record", "five years after the arrears end")
    return t.pgettext("credit record", "until {day}").format(day=day(lane.record.ends, t))


def impossible_words(amount: Fen, missing: Fen, t: Texts) -> tuple[str, str]:
    """Say that no way holds within an amount, what is missing, and what to do."""
    strong = t.gettext("Within {amount} a month no way holds; {missing} is missing.")
    todo = t.gettext(
        "Ask first for a pause or for interest and penalty to stop; see what could be sold or"
        ' earned. "What to ask for" says what to ask whom.'
    )
    return strong.format(amount=whole(amount), missing=money(missing)), todo


def nothing_words(t: Texts) -> tuple[str, str]:
    """Say what an amount of nothing means."""
    return (
        t.gettext("With 0 a month the plan is the same as doing nothing."),
        t.gettext("Every yuan a month brings the lines apart; the arrow keys change the amount."),
    )


def lanes_sub(count: int, debt: str, t: Texts) -> str:
    """Return what the chart of the lanes shows; ``debt`` is the one whose days are marked."""
    all_of = t.ngettext(
        "{count} debt, the coming year", "{count} debts together, the coming year", count
    ).format(count=count)
    if not debt:
        return all_of
    words = t.gettext("{all}; the days at the top count {debt} overdue, if nothing is paid")
    return words.format(all=all_of, debt=debt)
