"""Sentences of the offer page."""

from __future__ import annotations

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.offer_check import Consolidation, CostVerdict
from jiebei_desktop.services.plans.offer_view import Assessment, RateBand
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.rules import rule_title
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.offer_check.scale import Pointer, Stretch
from jiebei_desktop.ui.widgets.explain import ExplainLine


def verdict(found: Assessment) -> tuple[str, str, str]:
    """Return the kind of the chip, its word, and the sentence beside it."""
    rate = formats.percent(found.report.nominal, t=texts())
    if found.times_stated is not None and found.report.nominal > 0:
        times = f"{found.times_stated:.1f}"
        sentence = _("It truly costs {rate} a year, {times} times the advertised rate.").format(
            rate=rate, times=times
        )
    else:
        sentence = _("It truly costs {rate} a year.").format(rate=rate)
    if found.grade is Severity.SEVERE:
        return "severe", _("Better not to borrow"), sentence
    if found.grade is Severity.CAUTION:
        return "caution", _("Ask before you decide"), sentence
    return "positive", _("Nothing stands out"), sentence


def bands(found: Assessment) -> list[Stretch]:
    """Return the bands as drawn; four times LPR is a line for private loans only."""
    private = found.offer.lender_type is LenderType.PRIVATE_PERSON
    return [
        Stretch(
            code=band.code,
            word=_band_word(band, private=private),
            end=None if band.end is None else float(band.end),
            label="" if band.end is None else formats.percent(band.end, 0),
        )
        for band in found.bands
    ]


def _band_word(band: RateBand, *, private: bool) -> str:
    words = {
        "le4lpr": _("up to 4×LPR") if private else _("under the private cap"),
        "le24": _("up to 24%"),
        "b24_36": _("24–36%"),
        "gt36": _("above 36%"),
    }
    return words[band.code]


def pointers(found: Assessment) -> list[Pointer]:
    """Return the true rate, and the advertised one when there is one."""
    tone = {Severity.SEVERE: "severe", Severity.CAUTION: "caution"}.get(
        found.grade or Severity.INFO, "positive"
    )
    true = Pointer(
        rate=float(found.report.nominal),
        label=_("true {rate}").format(rate=formats.percent(found.report.nominal, t=texts())),
        tone=tone,
    )
    stated = found.offer.stated_rate
    if stated is None:
        return [true]
    label = _("advertised {rate}").format(rate=formats.percent(stated))
    return [true, Pointer(rate=float(stated), label=label, tone="text2")]


def figures(found: Assessment, masking: Masking) -> list[tuple[str, str, str]]:
    """Return the four figures: name, value, caption."""
    report, offer = found.report, found.offer
    count = len(offer.flows)
    fees = sum(fee.amount for fee in offer.fees)
    made_of = _("{count} × {payment}").format(
        count=count, payment=masking.amount(offer.flows[0].amount)
    )
    if fees:
        made_of = _("{instalments} and {fees} beforehand").format(
            instalments=made_of, fees=masking.amount(type(report.cost)(fees))
        )
    return [
        (
            _("True yearly rate"),
            formats.percent(report.nominal, t=texts()),
            _("Per month × 12; this one is held against the lines"),
        ),
        (
            _("Compounded"),
            formats.percent(report.effective, t=texts()),
            _("When each month's interest earns interest"),
        ),
        (_("To repay in all"), masking.money(report.repaid), made_of),
        (
            _("Paid on top"),
            masking.money(report.cost),
            _("Against the {received} that arrives").format(received=masking.money(offer.received)),
        ),
    ]


def terms(found: Assessment, masking: Masking) -> tuple[list[ExplainLine], str]:
    """Return the calculation with the user's own numbers, and what to know about it."""
    report, offer = found.report, found.offer
    first = offer.flows[0]
    lines = [
        ExplainLine(
            name=_("Arrives"),
            working=formats.day(offer.date, texts()),
            value=masking.money(offer.received),
        ),
        ExplainLine(
            name=_("Goes back"),
            working=ngettext(
                "{count} instalment from {day}", "{count} instalments from {day}", len(offer.flows)
            ).format(count=len(offer.flows), day=formats.day(first.date, texts())),
            value=masking.money(report.repaid),
        ),
        ExplainLine(
            name=_("Rate per month"),
            working=_("The rate at which the instalments are worth exactly what arrives"),
            value=formats.percent(report.monthly, 4, texts()),
        ),
        ExplainLine(
            name=_("True yearly rate"),
            working=_("{rate} × 12").format(rate=formats.percent(report.monthly, 4, texts())),
            value=formats.percent(report.nominal, t=texts()),
            strong=True,
        ),
        ExplainLine(
            name=_("Compounded"),
            working=_("(1 + {rate})¹² − 1").format(
                rate=formats.percent(report.monthly, 4, texts())
            ),
            value=formats.percent(report.effective, t=texts()),
        ),
    ]
    note = _("Both ways of counting are shown; above a line is only what both put above it.")
    return lines, note


def flat_fee(found: Assessment) -> tuple[str, str] | None:
    """Return the note on a fee per month of the first principal."""
    if found.flat is None:
        return None
    title = _("“{rate} a month” is reckoned on the first principal").format(
        rate=formats.percent(found.flat.monthly)
    )
    detail = _(
        "The principal shrinks every month, the fee does not. Even if all of it arrives, the true"
        " rate is {rate} a year."
    ).format(rate=formats.percent(found.flat.nominal))
    return title, detail


def line(found: Assessment) -> tuple[str, str] | None:
    """Return the line this lender is held against, with its standing."""
    if found.line is None:
        return None
    title = _("Held against: {rule}, {rate}").format(
        rule=rule_title(found.line.row.id, texts()), rate=formats.percent(found.line.rate)
    )
    law = _(
        "Source: {source}. Above it you can ask for an explanation or report it to the regulator."
    )
    reference = _("For reference, not a legal claim: {source}. You can ask the lender to explain.")
    message = law if found.line.is_law else reference
    return title, message.format(source=found.line.row.source)


def help_sentence(found: Consolidation, masking: Masking) -> tuple[str, str, str]:
    """Return severity, first sentence and the rest: what the offer would change."""
    left = ngettext(
        "{count} chosen debt stays open beside it.",
        "{count} chosen debts stay open beside it.",
        len(found.left_open),
    ).format(count=len(found.left_open))
    month = _("Next month: {before} as now, {after} with it.").format(
        before=masking.money(found.next_month_before), after=masking.money(found.next_month_after)
    )
    if found.verdict is CostVerdict.DOES_NOT_REACH:
        missing = _("It does not reach: {missing} is missing to settle the chosen debts.").format(
            missing=masking.money(found.missing)
        )
        return "severe", missing, f"{left} {month}"
    amount = masking.money(abs(found.saves))  # type: ignore[arg-type]
    if found.verdict is CostVerdict.COSTS_MORE:
        return (
            "severe",
            _("It would cost {amount} more than letting the debts run.").format(amount=amount),
            _("The old debts would be settled by it. {month}").format(month=month),
        )
    return (
        "caution",
        _("By these figures it would cost {amount} less.").format(amount=amount),
        _(
            "Only if the old debts are really settled on the same day and no new ones are taken."
            " {month}"
        ).format(month=month),
    )
