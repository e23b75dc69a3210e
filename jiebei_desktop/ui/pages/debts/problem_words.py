"""Words for what is wrong with a field of the debt form."""

from __future__ import annotations

from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.text.current import _


def problem_words(problem: Problem) -> str:
    """Return one short sentence for the line under the field."""
    special = {
        ("lender_type", "not_chosen"): _(
            "Not chosen yet. Different lenders are measured by different reference lines"
        ),
        ("first_due", "before_contract"): _("The first due day lies after the contract date"),
        ("paid", "too_many_paid"): _("Fewer instalments than that have fallen due so far"),
    }
    general = {
        "missing": _("Not filled in yet"),
        "not_amount": _("Not an amount. Write 1200 or 800+400"),
        "not_percent": _("Not a percentage. Write 0.05 or 18.25"),
        "not_number": _("Not a number"),
        "not_positive": _("This must be above zero"),
        "out_of_range": _("This number is out of range"),
        "ahead": _("That day is still ahead"),
        "before_contract": _("That is before the contract"),
        "above_principal": _("More than all the principal"),
        "above_whole": _("More than the whole"),
        "after_balance": _("That is after the day it is shown for"),
        "too_large": _("More than a ledger holds"),
        "high_rate": _("Unusually high. Is it the rate a year, a month or a day? Confirm below"),
    }
    return special.get((problem.field, problem.code)) or general[problem.code]
