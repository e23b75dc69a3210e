"""How the debts page words states, methods, rates and parts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.debts import Allocation, LenderType, Method, Priority, Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, RatePeriod
from jiebei_desktop.domain.standing import InstalmentState, Status
from jiebei_desktop.services.debts.debt_detail import DebtDetail, Working
from jiebei_desktop.services.debts.debts_view import Bands, DebtLine, SortOrder
from jiebei_desktop.text import debts as wording
from jiebei_desktop.text import formats, imported
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.chip import BAND_ICON

ChipWords = tuple[str, str, str]
"""Text, kind and icon of a chip."""

_DIGITS = 6
_STATUS_KIND = {
    "settled": ("neutral", "check_circle"),
    "overdue": ("severe", "alert"),
    "soon": ("caution", "clock"),
    "today": ("caution", "clock"),
    "fine": ("positive", "check_circle"),
    "negotiating": ("info", "negotiation"),
    "restructured": ("positive", "check_circle"),
    "litigation": ("severe", "alert"),
    "enforcement": ("severe", "alert"),
}


def status_chip(line: DebtLine) -> ChipWords:
    """Return the chip that says how a debt stands."""
    kind, icon = _STATUS_KIND[line.status]
    return _status_text(line), kind, icon


def _status_text(line: DebtLine) -> str:
    if line.status == "overdue":
        days = line.owed.days_known
        if not days:
            return _("Past due")
        return ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)
    if line.status == "soon":
        left = line.days_left or 0
        return ngettext("Due in {days} day", "Due in {days} days", left).format(days=left)
    words = {
        "settled": pgettext("debt", "Settled"),
        "today": pgettext("debt", "Due today"),
        "fine": pgettext("debt", "On time"),
        "negotiating": pgettext("debt", "Negotiating"),
        "restructured": pgettext("debt", "Agreed anew"),
        "litigation": pgettext("debt", "In court"),
        "enforcement": pgettext("debt", "Enforcement"),
    }
    return words[line.status]


def method_name(method: Method) -> str:
    """Return how a contract is repaid."""
    return wording.method_name(method.value, texts())


def what_it_is(line: DebtLine) -> str:
    """Return method and what is left of it, in one line."""
    if line.status == "settled":
        return _("Paid off")
    method = line.terms.method
    if method is Method.REVOLVING:
        return _("Paying the minimum so far")
    if line.free == "never" and method is Method.SINGLE:
        return _("Agreed between people, no interest")
    if line.free == "now" and line.owed.next_due is not None:
        rate = line.terms.rate.annual(line.terms.day_basis)
        return _("Interest-free until {day}, then {rate}").format(
            day=formats.short_day(line.owed.next_due, texts()), rate=formats.percent(rate)
        )
    if line.left:
        message = ngettext(
            "{method}, {count} instalment left", "{method}, {count} instalments left", line.left
        )
        return message.format(method=method_name(method), count=line.left)
    return method_name(method)


def next_line(line: DebtLine, masking: Masking) -> str:
    """Return what is due: arrears first, otherwise the next day and amount."""
    stand = line.owed
    if stand.late_unsaid:
        return _("Past due, amount not known")
    if stand.arrears:
        return _("Past due {amount}").format(amount=masking.amount(stand.arrears))
    if stand.next_due is None:
        return _("No payment scheduled") if stand.parts.total else ""
    same_year = stand.next_due.year == stand.as_of.year
    write = formats.short_day if same_year else formats.day
    return _("{day} {amount}").format(
        day=write(stand.next_due, texts()), amount=masking.amount(stand.next_amount)
    )


def rate_chip(line: DebtLine) -> ChipWords:
    """Return the chip with the true annual rate in its band."""
    if line.free == "never" and "rate" in line.estimated:
        return pgettext("rate", "Rate not known"), "unknown", "minus_circle"
    if line.free == "never":
        return pgettext("rate", "No interest"), "unknown", "minus_circle"
    if line.free == "now":
        return pgettext("rate", "Interest-free"), "unknown", "minus_circle"
    return formats.percent(line.rate.nominal), line.band, BAND_ICON[line.band]


def estimate_chip(line: DebtLine) -> ChipWords | None:
    """Return the chip of a debt with estimates in it, None where all was read in a contract."""
    return (pgettext("debt", "est."), "neutral", "") if line.estimated else None


def open_words(detail: DebtDetail) -> str:
    """Say what is not known of a debt and what is only an estimate; nothing where all is read."""
    said = []
    if detail.missing:
        names = imported.missing_facts(detail.missing, texts())
        said.append(_("Still missing: {facts}. Edit fills it in.").format(facts=names))
    said.append(estimate_words(detail.line))
    return formats.sentences(*said)


def estimate_words(line: DebtLine) -> str:
    """Say which terms are estimates and how that ends; nothing where none is."""
    if not line.estimated:
        return ""
    names = {
        "rate": _("rate"),
        "method": _("way of repaying"),
        "periods": _("number of instalments"),
        "penalty": _("overdue rate"),
        "lender_type": _("kind of lender"),
        "first_due": _("due day"),
        "amount": _("amount"),
    }
    known = pgettext("list", ", ").join(names[name] for name in names if name in line.estimated)
    if "amount" in line.estimated:
        return _("Told, not read: {terms}. Enter it from the lender's page instead").format(
            terms=known
        )
    return _("Usual for the product, not read: {terms}. Editing it ends the estimate").format(
        terms=known
    )


def band_legend(bands: Bands) -> tuple[tuple[str, str], ...]:
    """Return text and kind of the four band chips."""
    mid, high = _whole(bands.mid), _whole(bands.high)
    low = "" if bands.low is None else f"≤{_whole(bands.low)}%"
    return (
        (low, "le4lpr"),
        (f"≤{mid}%", "le24"),
        (f"{mid}–{high}%", "b24_36"),
        (f">{high}%", "gt36"),
    )


def _whole(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}"


def band_tip(bands: Bands) -> str:
    """Say what the bands are and that they are reference lines."""
    return _(
        "The first line is four times the loan prime rate and binds private lending only."
        " The others are reference lines: for a licensed lender a court may be asked to reduce"
        " what lies above {mid}%."
    ).format(mid=_whole(bands.mid))


def part_names() -> tuple[str, str, str, str]:
    """Return principal, interest, penalty interest and fees."""
    return (
        pgettext("part", "Principal"),
        pgettext("part", "Interest"),
        pgettext("part", "Penalty interest"),
        pgettext("part", "Fees"),
    )


def parts_spoken(parts: Parts, masking: Masking) -> str:
    """Return the four parts as one sentence for a screen reader and a tooltip."""
    values = (parts.principal, parts.interest, parts.penalty, parts.fees)
    said = [
        _("{part} {amount}").format(part=name, amount=masking.money(value))
        for name, value in zip(part_names(), values, strict=True)
        if value
    ]
    return _(", ").join(said)


def formulas(detail: DebtDetail, masking: Masking) -> tuple[str, str, str, str]:
    """Return how each part comes about, in the user's own numbers."""
    stand = detail.line.owed
    undue = Fen(stand.parts.principal - stand.overdue_principal)
    if stand.overdue_principal:
        principal = _("past due {late} + not due {rest}").format(
            late=masking.amount(stand.overdue_principal), rest=masking.amount(undue)
        )
    else:
        principal = _("nothing past due")
    return principal, _interest(detail, masking), _penalty(detail, masking), _fees(detail)


