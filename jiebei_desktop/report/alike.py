"""Whether all that are asked are asked for one term, and what a paper says of it."""

from __future__ import annotations

from jiebei_desktop.report.blocks import View


def one_term(view: View) -> bool:
    """Return whether all that are asked for instalments are asked for the same number of them."""
    terms = {one["offer_months"] for one in view.doc["debts"] if one["kind"] == "instalments"}
    return len(terms) <= 1


def several(view: View) -> str:
    """Return what is said where more than one is asked: of one term only where it is one."""
    t = view.t
    apart = t.pgettext(
        "plan",
        "Of this up to {payment} can go to negotiable debts; {shared} does, in whole tens, for the "
        "{count} debts I ask about, {monthly} of it for this one.",
    )
    alike = t.pgettext(
        "plan",
        "Of this up to {payment} can go to negotiable debts; {shared} does, in whole tens and over "
        "one term for the {count} debts I ask about, as far as their lenders' kind allows, "
        "{monthly} of it for this one.",
    )
    return alike if one_term(view) else apart
