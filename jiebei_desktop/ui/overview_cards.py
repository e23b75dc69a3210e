"""The six figures of the first page, worded from the picture alone: today's, or the last known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import Origin, Picture, Rates
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.figures import no_amount_reason
from jiebei_desktop.text.odds import about
from jiebei_desktop.ui.masking import Masking

CardWords = tuple[str, str, str]
"""Label, value and caption of one stat card."""

CARD_FIGURES = (
    ("owed.total", "owed.principal", "owed.charges"),
    ("due30.total", "arrears.total"),
    ("afford.recommended", "afford.floor", "afford.ceiling", "late_once_12"),
    ("debt_free.plan", "debt_free.contract"),
    ("rate.top",),
    ("cost_per_day.penalty", "cost_per_day.interest"),
)
"""The figures of the picture each card shows."""


def cards(
    seen: Picture,
    masking: Masking,
    names: Mapping[DebtId, str],
    agree: int | None = None,
    guessed: Sequence[str] = (),
) -> tuple[CardWords, ...]:
    """Return the words of the six cards, in order.

    Args:
        seen: the figures; what a glance does not have reads as being worked out.
        masking: whether amounts are hidden.
        names: the debts' names by id.
        agree: how many lenders the plan asks to agree; None while that is not known.
        guessed: names of debts whose very amount is an estimate.
    """
    return (
        _payoff(seen, masking, guessed),
        _due(seen, masking),
        _suggested(seen, masking),
        _debt_free(seen, agree),
        _dearest(seen, names),
        _each_day(seen, masking),
    )


def _entered(seen: Picture) -> bool:
    """Return whether any debt stands behind the figures; none entered is not none owed."""
    return bool(seen["owed.total"].terms)


def _payoff(seen: Picture, masking: Masking, guessed: Sequence[str]) -> CardWords:
    if not _entered(seen):
        return _("Payoff today"), "—", _("No debt is entered yet")
    caption = _("Principal {principal}\n+ charges {charges}").format(
        principal=masking.amount(seen.amount("owed.principal")),
        charges=masking.amount(seen.amount("owed.charges")),
    )
    if guessed:
        told = _("“{debts}” is an estimate").format(debts=pgettext("list", ", ").join(guessed))
        caption = f"{caption}\n{told}"
    return _("Payoff today"), masking.money(seen.amount("owed.total")), caption


def _due(seen: Picture, masking: Masking) -> CardWords:
    if not _entered(seen):
        return _("Due in 30 days"), "—", _("Not known yet")
    arrears, count = seen.money("arrears.total") or ZERO, seen.amount("due30.count")
    if seen.late_unsaid:
        message = ngettext(
            "{count} item, without what is overdue: amount not known",
            "{count} items, without what is overdue: amount not known",
            count,
        )
    elif arrears:
        message = ngettext(
            "{count} item, without the overdue {arrears}",
            "{count} items, without the overdue {arrears}",
            count,
        )
    else:
        message = ngettext("{count} item, nothing overdue", "{count} items, nothing overdue", count)
    caption = message.format(count=count, arrears=masking.amount(arrears))
    return _("Due in 30 days"), masking.money(seen.amount("due30.total")), caption


def _suggested(seen: Picture, masking: Masking) -> CardWords:
    label = _("Suggested monthly")
    no_income = seen["income.usual"].reason == "no_income"
    if "afford.recommended" not in seen.figures and not no_income:
        return label, "…", _("Working it out")
    amount = None if no_income else seen.money("afford.recommended")
    if no_income:
        return label, "—", _("Needs income and living costs")
    if amount is None:
        return label, "—", no_amount_reason(seen["afford.recommended"].reason or "", texts())
    floor = seen.money("afford.floor")
    words = (
        _("No floor, ceiling {ceiling}") if floor is None else _("Floor {floor}, ceiling {ceiling}")
    )
    caption = words.format(
        floor="" if floor is None else masking.plain(floor),
        ceiling=masking.plain(seen.money("afford.ceiling") or amount),
    )
    begins = seen.money("plan.payment")
    if begins is not None and seen["plan.payment"].origin is Origin.ESTIMATE and begins < amount:
        first = _("The plan begins with half: {amount}").format(amount=masking.plain(begins))
        return label, masking.whole(amount), f"{caption}\n{first}"
    late = seen["late_once_12"].value
    if isinstance(late, Decimal):
        odds = _("late at least once a year: {odds}").format(odds=about(late, texts()))
        caption = f"{caption}\n{odds}"
    return label, masking.whole(amount), caption


def _debt_free(seen: Picture, agree: int | None) -> CardWords:
    label = _("Expected debt-free")
    if not _entered(seen):
        return label, "—", _("Not known yet")
    by_contract = agree == 0 and not seen.aside
    figure = seen.figures.get("debt_free.contract" if by_contract else "debt_free.plan")
    if figure is None:
        return label, "…", ""
    if not isinstance(figure.value, date):
        return label, "—", _("No plan holds yet; see Plan for what is missing")
    months = Month.of(figure.value).minus(Month.of(figure.as_of))
    span = ngettext("{count} month", "{count} months", months).format(count=months)
    if agree is None:
        return label, _short_month(figure.value), span
    asks = _("if all who are asked agree") if agree else _("with the contracts as they are")
    if seen.aside:
        asks = _("without what stands aside")
    return label, _short_month(figure.value), f"{span}\n{asks}"


def _short_month(day: date) -> str:
    """Write a month as wide as a card is: 2029年11月 or Nov 2029."""
    if formats.chinese(texts()):
        return formats.month(Month.of(day), texts())
    return QLocale().toString(QDate(day.year, day.month, 1), "MMM yyyy")


def _dearest(seen: Picture, names: Mapping[DebtId, str]) -> CardWords:
    label, top = _("Highest true APR"), seen["rate.top"]
    if not _entered(seen):
        return label, "—", _("Not known yet")
    if not isinstance(top.value, Decimal):
        return label, "—", _("No debt bears interest")
    own = seen[top.terms[0].id]
    name = names.get(DebtId(own.id.partition(".")[2]), "")
    if isinstance(own.value, Rates) and own.value.nominal != top.value:
        caption = _("Overdue part of {debt}\n{rate} when on time").format(
            debt=name, rate=formats.percent(own.value.nominal)
        )
        return label, formats.percent(top.value), caption
    return label, formats.percent(top.value), _("{debt}, fees included").format(debt=name)


def _each_day(seen: Picture, masking: Masking) -> CardWords:
    if not _entered(seen):
        return _("Each day costs"), "—", _("Not known yet")
    interest = seen.amount("cost_per_day.interest")
    if seen.money("arrears.total") or seen.late_unsaid:
        caption = _("Penalty, on top of {amount} ordinary interest").format(
            amount=masking.amount(interest)
        )
        penalty = seen.amount("cost_per_day.penalty")
        return _("Each overdue day"), masking.money(penalty), caption
    return _("Each day costs"), masking.money(interest), _("Interest; nothing is overdue")