def _interest(detail: DebtDetail, masking: Masking) -> str:
    working = detail.interest
    if not detail.line.owed.parts.interest:
        return _("none so far")
    running = _span(working, masking) if working.running else ""
    if working.due and running:
        return _("past due {due} + {running}").format(
            due=masking.amount(working.due), running=running
        )
    return running or _("of instalments past due")


def _penalty(detail: DebtDetail, masking: Masking) -> str:
    if not detail.penalty.running:
        return _("none while payments are on time")
    return _span(detail.penalty, masking)


def _span(working: Working, masking: Masking) -> str:
    daily = daily_percent(working.daily)
    if working.days is None:
        return _("each day {base} × {rate}").format(base=masking.amount(working.base), rate=daily)
    message = ngettext(
        "{base} × {rate} × {days} day", "{base} × {rate} × {days} days", working.days
    )
    return message.format(base=masking.amount(working.base), rate=daily, days=working.days)


def _fees(detail: DebtDetail) -> str:
    if detail.line.terms.fee_per_period:
        return _("{rate} of the principal per instalment").format(
            rate=formats.percent(detail.line.terms.fee_per_period)
        )
    return _("no other fees in the contract")


def daily_percent(daily: Fraction) -> str:
    """Write a daily rate without trailing zeros: 0.05%, 0.075%."""
    text = formats.percent(daily, _DIGITS).removesuffix("%")
    return f"{text.rstrip('0').rstrip('.')}%"


