"""The document for the negotiation: plan."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import (
    Call,
    NamedFile,
    NotBlank,
    NotUsable,
    Yuan,
    command,
    known_debt,
    ledger_argument,
    with_bar,
)
from jiebei_desktop.cli.facts import fraction, table
from jiebei_desktop.cli.warnings import finding
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import redaction, statement
from jiebei_desktop.services.papers.statement import IncomeStatement
from jiebei_desktop.services.papers.statement_files import files_for
from jiebei_desktop.services.plans.requests import DebtFacts
from jiebei_desktop.text.formats import amount, money, percent
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.text.papers import paper_notes, unprintable_words
from jiebei_desktop.text.texts import Texts

ALL = "all"
"""Instead of a debt: every lender."""
_PAGES = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.DOTALL)


@command("plan")
@ledger_argument
@click.option("--pdf", type=NamedFile(), required=True, help="The PDF to write.")
@click.option("--data", type=NamedFile(), help="The same facts as JSON.")
@click.option(
    "--for",
    "debts",
    metavar="DEBT",
    type=NotBlank(),
    multiple=True,
    help="The lender's debt; else the negotiable one that needs it most. Several, or all that are "
    "asked for something: a file for each.",
)
@click.option(
    "--edition",
    type=click.Choice(statement.EDITIONS),
    default=statement.LENDER,
    show_default=True,
    help="The lender's names others by letters; the private one names all.",
)
@click.option("--letter", is_flag=True, hidden=True, help="Page 1 is the application now.")
@click.option(
    "--capitalise",
    is_flag=True,
    help="The lender demands that charges become principal; the request names them.",
)
@click.option(
    "--hide",
    type=click.Choice(redaction.KINDS),
    multiple=True,
    help="Leave this out of the copy; may be given several times.",
)
@click.option(
    "--by-hand",
    is_flag=True,
    help="Where no font has a character of your name, leave an empty box to write it in.",
)
@click.option("--force", is_flag=True, help="Write even over a file this program has not written.")
@click.option("--payment", type=Yuan(), help="Yuan a month for all; else the recommended amount.")
def plan_command(
    call: Call,
    ledger: Path,
    pdf: Path,
    data: Path | None,
    debts: tuple[str, ...],
    edition: str,
    letter: bool,
    hide: tuple[str, ...],
    payment: Fen | None,
    *,
    capitalise: bool,
    by_hand: bool,
    force: bool,
) -> None:
    """Write the request to bring to a lender, as PDF of five pages."""
    del letter  # kept for scripts that still say it
    with call.open(ledger) as session:
        named = [known_debt(session, one, call.t).id for one in dict.fromkeys(debts) if one != ALL]
        facts = statement.gather(session, call.as_of, payment, capitalise=capitalise)
        ask_for_hand(facts.book.household.name, call.t, agreed=by_hand)
        chosen = _chosen(facts, named, call.t, every=ALL in debts)
        labels = [str(one) for one in chosen]
        files = files_for(pdf, labels)
        sheets = [None] * len(labels) if data is None else files_for(data, labels)
        outputs.refuse([*files, *sheets], force=force)
        gathered = statement.for_each(session, facts, chosen)
        found = [finding(one) for one in all_warnings(session, call.as_of)]
    answers: list[dict[str, Any]] = []
    lines: list[str] = []
    papers = list(zip(chosen, gathered, files, sheets, strict=True))
    unnamed = [] if debts else list(_others_asked(facts, chosen, call.t))
    for lender, each, file, sheet in with_bar(papers):
        document = redaction.redact(statement.document(each, edition, lender), hide)
        answer = _written(document, each, (file, sheet), call.t.locale)
        beside = [*_notes(document, each, call.t), *unnamed]
        answers.append({**answer, "edition": edition, "warnings": [*beside, *found]})
        lines += [*_lines(answer, each, file, call.t), *(str(one["text"]) for one in beside)]
    call.answer(_several(answers, files), lines)


def ask_for_hand(name: str, t: Texts, *, agreed: bool) -> None:
    """Ask before a paper is made whose applicant's name no font at hand can print.

    Raises:
        NotUsable: nobody can be asked, or the answer is no.
    """
    from jiebei_desktop.report.glyphs import unprintable

    missing = unprintable(name)
    if not missing or agreed:
        return
    said = unprintable_words(missing, t)
    if sys.stdin.isatty() and click.confirm(said, err=True):
        return
    words = t.gettext("{said}. Say --by-hand if you will, or write the name with another character")
    raise NotUsable(words.format(said=said))


def unprintable_note(document: Mapping[str, Any], t: Texts) -> Iterator[dict[str, Any]]:
    """Yield what no font at hand can print of a paper, if anything."""
    from jiebei_desktop.report.glyphs import unprintable

    missing = unprintable(document)
    if missing:
        said = unprintable_words(missing, t)
        yield {"id": "characters", "facts": {"characters": sorted(missing)}, "text": said}


def _notes(
    document: Mapping[str, Any], facts: IncomeStatement, t: Texts
) -> Iterator[dict[str, Any]]:
    """Yield what to look at before a paper goes, and what no font at hand can print of it."""
    for code, fact, said in paper_notes(document, facts.case.checks, t, facts.picture):
        yield {"id": code, "facts": fact, "text": said}
    yield from unprintable_note(document, t)


def _others_asked(
    facts: IncomeStatement, chosen: Sequence[DebtId], t: Texts
) -> Iterator[dict[str, Any]]:
    """Yield who else is asked for something, where one paper was written and nobody was named."""
    others = [one.debt for one in facts.to_write_to if one.debt.id not in chosen]
    if others:
        words = t.gettext(
            "Others are asked for something, too: {names}. --for all writes to every one"
        )
        names = t.pgettext("list of names", ", ").join(debt.name for debt in others)
        told = {"debts": [debt.id for debt in others]}
        yield {"id": "others-asked", "facts": told, "text": words.format(names=names)}


def _several(answers: Sequence[dict[str, Any]], files: Sequence[Path]) -> dict[str, Any]:
    """Return the answer for the first file, with all of them where there are several."""
    if len(answers) == 1:
        return answers[0]
    pairs = zip(answers, files, strict=True)
    return {**answers[0], "documents": [{**one, "file": str(file)} for one, file in pairs]}


def _chosen(
    facts: IncomeStatement, named: Sequence[DebtId], t: Texts, *, every: bool
) -> list[DebtId]:
    """Return the debts to write for: those named, all that are asked, or the one in most need.

    Raises:
        NotUsable: nobody has to be asked for anything, or a relative was named.
    """
    for one in facts.debts:
        if one.debt.id in named:
            refuse_family(one.debt, t)
    if named and not every:
        return list(named)
    first = facts.first_addressee
    asked = [one.debt.id for one in facts.to_write_to] if every else [first]
    chosen = [debt for debt in asked if debt is not None]
    if not chosen:
        raise NotUsable(nobody_asked(facts, t))
    return chosen


def refuse_family(debt: Debt, t: Texts) -> None:
    """Refuse to speak to a relative as to a lender.

    Raises:
        NotUsable: the creditor is a relative; it says what to write instead.
    """
    if debt.is_family:
        words = t.gettext(
            "{name} is somebody close: write a letter, jiebei letter --for {debt} --kind family"
        )
        raise NotUsable(words.format(name=debt.name, debt=debt.id))


def nobody_asked(facts: IncomeStatement, t: Texts) -> str:
    """Return why no request is written."""
    if not facts.debts:
        return t.gettext("Nothing is owed, so nobody has to be asked for anything")
    old = [one.debt for one in facts.debts if one.aside or one.debt.id in facts.barred]
    if old:
        words = t.gettext(
            "{names} may be out of time: ask 12348 before you write or promise anything; nothing "
            "was written. Named with --for it is asked for its papers only, and offered nothing"
        )
        names = t.pgettext("list of names", ", ").join(debt.name for debt in old)
        return words.format(names=names)
    return _only_relatives(facts, t) or _nothing_to_ask(facts, t)


def _only_relatives(facts: IncomeStatement, t: Texts) -> str:
    """Return that relatives alone are asked, to wait; empty where none is."""
    last = [one.debt for one in facts.debts if one.asked_to_wait]
    if last and len(last) == len(facts.debts):
        words = t.gettext(
            "Only {names} lent to you, and no institution: write a letter, jiebei letter --for "
            "{debt} --kind family; nothing was written"
        )
        names = t.pgettext("list of names", ", ").join(debt.name for debt in last)
        return words.format(names=names, debt=last[0].id)
    if last:
        words = t.gettext(
            "No lender has to be asked for anything, but only if {names} can wait: write a letter, "
            "jiebei letter --for {debt} --kind family; nothing was written. Name a lender with "
            "--for to write for it all the same"
        )
        names = t.pgettext("list of names", ", ").join(debt.name for debt in last)
        return words.format(names=names, debt=last[0].id)
    return ""


def _nothing_to_ask(facts: IncomeStatement, t: Texts) -> str:
    """Return why no lender is asked: nothing is known yet, or the contracts can be kept."""
    if facts.picture["left"].value is None:
        return t.gettext(
            "Nothing can be asked for yet: income and living costs are not all entered, and "
            "nothing is late; nothing was written. Enter them first, or name a lender with --for "
            "to write for it all the same"
        )
    if facts.picture.over_ceiling:
        return t.gettext(
            "{own} a month, your own amount, would keep the contracts, but that is {more} more "
            "than your household can keep; nothing was written. Name less with --payment"
        ).format(
            own=money(facts.picture.amount("plan.payment")), more=money(facts.picture.over_ceiling)
        )
    nothing = t.gettext(
        "No lender has to be asked for anything: the contracts can be kept with what is left; "
        "nothing was written. Name one with --for to write for it all the same"
    )
    if facts.picture.kept_by_cash:
        nothing = t.gettext(
            "Nothing was written, since no lender has to be asked for anything. Name one with "
            "--for to write for it all the same"
        )
        return " ".join(filter(None, (carried_words(facts.picture, t), nothing)))
    return nothing


def _written(
    document: dict[str, Any], facts: IncomeStatement, files: tuple[Path, Path | None], locale: str
) -> dict[str, Any]:
    """Write one document and return what is said of it."""
    from jiebei_desktop.report.render import render_document, write

    content = render_document(document, locale)
    write(files[0], content, force=True)  # they were looked at before anything was reckoned
    if files[1] is not None:
        write(files[1], json.dumps(document, ensure_ascii=False, indent=2).encode(), force=True)
    return {
        "number": document["number"],
        "checksum": document["checksum"],
        "pages": pages_of(content),
        "offers": [_offer(one) for one in facts.debts if one.within],
        "out_of_time": [one.debt.id for one in facts.debts if one.aside],
        "for": document["addressee"],
        "payment": yuan(facts.payment),
        "checks": document["checks"],
    }


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF has, from its page tree."""
    counts = [int(match[1]) for match in _PAGES.finditer(content)]
    return max(counts, default=0)


def _offer(one: DebtFacts) -> dict[str, Any]:
    terms = one.terms
    return {
        "debt": one.debt.id,
        "amount": yuan(one.monthly),
        "once": yuan(one.once),
        "share": fraction(one.share),
        "basis": one.basis,
        "kind": one.kind,
        "months": None if terms is None else terms.months,
        "annual_rate": None if terms is None else fraction(terms.annual_rate),
        "first_due": None if terms is None else terms.rows[0].due.isoformat(),
        "total_paid": None if terms is None else yuan(terms.total_paid),
        "hold_until": maybe_day(one.hold_until) if one.kind == "pause" else None,
    }


def _lines(answer: Mapping[str, Any], facts: IncomeStatement, pdf: Path, t: Texts) -> Iterator[str]:
    head = t.gettext("Plan {number}: {pages} pages, written to {file}")
    yield head.format(number=answer["number"], pages=answer["pages"], file=pdf)
    heads = (t.pgettext("column", "Debt"), t.pgettext("column", "Payment"))
    share = t.pgettext("column", "Part of debt")
    rows = [
        (one.debt.name, amount(one.monthly), percent(one.share))
        for one in facts.debts
        if one.within
    ]
    yield from table((*heads, share), rows)
