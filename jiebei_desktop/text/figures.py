"""Words for the figures behind an affordable amount, by code: lines, steps, reasons, strains."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.text.texts import Texts

Wording = Mapping[str, Callable[[Texts], str]]


def figure_name(code: str, t: Texts) -> str:
    """Return the name of one line of the calculation."""
    return _FIGURES[code](t)


def step_name(code: str, t: Texts) -> str:
    """Return what one step from the surplus down to the safe amount allows for."""
    return _STEPS[code](t)


def no_amount_reason(code: str, t: Texts) -> str:
    """Say why no lasting amount can be named."""
    return _REASONS[code](t)


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


_FIGURES: Wording = {
    "prudent_income": lambda t: t.pgettext("figure", "Income of a lean month"),
    "essentials": lambda t: t.pgettext("figure", "Essential living"),
    "living_floor": lambda t: t.pgettext("figure", "Local living standard for the household"),
    "obligations": lambda t: t.pgettext("figure", "Housing and secured debts"),
    "buffer": lambda t: t.pgettext("figure", "Kept back for the unforeseen"),
    "income": lambda t: t.pgettext("figure", "Usual income"),
    "income_apart": lambda t: t.pgettext("figure", "Bonus and one-off income, not counted on"),
    "routine": lambda t: t.pgettext("figure", "Usual spending"),
    "irregular": lambda t: t.pgettext("figure", "Large bills now and then"),
    "unexplained": lambda t: t.pgettext("figure", "Outflow not entered"),
    "surplus": lambda t: t.pgettext("figure", "Left over on average"),
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
    "no_income": lambda t: t.gettext("No income is entered yet."),
    "spending_exceeds_income": lambda t: t.gettext("Living already takes all income."),
    "bills_exceed_surplus": lambda t: t.gettext("Large bills and festivals take what is left."),
    "income_too_uncertain": lambda t: t.gettext("Income varies too much to promise an amount."),
    "margin_too_thin": lambda t: t.gettext("What is left is too little to promise an amount."),
}

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
