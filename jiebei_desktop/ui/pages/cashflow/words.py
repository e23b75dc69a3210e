"""Sentences of the cash-flow page."""

from __future__ import annotations

from fractions import Fraction

from jiebei_desktop.analysis.forecast import Clash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.plans.cashflow_view import CashAhead, CashflowFacts, DayFlow, StripDay
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.cashflow.categories import share_name


def headline(ahead: CashAhead, masking: Masking) -> tuple[str, str]:
    """Return the one sentence about the year ahead, and what is behind it."""
    low = ahead.forecast.low_point
    when = formats.day(low.day, texts())
    if low.amount < 0:
        strong = _("On {day} you are likely {amount} short.").format(
            day=when, amount=masking.whole(Fen(-low.amount))
        )
    else:
        strong = _("The money does; at its lowest, on {day}, {amount} is likely left.").format(
            day=when, amount=masking.whole(low.amount)
        )
    return strong, cause(ahead, masking)


def cause(ahead: CashAhead, masking: Masking) -> str:
    """Say what makes the lowest day low, and what a cautious count leaves on it."""
    low = ahead.forecast.low_point
    why = {
        "debt": _("What lowers it most just before: the payment to {name}."),
        "arrears": _("What lowers it most just before: the arrears of {name}."),
        "plan": _("What lowers it most just before: the monthly payment to lenders."),
        "expense": _("What lowers it most just before: {name}."),
        "festival": _("It is the month of Spring Festival: more goes out, less comes in."),
        "spending": _("Everyday spending up to the next income lowers it."),
    }[low.cause].format(name=category_name(low.name, texts()))
    careful = _("Counted cautiously: {amount}.").format(amount=masking.whole(low.cautious))
    return formats.sentences(why, careful)


def fan_sub(ahead: CashAhead, masking: Masking) -> str:
    """Say what the fan assumes."""
    if not ahead.payment:
        return _("dark: 5 of 10 cases, light: 8 of 10; without payments to lenders")
    return _(
        "dark: 5 of 10 cases, light: 8 of 10; by the plan, {amount} in its first month"
    ).format(amount=masking.money(ahead.payment))


def living_note(known: CashflowFacts) -> str:
    """Say how the categories are counted and what the first one takes."""
    if not known.shares:
        return _("No spending is entered yet.")
    first = known.shares[0]
    return _("A usual month by the last year of the ledger; {name} takes {percent}").format(
        name=share_name(first.code),
        percent=formats.percent(Fraction(first.amount, known.living), 0),
    )


def outflow(known: CashflowFacts, masking: Masking) -> str:
    """Say what leaves the accounts without an entry; empty where nothing is known to."""
    if not known.unexplained:
        return ""
    return _(
        "{amount} a month left the accounts between two readings without an entry. It counts as"
        " living until it is entered."
    ).format(amount=masking.whole(known.unexplained))


def runway_working(ahead: CashAhead, masking: Masking) -> str:
    """Show how the days are counted."""
    return _("Cash {cash} ÷ {day} a day for living, with no income at all").format(
        cash=masking.whole(ahead.forecast.expected[0]), day=masking.whole(ahead.per_day)
    )


def runway_target(ahead: CashAhead, masking: Masking) -> str:
    """Say how much to keep."""
    return _("Target {days} days ({amount})").format(
        days=ahead.target_days, amount=masking.whole(ahead.target)
    )


def runway_hope(ahead: CashAhead) -> str:
    """Say when the reserve is likely there."""
    if ahead.reached is None:
        return _("At this pace the reserve is not full within 12 months.")
    if ahead.reached == ahead.forecast.days[0]:
        return _("The reserve is there today.")
    return _("The reserve is likely full in {month}.").format(
        month=formats.month(Month.of(ahead.reached), texts())
    )


def kind_word(kind: str) -> str:
    """Return what happens on a day."""
    return {
        "income": pgettext("strip", "comes in"),
        "expense": pgettext("strip", "to pay"),
        "debt": pgettext("strip", "due"),
        "arrears": pgettext("strip", "overdue"),
    }[kind]


def spoken_flow(flow: DayFlow, masking: Masking) -> str:
    """Say one flow: 借呗 4,313.00 元 到期."""
    return pgettext("strip", "{name} {amount} yuan {what}").format(
        name=category_name(flow.name, texts()),
        amount=masking.amount(Fen(abs(flow.amount))),
        what=kind_word(flow.kind),
    )


def spoken_day(day: StripDay, masking: Masking) -> str:
    """Say one day of the strip with all that falls on it."""
    when = formats.short_day(day.day, texts())
    if not day.flows:
        return pgettext("strip", "{day} nothing known").format(day=when)
    return " ".join([when, *(spoken_flow(flow, masking) for flow in day.flows)])


def clash_line(clash: Clash, masking: Masking) -> str:
    """Say which due day the money does not reach, and which to ask for."""
    message = _(
        "{name}: {amount} due on {due}, before the money comes on day {pay} of the month. Due day"
        " to ask for: day {ask}."
    )
    return message.format(
        name=clash.name,
        due=formats.short_day(clash.due, texts()),
        amount=masking.whole(clash.amount),
        pay=clash.pay_day,
        ask=clash.ask_day,
    )


def clash_summary(clashes: tuple[Clash, ...]) -> str:
    """Say in one line what to do about due days before pay-day."""
    if not clashes:
        return _("No due day comes before its money.")
    return _("Due before pay-day: you can ask for day {day} of the month as due day").format(
        day=max(clash.ask_day for clash in clashes)
    )
