"""Words for the figures behind an affordable amount, by code: lines, steps, reasons, strains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.formats import day, money, month, percent
from jiebei_desktop.text.texts import Texts, Wording

if TYPE_CHECKING:
    from fractions import Fraction

    from jiebei_desktop.analysis.afford_value import Affordability
    from jiebei_desktop.analysis.prospect import MonthFigure, NoIncome


def figure_name(code: str, t: Texts) -> str:
    """Return the name of one line of the calculation."""
    return _FIGURES[code](t)


def step_name(code: str, t: Texts) -> str:
    """Return what one step from the surplus down to the safe amount allows for."""
    return _STEPS[code](t)


def no_amount_reason(code: str, t: Texts) -> str:
    """Say why no lasting amount can be named."""
    return _REASONS[code](t)


def why_no_amount(found: Affordability, t: Texts) -> str:
    """Say why no lasting amount can be named, with its facts: the day, the amount, the month."""
    if found.reason == "large_payment" and found.obstacle is not None:
        due, start = found.obstacle.payment, found.obstacle.possible_from
        facts = {
            "day": day(due.day, t),
            "amount": money(-due.amount),
            "name": category_name(due.name, t),
        }
        if start is None:
            words = t.gettext("On {day} {amount} is due ({name}); it cannot be there by then.")
            return words.format(**facts)
        words = t.gettext(
            "On {day} {amount} is due ({name}); it cannot be there by then. An amount is possible "
            "from {month}."
        )
        return words.format(**facts, month=month(start, t))
    if found.reason in _WITHOUT and found.no_income is not None:
        return _without_income(found, found.no_income, t)
    if found.reason == "ledger_too_old" and found.last_full_month is not None:
        words = t.gettext(
            "The newest full month is {month}: enter what came since, or import a statement."
        )
        return words.format(month=month(found.last_full_month, t))
    return no_amount_reason(found.reason or "margin_too_thin", t)


def _without_income(found: Affordability, known: NoIncome, t: Texts) -> str:
    """Say what is known of income of which a usual coming month brings none."""
    comes = found.reason != "no_income"
    if known.begins is not None:
        words = t.gettext("Income begins only in {month}, more than a year from now.")
        if comes:
            words = t.gettext("Income begins only in {month}; living takes money from now on.")
        return words.format(month=month(known.begins, t))
    if known.last is None:
        return _REASONS["no_income"](t)
    words = t.gettext("No income is known after {month}: enter what comes now.")
    if comes:
        words = t.gettext("Income ends in {month}: enter what comes then.")
    return words.format(month=month(known.last, t))


def help_name(code: str, t: Texts) -> str:
    """Return a change that would give an amount, or a better one."""
    return _HELPS[code](t)


def strain_name(code: str, t: Texts) -> str:
    """Return a strain a plan is tried under."""
    return _STRAINS[code](t)


def mark_name(mark: Mark, t: Texts) -> str:
    """Return where a figure comes from, one character in Chinese."""
    match mark:
        case Mark.DOCUMENT:
            return t.pgettext("origin of a figure", "document")
        case Mark.STATEMENT:
            return t.pgettext("origin of a figure", "statement")
        case Mark.ESTIMATE:
            return t.pgettext("origin of a figure", "estimate")


def shown_share(shown: Fraction, t: Texts) -> str:
    """Say how much of an amount stands on documents or statements; nothing where none does."""
    words = t.pgettext("plan", "{percent} by document or statement")
    return words.format(percent=percent(shown, 0)) if shown else ""


def origin_name(figure: MonthFigure, t: Texts) -> str:
    """Return where a figure comes from; of one that is partly an estimate also how much is not."""
    mark = mark_name(figure.mark, t)
    if figure.mark is not Mark.ESTIMATE or not figure.shown:
        return mark
    words = t.pgettext("origin of a figure", "{mark}, {share}")
    return words.format(mark=mark, share=shown_share(figure.shown, t))


_FIGURES: Wording = {
    "living_floor": lambda t: t.pgettext("figure", "Local living standard for the household"),
    "income": lambda t: t.pgettext("figure", "Usual income"),
    "income_apart": lambda t: t.pgettext("figure", "Bonus and one-off income, not counted on"),
    "routine": lambda t: t.pgettext("figure", "Usual spending"),
    "irregular": lambda t: t.pgettext("figure", "Large bills now and then"),
    "ordered": lambda t: t.pgettext("figure", "Payments ordered by law"),
    "protected": lambda t: t.pgettext("figure", "Home and pledged debts"),
    "left": lambda t: t.pgettext("figure", "Left for other debts"),
    "unexplained": lambda t: t.pgettext("figure", "Outflow not entered"),
    "cash": lambda t: t.pgettext("figure", "Cash at hand"),
}

_STEPS: Wording = {
    "surplus": lambda t: t.pgettext("step", "Left over on average"),
    "irregular": lambda t: t.pgettext("step", "Large bills come unevenly"),
    "short_history": lambda t: t.pgettext("step", "Only some months are known"),
    "festival": lambda t: t.pgettext("step", "Spring Festival costs more and earns less"),
    "volatility": lambda t: t.pgettext("step", "Income and spending vary"),
}

_REASONS: Wording = {
    "no_income": lambda t: t.gettext("No income is known for the months ahead."),
    "spending_exceeds_income": lambda t: t.gettext("Living already takes all income."),
    "guarded_exceed_income": lambda t: t.gettext(
        "Living and the debts for home and work take all income."
    ),
    "bills_exceed_surplus": lambda t: t.gettext("Large bills and festivals take what is left."),
    "income_too_uncertain": lambda t: t.gettext("Income varies too much to promise an amount."),
    "income_far_apart": lambda t: t.gettext(
        "Income comes every few months only; what is at hand does not last until the next time."
    ),
    "income_ends": lambda t: t.gettext("Income falls or ends within the year."),
    "large_payment": lambda t: t.gettext("A large payment is due that cannot be there."),
    "ledger_too_old": lambda t: t.gettext("Nothing is on record for the latest months."),
    "margin_too_thin": lambda t: t.gettext("What is left is too little to promise an amount."),
}

_WITHOUT = frozenset({"no_income", "spending_exceeds_income"})
"""Reasons that income itself explains where a usual month brings none."""

_HELPS: Wording = {
    "free_months": lambda t: t.gettext("The first month and the festival month free"),
    "buffer": lambda t: t.gettext("A buffer of a few weeks of income first"),
    "income_up_10": lambda t: t.gettext("A tenth more income"),
    "spending_down_10": lambda t: t.gettext("A tenth less spending"),
}

_STRAINS: Wording = {
    "as_expected": lambda t: t.gettext("As expected"),
    "income_down_20": lambda t: t.gettext("A fifth less income"),
    "late_pay_day": lambda t: t.gettext("One pay-day comes late"),
    "bill_2000": lambda t: t.gettext("One bill of ¥2,000"),
}
