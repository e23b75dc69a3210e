"""What lenders are asked for, one by one, and the sentences about it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from jiebei_desktop.analysis.ask import Extra
from jiebei_desktop.analysis.claims import CARD_TERM
from jiebei_desktop.analysis.concession import Concession
from jiebei_desktop.charts.balances import Curves
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import Owed
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.services.plans.proposals import Offered, Plan
from jiebei_desktop.text import formats
from jiebei_desktop.text.asking import (
    alike_words,
    explained,
    levers_short,
    levers_words,
    missing_words,
    out_of_time_words,
    source_words,
)
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.relief_kinds import relief_lines
from jiebei_desktop.text.rules import rule_title
from jiebei_desktop.ui.masking import Masking


class AskRow(Struct, frozen=True, kw_only=True):
    """One lender: the debt as it stands, and what is offered and asked."""

    debt: Debt
    stand: Owed
    offered: Offered
    concession: Concession | None
    """What it is asked to agree to; None where nothing is."""


def ask_rows(view: PlanView, book: Book) -> tuple[AskRow, ...]:
    """Join offers with the debts they are about."""
    known = {debt.id: debt for debt in book.debts}
    asks = {one.debt: one for one in view.proposals.asks.asks}
    return tuple(
        AskRow(
            debt=known[one.debt],
            stand=one.stand,
            offered=one,
            concession=asks.get(one.debt),
        )
        for one in view.proposals.offers
    )


def asked_count(view: PlanView) -> int:
    """Return how many lenders would have to agree to something."""
    return len(view.proposals.asks.asks)


def headline(view: PlanView, asked: int, masking: Masking) -> str:
    """Return why something is asked, in a few words."""
    asks = view.proposals.asks
    if asks.explanation in {"nothing_owed", "only_guarded"}:
        return explained(asks.explanation, texts())
    if asks.feasible_without:
        return _("The contracts hold as they are; nothing has to be asked.")
    if asks.pause:
        message = ngettext(
            "Nothing can be paid now: ask for a pause of {count} month.",
            "Nothing can be paid now: ask for a pause of {count} months.",
            asks.pause,
        )
        return message.format(count=asks.pause)
    if asks.shortfall:
        return missing_words(asks.shortfall, view.seen, texts(), masking.money)
    if view.too_much:
        message = ngettext(
            "At your own amount, more than can be kept, {count} lender would have to agree",
            "At your own amount, more than can be kept, {count} lenders would have to agree",
            asked,
        )
        return message.format(count=asked)
    message = ngettext(
        "The smallest changes that make the plan hold: {count} lender",
        "The smallest changes that make the plan hold: {count} lenders",
        asked,
    )
    return message.format(count=asked)


def before(row: AskRow, masking: Masking) -> str:
    """Return what the contract asks for now."""
    coming = [s for s in row.stand.instalments if s.instalment.due > row.stand.as_of]
    if coming:
        message = ngettext(
            "{count} left, next {amount}", "{count} left, next {amount}", len(coming)
        )
        return message.format(count=len(coming), amount=masking.amount(row.stand.next_amount))
    if row.stand.next_amount:
        return _("next {amount}").format(amount=masking.amount(row.stand.next_amount))
    return _("no fixed plan")


def asked(row: AskRow, masking: Masking) -> str:
    """Return the concession in words."""
    if row.concession is not None:
        person = row.debt.lent_by_person
        return levers_words(row.concession.levers, texts(), masking.amount, person=person)
    if row.offered.once:
        once = masking.amount(row.offered.once)
        if not row.offered.monthly:
            return _("nothing; {once} once").format(once=once)
        return _("nothing; {once} once, then as the contract says").format(once=once)
    return _("nothing; as the contract says")


def asked_short(row: AskRow, masking: Masking) -> str:
    """Return the same in few words, for the table."""
    if row.concession is None:
        return asked(row, masking)
    return levers_short(row.concession.levers, texts(), masking.amount)


def plan_words(plan: Plan, masking: Masking) -> str:
    """Return a plan in words: instalments, rate, what is waived."""
    parts = [
        ngettext("{count} instalment", "{count} instalments", plan.months).format(count=plan.months)
    ]
    parts.append(_("{rate} a year").format(rate=formats.percent(plan.annual_rate)))
    names = {
        "above": _("{amount} above the line dropped"),
        "withheld": _("{amount} that was never paid out taken off"),
        "penalty": _("penalty {amount} waived"),
        "fees": _("fees {amount} waived"),
        "interest": _("interest {amount} waived"),
        "principal": _("principal {amount} waived"),
    }
    parts += [names[kind].format(amount=masking.amount(fen)) for kind, fen in plan.waived if fen]
    return _(", ").join(parts)


def ground(row: AskRow) -> str:
    """Return what the request rests on."""
    if row.concession is None:
        return ""
    if row.debt.is_family:
        return _("family: to be talked over")
    if row.debt.lender_type is LenderType.CREDIT_CARD_ISSUER:
        return _("card rules, Art. 70")
    return _("can be asked, not claimed")


def ground_whole(row: AskRow) -> str:
    """Return the same with the title of the rule, where there is one."""
    if row.concession is not None and row.debt.lender_type is LenderType.CREDIT_CARD_ISSUER:
        return rule_title(CARD_TERM, texts())
    return ground(row)


def total_words(view: PlanView, masking: Masking) -> str:
    """Return the sum of a month against the amount."""
    total = Fen(sum(one.first_month for one in view.proposals.offers))
    return _("In the first month {total}; the amount is {budget}.").format(
        total=masking.money(total), budget=masking.whole(view.budget)
    )


def alike(view: PlanView) -> str:
    """State how lenders are treated among each other, and whose claims stand aside."""
    t = texts()
    old = out_of_time_words(view.seen.aside, view.names, t)
    return "\n".join([*alike_words(view.proposals.asks, view.names, t), *old])


def besides(view: PlanView, masking: Masking) -> list[str]:
    """Return what could be sold, and what lenders that are kept first may be asked for."""
    asks, t = view.proposals.asks, texts()
    sold = [source_words(one, asks, view.names, t, masking.money) for one in asks.sources]
    return [*sold, *relief_lines(asks.relief, view.seen, view.names, t, masking.money)]


def never_more(data: Curves, masking: Masking) -> str:
    """Return the dearest month of the plans together."""
    months = max(len(curve.amounts) for curve in data.curves) - 1
    sums = [
        sum(curve.amounts[k] for curve in data.curves if k < len(curve.amounts) - 1)
        for k in range(months)
    ]
    return _("In no month more than {amount}").format(amount=masking.money(Fen(max(sums))))


def fallbacks(
    view: PlanView, names: Mapping[DebtId, str], payments: Mapping[DebtId, Fen], masking: Masking
) -> list[tuple[str, str]]:
    """Return what else can be offered, lender by lender, and the line not to cross."""
    found = []
    for one in view.proposals.offers:
        for other in one.alternatives[:1]:
            frozen = one.plan is not None and one.plan.frozen
            title = _("{lender}, if interest cannot stop") if frozen else _("{lender}, another way")
            text = _("{plan}: {amount} a month, {cost} of interest in all.").format(
                plan=plan_words(other, masking),
                amount=masking.money(other.payment),
                cost=masking.money(other.total_interest),
            )
            found.append((title.format(lender=names[one.debt]), text))
        if one.plan is not None and one.plan.cuts_principal:
            title = _("{lender}, until a cut is agreed").format(lender=names[one.debt])
            text = _("Six months of {amount} without interest and penalty, then a new look.")
            found.append((title, text.format(amount=masking.money(one.monthly))))
    for extra in view.extras:
        text = extra_words(extra, payments[extra.debt], masking)
        if text:
            found.append((_("{lender}, besides").format(lender=names[extra.debt]), text))
    ceiling = view.means.ceiling
    if ceiling is not None:
        found.append(
            (
                _("The line"),
                _("Sign nothing that adds up to more than {amount} a month.").format(
                    amount=masking.whole(ceiling)
                ),
            )
        )
    return found


def extra_words(extra: Extra, payment: Fen, masking: Masking) -> str:
    """Return what else one lender could be asked for; a debt without interest needs no pause."""
    parts = []
    if extra.grace is not None and extra.grace.during > 0:
        parts.append(
            ngettext(
                "A pause of {count} month, interest of {amount} a month paid meanwhile.",
                "A pause of {count} months, interest of {amount} a month paid meanwhile.",
                extra.grace.months,
            ).format(count=extra.grace.months, amount=masking.money(extra.grace.during))
        )
    if extra.first_half_year is not None and 0 < extra.first_half_year < payment:
        parts.append(
            _("Only {amount} a month for the first half year.").format(
                amount=masking.money(extra.first_half_year)
            )
        )
    if extra.due_day is not None:
        parts.append(_("A due day after the money arrives: the {day}th.").format(day=extra.due_day))
    return formats.sentences(*parts)
