"""What a paper says of the amount its lenders share, and of whether all get one term."""

from __future__ import annotations

from jiebei_desktop.report.blocks import View


def one_term(view: View) -> bool:
    """Return whether all that are asked for instalments are asked for the same number of them."""
    terms = {one["offer_months"] for one in view.doc["debts"] if one["kind"] == "instalments"}
    return len(terms) <= 1


def is_protected(view: View) -> bool:
    """Return whether the addressee's debt guards home or work and is paid before the others."""
    debt = view.addressee()
    return debt is not None and debt["basis"] == "protected"


def shared_words(view: View) -> str:
    """Return the sentence of what negotiable debts get together, and this one of it or beside."""
    told = view.doc["odds"]["first_term"] is not None
    if is_protected(view):
        return _beside(view, told=told)
    if told:
        return view.t.pgettext(
            "plan",
            "No month of my records shows my income yet, so half of what I told, {payment} a month,"
            " goes to negotiable debts at first: {shared} does, {monthly} of it for this one.",
        )
    totals = view.doc["totals"]
    return _several(view) if totals["asked"] > 1 else _alone(view, totals["offer"])


def _beside(view: View, *, told: bool) -> str:
    half = view.t.pgettext(
        "plan",
        "No month of my records shows my income yet, so half of what I told, {payment} a month, "
        "goes to negotiable debts at first: {shared} does. The {monthly} to you is no part of it "
        "and comes first.",
    )
    most = view.t.pgettext(
        "plan",
        "Of this up to {payment} can go to negotiable debts; {shared} does. The {monthly} to you "
        "is no part of it and comes first.",
    )
    return half if told else most


def _alone(view: View, shared: str) -> str:
    part = view.t.pgettext(
        "plan",
        "Of this up to {payment} can go to negotiable debts; {shared} does, {monthly} of it "
        "for this one.",
    )
    every = view.t.pgettext(
        "plan", "Of this up to {payment} can go to negotiable debts; {shared} does, all to you."
    )
    return every if shared == view.doc["plan"]["monthly"] else part


def _several(view: View) -> str:
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
