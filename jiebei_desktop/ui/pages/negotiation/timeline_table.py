"""The timeline of a case as a table to hand on: contacts, facts, versions, papers, payments."""

from __future__ import annotations

from jiebei_desktop.domain.negotiation import (
    Agreement,
    AgreementEvent,
    AgreementEventKind,
    CaseFact,
    Contact,
    Evidence,
    InstalmentMark,
    Proposal,
)
from jiebei_desktop.services.formats.csv_table import harmless, table_csv
from jiebei_desktop.services.negotiation.case_timeline import Matter, Moment, timeline
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.ui.pages.negotiation import words


def timeline_table(view: CaseView) -> bytes:
    """Return what happened in a case as CSV; a text that a spreadsheet would run is quoted."""
    heads = [_("When"), _("Kind"), _("With whom"), _("What"), _("Number or ticket"), _("Marked")]
    lines = [heads]
    marks: dict[int, list[str]] = {}
    for flag in view.flags:
        marks.setdefault(flag.contact_id, []).append(words.flag_line(flag))
    for moment in timeline(view):
        found = moment.matter
        contact = found if isinstance(found, Contact) else None
        cells = [
            moment.on.isoformat() + (f" {moment.at:%H:%M}" if moment.at else ""),
            kind_name(moment),
            "" if contact is None else words.who(contact),
            what(moment),
            "" if contact is None else contact.number,
            "" if contact is None else "; ".join(marks.get(contact.id, [])),
        ]
        lines.append([harmless(cell) for cell in cells])
    return table_csv(lines)


def kind_name(moment: Moment) -> str:
    """Return what kind of thing happened."""
    return {
        "contact": pgettext("timeline", "contact"),
        "fact": pgettext("timeline", "fact"),
        "document": pgettext("timeline", "document"),
        "sent": pgettext("timeline", "version sent"),
        "answered": pgettext("timeline", "answer"),
        "agreed": pgettext("timeline", "agreement"),
        "event": pgettext("timeline", "agreement"),
        "paid": pgettext("timeline", "instalment paid"),
    }[moment.kind]


def what(moment: Moment) -> str:
    """Return what happened, in words."""
    if moment.kind == "answered" and isinstance(moment.matter, Proposal):
        return _answer(moment.matter)
    return _words(moment.matter)


def _words(found: Matter) -> str:
    if isinstance(found, Contact):
        return words.said(found)
    if isinstance(found, CaseFact):
        return words.fact_line(found)
    if isinstance(found, Evidence):
        return _paper(found)
    if isinstance(found, Proposal):
        version = _("version {n}").format(n=found.version)
        return _("{what}: {amount}").format(what=version, amount=_monthly(found))
    return _kept(found)


def _kept(found: Agreement | AgreementEvent | InstalmentMark) -> str:
    if isinstance(found, Agreement):
        return _monthly(found)
    if isinstance(found, InstalmentMark):
        paid = _("agreed instalment {n}").format(n=found.n)
        return _("{what}: {amount}").format(what=paid, amount=formats.money(found.amount))
    said = {
        AgreementEventKind.ENDED: _("The lender ended the agreement"),
        AgreementEventKind.RESUMED: _("The lender took the agreement up again"),
        AgreementEventKind.CHANGE_ASKED: _("A change was asked for"),
    }[found.kind]
    return _("{what}: {note}").format(what=said, note=found.note) if found.note else said


def _monthly(found: Proposal | Agreement) -> str:
    asked, first = found.request, found.request.start_periods
    if first:
        message = ngettext(
            "{first} of {count} instalments of {start}, then {amount} each",
            "{first} of {count} instalments of {start} each, then {amount} each",
            first,
        )
        start = formats.money(asked.start_payment)
        return message.format(
            first=first, count=asked.periods, start=start, amount=formats.money(asked.payment)
        )
    count = asked.periods
    message = ngettext("{count} instalment of {amount}", "{count} instalments of {amount}", count)
    return message.format(count=count, amount=formats.money(asked.payment))


def _paper(found: Evidence) -> str:
    name = document_name(found.kind, texts())
    text = found.name if found.name == name else f"{name} · {found.name}"
    return f"{text} · SHA-256 {found.sha256}" if found.sha256 else text


def _answer(found: Proposal) -> str:
    word = words.reply_words(found)[1]
    return _("{what}: {note}").format(what=word, note=found.reply) if found.reply else word
