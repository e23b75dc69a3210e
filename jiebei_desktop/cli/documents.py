"""The document for the negotiation: plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, Yuan, command, known_debt, ledger_argument
from jiebei_desktop.cli.facts import finding, fraction, table
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.services import redaction, statement
from jiebei_desktop.services.case_warnings import all_warnings
from jiebei_desktop.services.proposals import Offered, Proposals
from jiebei_desktop.text.formats import amount, percent
from jiebei_desktop.text.texts import Texts

_PAGES = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.DOTALL)


@command("plan")
@ledger_argument
@click.option("--pdf", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.option("--data", type=click.Path(path_type=Path), help="The same facts as JSON.")
@click.option("--for", "debt", metavar="DEBT", help="The lender's debt; else the most urgent one.")
@click.option(
    "--edition",
    type=click.Choice(statement.EDITIONS),
    default=statement.LENDER,
    show_default=True,
    help="The lender's names others by letters; the private one names all.",
)
@click.option("--letter", is_flag=True, help="Put the application for new terms on top.")
@click.option(
    "--hide",
    type=click.Choice(redaction.KINDS),
    multiple=True,
    help="Leave this out of the copy; may be given several times.",
)
@click.option("--payment", type=Yuan(), help="Yuan a month for all; else the recommended amount.")
def plan_command(
    call: Call,
    ledger: Path,
    pdf: Path,
    data: Path | None,
    debt: str | None,
    edition: str,
    letter: bool,
    hide: tuple[str, ...],
    payment: Fen | None,
) -> None:
    """Write the repayment plan to bring to a lender, as PDF."""
    from jiebei_desktop.report.render import render_document, write

    with call.open(ledger) as session:
        chosen = None if debt is None else known_debt(session, debt, call.t).id
        facts = statement.for_session(session, call.as_of, payment, chosen)
        found = all_warnings(session, call.as_of, facts.book)
    document = redaction.redact(statement.document(facts, edition, chosen), hide)
    content = render_document(document, call.t.locale, letter=letter)
    write(pdf, content)
    if data is not None:
        write(data, json.dumps(document, ensure_ascii=False, indent=2).encode())
    answer = {
        "number": document["number"],
        "checksum": document["checksum"],
        "pages": pages_of(content),
        "offers": [_offer(one) for one in facts.proposals.offers],
        "warnings": [finding(one) for one in found],
        "for": document["addressee"],
        "edition": edition,
        "payment": yuan(facts.payment),
        "checks": document["checks"],
    }
    names = {one.id: one.name for one in facts.book.debts}
    call.answer(answer, _lines(answer, facts.proposals, (names, pdf), call.t))


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF has, from its page tree."""
    counts = [int(match[1]) for match in _PAGES.finditer(content)]
    return max(counts, default=0)


def _offer(one: Offered) -> dict[str, Any]:
    plan = one.plan
    return {
        "debt": one.debt,
        "amount": yuan(one.monthly),
        "share": fraction(one.share),
        "basis": one.basis,
        "months": None if plan is None else plan.months,
        "annual_rate": None if plan is None else fraction(plan.annual_rate),
        "first_due": None if plan is None else plan.first_due.isoformat(),
        "total_paid": None if plan is None else yuan(plan.total_paid),
    }


def _lines(
    answer: Mapping[str, Any],
    made: Proposals,
    where: tuple[Mapping[DebtId, str], Path],
    t: Texts,
) -> Iterator[str]:
    names, pdf = where
    head = t.gettext("Plan {number}: {pages} pages, written to {file}")
    yield head.format(number=answer["number"], pages=answer["pages"], file=pdf)
    heads = (t.pgettext("column", "Debt"), t.pgettext("column", "Payment"))
    share = t.pgettext("column", "Share")
    rows = [(names[one.debt], amount(one.monthly), percent(one.share)) for one in made.offers]
    yield from table((*heads, share), rows)
