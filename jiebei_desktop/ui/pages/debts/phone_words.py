"""Words of a debt from the lender's page: fields, problems, and the line of usual terms."""

from __future__ import annotations

from fractions import Fraction

from jiebei_desktop.domain.debts import Method
from jiebei_desktop.services.debts.debt_draft import times_text
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.debts.guesses import OTHERS, Guess, left_of
from jiebei_desktop.services.debts.phone_page import CARD, Found, is_undated
from jiebei_desktop.text.current import _, ngettext, pgettext
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.pages.debts.problem_words import problem_words as general_words

PLACES = {
    "total": (0, 0), "due": (0, 1), "due_on": (1, 0), "late": (1, 1), "bill_day": (2, 0),
    "since": (2, 1),
}  # fmt: skip
"""Row and column of the fields above the fold."""


def problem_words(problem: Problem) -> str:
    """Return one short sentence for the line under the field."""
    special = {
        "above_total": _("More than the total. Does the total leave out interest?"),
        "past_not_late": _("That day is over. Choose Overdue, or the next day"),
        "not_late_yet": _("Late only after that day has passed"),
        "after_due": _("After the day it was due"),
    }
    return special.get(problem.code) or general_words(problem)


def field_words(product: str) -> dict[str, tuple[str, str]]:
    """Return name and help of every field, as the product's page calls them."""
    made = {
        "total": (_("To repay in all"), _("“All outstanding” in the app")),
        "due": (_("To repay this time"), _("The amount of this bill")),
        "due_on": (_("On which day"), _("Also 11-2, +3, t for today")),
        "bill_day": (_("Day of the bill"), _("Of the month, as on the bill")),
        "late": (_("Is it overdue?"), ""),
        "since": (_("Since which day"), _("Empty: since the day it was due")),
        "rate": (_("Rate"), _("Empty: the usual one")),
        "method": (_("Repaid as"), _("Empty: found from the page")),
        "periods": (_("Instalments left"), _("Empty: found from the page")),
        "penalty": (_("Overdue rate"), _("times the contract rate; check the contract")),
        "lender_type": (_("Kind of lender"), _("As in the contract, not the app's name")),
        "name": (_("Call it"), ""),
        "tail": (_("Last digits of the contract"), ""),
    }
    if product in CARD:
        made["total"] = (_("To repay in all"), _("The whole bill, and what came after"))
        made["due"] = (_("Minimum payment"), _("As on the bill"))
        made["due_on"] = (_("Day it is due"), _("Also 11-2, +3, t for today"))
    elif is_undated(product):
        made["due"] = (_("To repay next time"), _("Empty where nothing was agreed"))
        made["due_on"] = (_("On which day"), _("Empty where nothing was agreed"))
    return made


def terms_line(found: Found) -> str:
    """Return the terms in a sentence: rate, method, instalments, overdue rate."""
    debt = found.debt
    if debt is None:
        return _("The product's usual terms stand in; you may leave them")
    terms = debt.terms
    if terms.method is Method.FREE:
        return _("Without a plan; interest {rate}").format(rate=words.rate_text(terms))
    parts = [words.rate_text(terms), words.method_name(terms.method)]
    if found.check is not None and found.check.periods:
        left = found.check.periods
        parts.append(ngettext("{count} left", "{count} left", left).format(count=left))
    times = times_text(terms.penalty_multiplier)
    parts.append(_("overdue rate {times} times").format(times=times))
    return _(", ").join(parts)


def lacking(problems: tuple[Problem, ...], product: str) -> str:
    """Return why the debt cannot be saved yet; nothing where it can."""
    names = field_words(product)
    missing = list(dict.fromkeys(names[p.field][0] for p in problems if p.code == "missing"))
    wrong = list(dict.fromkeys(names[p.field][0] for p in problems if p.field in names))
    said = _("Still missing: {fields}") if missing else _("Please look at: {fields}")
    return said.format(fields=pgettext("list", ", ").join(missing or wrong)) if wrong else ""


def instead_words(guess: Guess, found: Found, product: str, masking: Masking) -> str:
    """Return what becomes of an estimate that the page takes the place of."""
    monthly = found.check.due_shown if found.check is not None else guess.monthly
    left = left_of(guess, product, monthly)
    if guess.product == OTHERS and product != OTHERS and left:
        return _("Take it out of “{name}”, which is then {left} a month").format(
            name=guess.name, left=masking.money(left)
        )
    return _("Replace “{name}”, which was an estimate").format(name=guess.name)


def penalty_working(found: Found, masking: Masking) -> str:
    """Return how the penalty comes about; nothing where it is no single product."""
    check = found.check
    if check is None or not check.penalty_daily or not check.parts.penalty:
        return ""
    days = check.late_days
    message = ngettext("{base} × {rate} × {days} day", "{base} × {rate} × {days} days", days)
    rate = words.daily_percent(Fraction(check.penalty_daily))
    return message.format(base=masking.amount(check.late_principal), rate=rate, days=days)


def interest_working(found: Found, masking: Masking) -> str:
    """Return interest as what has fallen due and what runs; nothing where it is one."""
    check = found.check
    if check is None or not 0 < check.interest_due < check.parts.interest:
        return ""
    running = check.parts.interest - check.interest_due
    return _("{due} + {running}").format(
        due=masking.amount(check.interest_due), running=masking.amount(type(check.due)(running))
    )
