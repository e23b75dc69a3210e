"""Sentences about an offer typed on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.masking import Masking

if TYPE_CHECKING:
    from jiebei_desktop.services.plans.counter_offers import CounterAnswer


def verdict(found: CounterAnswer, masking: Masking) -> tuple[str, str, str]:
    """Return severity, the one sentence to act on, and what stands behind it."""
    odds = _("It would break within a year in {share} of cases.").format(
        share=formats.percent(found.p_break, 0)
    )
    if found.fits:
        return "positive", _("This fits. Ask for it in writing."), odds
    if found.affordable is None:
        return "severe", _("No lasting amount can be named yet. Do not promise one."), odds
    room = _("There is room for {amount} a month.").format(amount=masking.money(found.affordable))
    if found.is_tight:
        return "caution", _("Tight: it leaves little for a bad month."), f"{room} {odds}"
    return "severe", _("More than you can keep up. Say no, calmly."), f"{room} {odds}"


def lines(found: CounterAnswer, masking: Masking) -> list[str]:
    """Return the figures of the offer, and what to ask back."""
    said = [
        _("In all {total} until {day}; {cost} beyond what is owed today.").format(
            total=masking.money(found.total_paid),
            day=formats.day(found.last, texts()),
            cost=masking.money(found.cost),
        )
        if found.cost >= 0
        else _("In all {total} until {day}: less than what is owed today.").format(
            total=masking.money(found.total_paid), day=formats.day(found.last, texts())
        )
    ]
    if found.nominal is not None and found.effective is not None:
        said.append(
            _("True cost {nominal} a year, {effective} compounded.").format(
                nominal=formats.percent(found.nominal), effective=formats.percent(found.effective)
            )
        )
    if found.capitalised > 0:
        amount = masking.money(found.capitalised)
        said.append(_("{amount} of it is interest, penalty and fees.").format(amount=amount))
    if found.breaks_in is not None:
        month = formats.month(found.breaks_in, texts())
        said.append(_("In a lean year money runs short in {month}.").format(month=month))
    if found.ask_back is not None:
        asked = ngettext(
            "Ask back: {amount} a month for {count} month.",
            "Ask back: {amount} a month for {count} months.",
            found.ask_back.months,
        )
        said.append(
            asked.format(amount=masking.money(found.ask_back.payment), count=found.ask_back.months)
        )
    if found.ask_day is not None:
        day = formats.count(found.ask_day)
        said.append(_("Ask for day {day} of the month, after the money arrives.").format(day=day))
    return said
