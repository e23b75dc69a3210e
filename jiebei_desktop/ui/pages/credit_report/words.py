"""Words of the page of a credit report."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.importers.credit_report import Guarantee
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.debts.report_debts import ReportLine, ReportView, sums
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.importing import unread_accounts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.credit_report.checklist import Checklist

ChipWords = tuple[str, str, str]
"""Text, kind and icon of a chip; without a kind it is plain text."""


def name(line: ReportLine) -> str:
    """Return what the account is, with a card's digits."""
    one = line.debt
    if one.tail and one.tail not in one.name:
        return _("{name}, ends in {tail}").format(name=one.name, tail=one.tail)
    return one.name


def kind(line: ReportLine) -> str:
    """Return what the account is, below its lender's name."""
    whole = name(line)
    return whole.removeprefix(line.debt.lender) or whole


def place(line: ReportLine) -> str:
    """Return where an account stands in its report."""
    if not line.source.page:
        return ""
    words = _("page {page}, no. {number}")
    return words.format(page=line.source.page, number=line.source.number)


def chip(line: ReportLine, state: Checklist) -> ChipWords:
    """Return what is to be said of an account: closed, known, wrong, missing, complete."""
    if line.debt.closed:
        return closed(line), "", ""
    if line.known is not None:
        ticked = state.is_ticked(line)
        return (_("Merge"), "info", "split") if ticked else (_("In the ledger"), "neutral", "check")
    wrong, gaps = len(state.problems(line)), len(state.missing(line))
    if wrong:
        words = ngettext("{count} to mend", "{count} to mend", wrong)
        return words.format(count=wrong), "severe", "alert"
    if gaps:
        words = ngettext("{count} missing", "{count} missing", gaps)
        return words.format(count=gaps), "caution", "alert_circle"
    text = _("Complete, with estimates") if state.guesses(line) else _("Complete")
    return text, "positive", "check_circle"


def closed(line: ReportLine) -> str:
    """Return the report's own words for the end of an account, or that it is closed."""
    if line.marks:
        begin, end = line.marks[-1]
        return line.source.sentence[begin:end]
    return _("Closed")


def banner(view: ReportView, masking: Masking) -> tuple[str, str]:
    """Return what was read, and what did not happen with it."""
    found = view.open()
    if not found:
        return (
            _("The report lists no open debt."),
            _("What is closed is listed below and not entered."),
        )
    read = sums(found)
    words = ngettext(
        "Read: {count} open debt, {sum} in all.", "Read: {count} open debts, {sum} in all.",
        len(found),
    )  # fmt: skip
    if read.overdue:
        words = ngettext(
            "Read: {count} open debt, {sum} in all, {late} of it overdue.",
            "Read: {count} open debts, {sum} in all, {late} of it overdue.",
            len(found),
        )
    strong = words.format(
        count=len(found), sum=masking.whole(read.balance), late=masking.whole(read.overdue)
    )
    none = _("None of them is entered yet.")
    return strong, formats.sentences(none, _("Name and number of your identity card are not kept."))


def purpose(view: ReportView) -> str:
    """Return when the report was made and how many accounts it lists."""
    if not view.day:
        return _("Every debt a credit report lists, entered at once")
    words = ngettext(
        "Report of {day}, {count} account", "Report of {day}, {count} accounts", len(view.lines)
    )
    day = formats.day(date.fromisoformat(view.day), texts())
    return words.format(day=day, count=len(view.lines))


def remarks(view: ReportView, masking: Masking) -> str:
    """Return what the report cannot hold, and what it counts besides debts."""
    said = [_("Money from family and friends is in no credit report: add it yourself.")]
    if view.unread:
        said.insert(0, unread_accounts(view.unread, texts()))
    late = [line for line in view.lines if line.debt.late_months]
    if late:
        names = pgettext("list", ", ").join(
            _("{name} {count}").format(name=line.debt.name, count=line.debt.late_months)
            for line in late
        )
        said.append(_("Months late within five years: {names}.").format(names=names))
    if view.queries:
        words = ngettext(
            "Lenders asked {count} time in half a year.",
            "Lenders asked {count} times in half a year.",
            view.queries,
        )
        said.append(words.format(count=view.queries))
    said += [_guarantee(one, masking) for one in view.guarantees]
    return formats.sentences(*said)


def _guarantee(one: Guarantee, masking: Masking) -> str:
    """Say for whose debt one answers; one that is late may be asked for from the guarantor."""
    words = _("You answer for somebody else's debt at {lender}: not yours yet, not listed.")
    if one.overdue is None:
        words = _(
            "You answer for somebody else's debt at {lender}, which is overdue, by how much is not "
            "said: the lender may turn to you. Not yours yet, not listed."
        )
    elif one.overdue:
        words = _(
            "You answer for somebody else's debt at {lender}, of which {late} is overdue: the "
            "lender may turn to you. Not yours yet, not listed."
        )
    return words.format(lender=one.lender, late=masking.whole(one.overdue or ZERO))


def stand_in(view: ReportView) -> str:
    """Return what becomes of the guess for debts nobody had listed; empty where there is none."""
    if view.stand_in is None:
        return ""
    return _("“{name}”, an estimate, goes: the report lists these debts").format(
        name=view.stand_in.name
    )


def field_name(name: str) -> str:
    """Return the name of a field of the form."""
    return {
        "overdue": _("How much of it is overdue"),
        "overdue_since": _("Past due since"),
        "bill_day": _("Day of the bill"),
        "due_day": _("Monthly due day"),
        "paid": _("Due after the report"),
        "rate": _("Rate"),
        "method": _("Repaid as"),
        "periods": _("Instalments left"),
        "owed_now": _("All of it today"),
        "minimum": _("Least to pay this month"),
    }[name]


def problem(found: Problem) -> str:
    """Return one short sentence for the line under a field."""
    return {
        "ahead": _("That day is still ahead"),
        "after_balance": _("After the day the report is made for"),
        "before_contract": _("That is before the contract"),
        "above_whole": _("More than all that is owed"),
        "not_amount": _("Not an amount. Write 1200 or 800+400"),
        "not_percent": _("Not a percentage. Write 0.05 or 18.25"),
        "not_number": _("Not a number"),
        "not_positive": _("This must be above zero"),
        "out_of_range": _("This number is out of range"),
        "too_large": _("More than a ledger holds"),
        "high_rate": _("Unusually high. Is it the rate a year, a month or a day? Confirm below"),
    }.get(found.code, _("This cannot be"))


def guess() -> str:
    """Return the word of the chip for a usual term."""
    return pgettext("chip", "est.")