def true_rates(line: DebtLine) -> tuple[ChipWords, ...]:
    """Return the chips with both annual rates, of what is on time and of what is late."""
    if not line.rate.nominal and not line.late_rate.nominal:
        if "rate" in line.estimated:
            return ((pgettext("rate", "Rate not known"), "unknown", "minus_circle"),)
        return ((pgettext("rate", "No interest"), "unknown", "minus_circle"),)
    normal = _("On time {simple} (compound {compound})").format(
        simple=formats.percent(line.rate.nominal), compound=formats.percent(line.rate.effective)
    )
    late = _("Overdue {simple} (compound {compound})").format(
        simple=formats.percent(line.late_rate.nominal),
        compound=formats.percent(line.late_rate.effective),
    )
    return (normal, line.band, BAND_ICON[line.band]), (
        late,
        line.late_band,
        BAND_ICON[line.late_band],
    )


def order_name(order: SortOrder) -> str:
    """Return how the list is sorted."""
    words = {
        SortOrder.URGENCY: _("By urgency"),
        SortOrder.AMOUNT: _("By amount"),
        SortOrder.RATE: _("By annual rate"),
        SortOrder.NEXT_DUE: _("By next due day"),
        SortOrder.ADDED: _("As added"),
    }
    return words[order]


def instalment_chip(state: InstalmentState, line: DebtLine) -> ChipWords:
    """Return where an instalment stands; an empty kind means plain text."""
    as_of = line.owed.as_of
    days = (state.instalment.due - as_of).days
    match state.status:
        case Status.PAID:
            return pgettext("instalment", "Paid"), "", ""
        case Status.OVERDUE if not state.dated:
            return _("Past due"), "severe", "alert"
        case Status.OVERDUE:
            late = ngettext("{days} day late", "{days} days late", -days)
            return late.format(days=-days), "severe", "alert"
        case Status.PARTLY:
            return pgettext("instalment", "Partly paid"), "caution", "clock"
        case Status.DUE:
            return _due_in(days), "neutral", ""
        case Status.FUTURE:
            return pgettext("instalment", "Not due"), "", ""


def _due_in(days: int) -> str:
    if days <= 0:
        return pgettext("instalment", "Due")
    return ngettext("In {days} day", "In {days} days", days).format(days=days)


def period_word(period: RatePeriod) -> str:
    """Return what a rate is counted for."""
    words = {
        RatePeriod.DAY: pgettext("rate", "daily rate"),
        RatePeriod.MONTH: pgettext("rate", "monthly rate"),
        RatePeriod.YEAR: pgettext("rate", "annual rate"),
    }
    return words[period]


def basis_name(basis: DayBasis) -> str:
    """Return how a contract counts time."""
    words = {
        DayBasis.ACT_365: _("Actual days over 365"),
        DayBasis.ACT_360: _("Actual days over 360"),
        DayBasis.MONTHLY: _("Months of a year"),
    }
    return words[basis]


def lender_type_name(kind: LenderType) -> str:
    """Return what kind of lender it is."""
    return wording.lender_type_name(kind, texts())


def priority_name(priority: Priority) -> str:
    """Return the class of a debt when money does not reach for all."""
    words = {
        Priority.LIVELIHOOD: pgettext("priority", "A: livelihood"),
        Priority.SECURED: pgettext("priority", "B: secured"),
        Priority.UNSECURED: pgettext("priority", "C: unsecured"),
        Priority.FAMILY: pgettext("priority", "D: family and friends"),
    }
    return words[priority]


def allocation_name(order: Allocation) -> str:
    """Return the order in which a payment is applied."""
    words = {
        Allocation.FEES_INTEREST_PRINCIPAL: _("Costs, interest, then principal"),
        Allocation.PRINCIPAL_FIRST: _("Principal first"),
        Allocation.UNKNOWN: _("Not known"),
    }
    return words[order]


def rate_text(terms: Terms) -> str:
    """Write a contract rate with its period: daily rate 0.05% (18.25% a year)."""
    percent = daily_percent(Fraction(terms.rate.value))
    stated = _("{kind} {rate}").format(kind=period_word(terms.rate.per), rate=percent)
    if terms.rate.per is RatePeriod.YEAR:
        return stated
    return _("{stated} ({yearly} a year)").format(
        stated=stated, yearly=formats.percent(terms.rate.annual(terms.day_basis))
    )
