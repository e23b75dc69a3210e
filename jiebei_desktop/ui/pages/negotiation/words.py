"""Sentences of the negotiation page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.negotiation import (
    CaseFact,
    Channel,
    ConductFlag,
    Contact,
    Direction,
    Evidence,
    FactKind,
    Proposal,
    ProposalState,
    Request,
)
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.cases.evidence import Coverage
from jiebei_desktop.services.negotiation.negotiation_view import CaseLine, CaseView, Rung
from jiebei_desktop.services.picture.proofs import Proved
from jiebei_desktop.text import debts as debt_words
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.conduct import breach_words
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.guide import document_name, stage_text
from jiebei_desktop.ui.masking import Masking

SOON_DAYS = 7


def covered_lines() -> list[tuple[str, str]]:
    """Return what a document may show, as codes and names: sections first, then every line."""
    sections = [
        ("", _("not said")),
        ("A", _("all income")),
        ("B", _("all necessary living")),
        ("C", _("all flexible spending")),
    ]
    return sections + [(code, category_name(code, texts())) for code in categories.ALL]


def usually_covers(kind: str) -> str:
    """Return what a kind of document mostly shows; empty where it may be anything."""
    return "A" if kind == "income_proof" else ""


def headline(view: CaseView, masking: Masking) -> str:
    """Return the one sentence that says where this talk stands."""
    line, stand = view.line, view.line.stand
    if line.debt.stage is Stage.SETTLED:
        return _("{debt} is settled.").format(debt=line.debt.name)
    if view.agreement is not None and view.agreement.broken_on is None:
        mark = view.agreement.next_mark()
        paid = ngettext(
            "{paid} of {count} instalment is paid", "{paid} of {count} instalments are paid",
            len(view.agreement.marks),
        ).format(paid=view.agreement.paid, count=len(view.agreement.marks))  # fmt: skip
        if mark is None:
            return _("{debt}: {paid}.").format(debt=line.debt.name, paid=paid)
        return _("{debt}: {paid}; next {amount} on {day}.").format(
            debt=line.debt.name,
            paid=paid,
            amount=masking.money(mark.left),
            day=formats.day(mark.due, texts()),
        )
    if stand.overdue_days:
        return _late(line, masking)
    if stand.next_due is None:
        return _("{debt} is on time.").format(debt=line.debt.name)
    return _("{debt} is on time; {amount} is due on {day}.").format(
        debt=line.debt.name,
        amount=masking.money(stand.next_amount),
        day=formats.day(stand.next_due, texts()),
    )


def _late(line: CaseLine, masking: Masking) -> str:
    days, amount = line.stand.days_known, masking.money(line.stand.arrears)
    if line.stand.late_unsaid:
        words = _("{debt} is overdue; how much of it is not known.")
        return words.format(debt=line.debt.name)
    if days is None:
        words = _("{debt} is overdue, since when is not known; {amount} is past its day.")
        return words.format(debt=line.debt.name, amount=amount)
    count = ngettext("{count} day", "{count} days", days).format(count=days)
    words = _("{debt} is {days} overdue; {amount} is past its day.")
    return words.format(debt=line.debt.name, days=count, amount=amount)


def standing(line: CaseLine, as_of: date) -> tuple[str, str]:
    """Return the chip of a lender in the list: kind and word."""
    stand = line.stand
    if line.debt.stage is Stage.SETTLED:
        return "positive", pgettext("debt stage", "Settled")
    late = stand.days_known
    if late is None:
        return "severe", pgettext("stage", "Past due")
    if late:
        message = ngettext("{count} day late", "{count} days late", late)
        return "severe", message.format(count=late)
    if stand.next_due is not None and (stand.next_due - as_of).days <= SOON_DAYS:
        return "caution", _("by {day}").format(day=formats.short_day(stand.next_due, texts()))
    return "neutral", _("not overdue")


def progress(line: CaseLine) -> str:
    """Return how far the talk with a lender got."""
    if line.agreed:
        return _("Agreement runs")
    if line.newest is None:
        return _("Not begun") if line.case is None else _("Case open")
    states = {
        ProposalState.DRAFT: _("version {n} not sent yet"),
        ProposalState.SENT: _("version {n} sent"),
        ProposalState.COUNTERED: _("version {n} answered"),
        ProposalState.ACCEPTED: _("version {n} accepted"),
        ProposalState.REFUSED: _("version {n} refused"),
    }
    return states[line.newest.state].format(n=line.newest.version)


def rung_label(rung: Rung) -> str:
    """Return the short name of a stage on the ladder."""
    if rung.first_day is not None:
        labels = {
            TimelineStage.REMINDERS: _("days 1–3"),
            TimelineStage.CALLS: _("day {count} on"),
        }
        label = labels.get(rung.stage, _("day {count}"))
        return label.format(count=rung.first_day)
    names = {
        TimelineStage.NOT_OVERDUE: _("Before"),
        TimelineStage.LITIGATION: _("Court"),
        TimelineStage.AGREED: _("Agreed"),
        TimelineStage.SETTLED: pgettext("debt stage", "Settled"),
    }
    return names[rung.stage]


def stage_lines(stage: TimelineStage) -> list[tuple[str, str]]:
    """Return what usually happens, what to do, prepare and write down."""
    said = stage_text(stage, texts())
    return [
        (_("Usually"), said.happens),
        (_("Do"), said.do),
        (_("Prepare"), said.prepare),
        (_("Write down"), said.record),
    ]


def fact_name(kind: FactKind) -> str:
    """Return what was told or served."""
    return {
        FactKind.CALLED_IN: _("The whole debt was called in"),
        FactKind.ASSIGNED: _("The debt was passed on"),
        FactKind.COURT_PAPERS: _("Papers of a court arrived"),
        FactKind.PAYMENT_ORDER: _("A payment order arrived"),
        FactKind.HEARING: _("Day of the hearing"),
        FactKind.JUDGMENT: _("A judgment arrived"),
        FactKind.ENFORCEMENT: _("Enforcement was announced"),
    }[kind]


def fact_line(fact: CaseFact) -> str:
    """Return one fact of the case with the term it sets."""
    text = _("{day}: {what}").format(day=formats.day(fact.on, texts()), what=fact_name(fact.kind))
    if fact.note:
        text = f"{text}（{fact.note}）" if formats.chinese(texts()) else f"{text} ({fact.note})"
    if fact.due is not None and fact.due != fact.on:
        text = _("{fact}; answer by {day}").format(fact=text, day=formats.day(fact.due, texts()))
    return text


def request_line(request: Request, masking: Masking) -> str:
    """Return a proposal in one line."""
    parts = [
        ngettext("{count} instalment", "{count} instalments", request.periods).format(
            count=request.periods
        )
    ]
    if request.start_periods:
        smaller = ngettext(
            "the first {count} of {amount}", "the first {count} of {amount} each",
            request.start_periods,
        )  # fmt: skip
        amount = masking.amount(request.start_payment)
        parts.append(smaller.format(count=request.start_periods, amount=amount))
    waived = (
        (request.waived_penalty, _("penalty {amount} waived")),
        (request.waived_interest, _("interest {amount} waived")),
        (request.waived_fees, _("fees {amount} waived")),
        (request.waived_principal, _("principal {amount} waived")),
        (request.lump_sum, _("{amount} at once")),
    )
    parts += [text.format(amount=masking.amount(fen)) for fen, text in waived if fen]
    parts.append(_("from {day}").format(day=formats.short_day(request.first_due, texts())))
    return _(", ").join(parts)


def reply_words(proposal: Proposal) -> tuple[str, str]:
    """Return the chip of a version (kind and word); an answer is shown in full beside it."""
    return {
        ProposalState.DRAFT: ("caution", _("to be sent")),
        ProposalState.SENT: ("info", _("waiting")),
        ProposalState.COUNTERED: ("caution", _("other terms offered")),
        ProposalState.ACCEPTED: ("positive", _("accepted")),
        ProposalState.REFUSED: ("severe", _("refused")),
    }[proposal.state]


def field_name(name: str) -> str:
    """Return the name of a field of a request."""
    return {
        "principal": _("What is repaid"),
        "annual_rate": _("Yearly rate"),
        "periods": _("Number of instalments"),
        "payment": _("Each instalment"),
        "first_due": _("First day"),
        "waived_interest": _("Interest waived"),
        "waived_penalty": _("Penalty waived"),
        "waived_fees": _("Fees waived"),
        "waived_principal": _("Principal waived"),
        "lump_sum": _("At once"),
        "lump_on": _("At once, by"),
        "grace_months": _("Months of pause"),
        "charges": _("Charges in parts, without interest"),
        "start_periods": _("Instalments that begin smaller"),
        "start_payment": _("Each of those"),
        "interest_from": _("First period"),
    }[name]


def first_period(since: date | None) -> str:
    """Return how the first period of a request bears interest."""
    if since is None:
        return _("interest of a whole month")
    return _("interest by its days from {day} on").format(day=formats.day(since, texts()))


def field_value(name: str, value: object, masking: Masking) -> str:
    """Return the value of a field of a request."""
    if name == "interest_from":
        return first_period(value)  # type: ignore[arg-type]
    if value is None:
        return _("before the first instalment")
    if isinstance(value, date):
        return formats.day(value, texts())
    if name == "annual_rate":
        return formats.percent(value)  # type: ignore[arg-type]
    if name in {"periods", "grace_months", "start_periods"}:
        return formats.count(value)  # type: ignore[arg-type]
    return masking.money(value)  # type: ignore[arg-type]


def when(contact: Contact) -> str:
    """Return day and time of a contact."""
    day = formats.short_day(contact.on, texts())
    return day if contact.at is None else f"{day} {contact.at:%H:%M}"


def who(contact: Contact) -> str:
    """Return how and with whom a contact was."""
    way = debt_words.channel_name(contact.channel.value, texts())
    side = _("they") if contact.direction is Direction.IN else _("I")
    message = _("{way} ({side}), {who}") if contact.who else _("{way} ({side})")
    return message.format(way=way, side=side, who=contact.who)


def record_of(contact: Contact) -> Evidence:
    """Return what is said about a file that shows a contact."""
    return Evidence(
        kind="contact_record",
        name=_("{day}: {what}").format(day=when(contact), what=who(contact)),
        on=contact.on,
    )


def said(contact: Contact) -> str:
    """Return what was said and promised."""
    if not contact.promised:
        return contact.said
    promised = _("promised: {what}").format(what=contact.promised)
    if not contact.said:
        return promised
    return _("{said}; {promised}").format(said=contact.said, promised=promised)


def lever_line(found: Coverage) -> str:
    """Return which documents usually support a request, and which of them are here."""
    want = {
        "penalty": _("For a waiver of penalty or fees"),
        "interest": _("For less interest"),
        "term": _("For more time"),
        "principal": _("For less principal"),
    }[found.lever]
    comma = _(", ")
    missing = comma.join(document_name(kind, texts()) for kind in found.missing)
    if not found.have:
        return _("{what}, one of these usually helps: {papers}").format(what=want, papers=missing)
    have = comma.join(document_name(kind, texts()) for kind in found.have)
    if not found.missing:
        return _("{what}: all is here ({papers})").format(what=want, papers=have)
    return _("{what}: here is {papers}; still of use: {missing}").format(
        what=want, papers=have, missing=missing
    )


def proved_line(found: Sequence[Proved]) -> str:
    """Return how much of income and outgoings stands on papers; empty without entries."""
    names = {"income": _("income {percent}"), "outgoings": _("outgoings {percent}")}
    said = [
        names[each.section].format(percent=formats.percent(each.share, 0))
        for each in found
        if each.share is not None
    ]
    if not said:
        return ""
    return _("On papers or statements: {parts}").format(parts=_(", ").join(said))


def channels() -> list[tuple[Channel, str]]:
    """Return every channel with its name."""
    return [(each, debt_words.channel_name(each.value, texts())) for each in Channel]


def flag_line(flag: ConductFlag) -> str:
    """Return what a rule says about a contact, with the rule's standing."""
    fact = breach_words(flag.rule, flag.facts, texts())
    return _("{fact} (recommended standard GB/T 45251-2025)").format(fact=fact)
