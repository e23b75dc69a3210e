"""The document for the negotiation: plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, Yuan, command, known_debt, ledger_argument
from jiebei_desktop.cli.facts import finding, fraction, table
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import redaction, statement
from jiebei_desktop.services.papers.statement import Statement
from jiebei_desktop.services.papers.statement_files import files_for
from jiebei_desktop.services.plans.proposals import Offered, Proposals
from jiebei_desktop.text.formats import amount, percent
from jiebei_desktop.text.texts import Texts

ALL = "all"
"""Instead of a debt: every lender."""
_PAGES = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.DOTALL)


@command("plan")
@ledger_argument
@click.option("--pdf", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.option("--data", type=click.Path(path_type=Path), help="The same facts as JSON.")
@click.option(
    "--for",
    "debts",
    metavar="DEBT",
    multiple=True,
    help="The lender's debt; else the most urgent one. Several, or all: a file for each.",
)
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
    force: bool,
) -> None:
    """Write the repayment plan to bring to a lender, as PDF."""
    with call.open(ledger) as session:
        chosen = _chosen(session, debts, call)
        labels = [str(one) for one in chosen]
        files = files_for(pdf, labels)
        sheets = [None] * len(labels) if data is None else files_for(data, labels)
        outputs.refuse([*files, *sheets], force=force)
        gathered = statement.for_lenders(session, call.as_of, payment, chosen)
        found = [finding(one) for one in all_warnings(session, call.as_of, gathered[0].book)]
    answers: list[dict[str, Any]] = []
    lines: list[str] = []
    for lender, facts, file, sheet in zip(chosen, gathered, files, sheets, strict=True):
        document = redaction.redact(statement.document(facts, edition, lender), hide)
        answer = _written(document, facts, (file, sheet), call.t.locale, letter=letter)
        answers.append({**answer, "edition": edition, "warnings": found})
        names = {one.id: one.name for one in facts.book.debts}
        lines += _lines(answer, facts.proposals, (names, file), call.t)
    several: dict[str, Any] = {}
    if len(answers) > 1:
        several["documents"] = [
            {**one, "file": str(file)} for one, file in zip(answers, files, strict=True)
        ]
    call.answer({**answers[0], **several}, lines)


def _chosen(session: Session, debts: Sequence[str], call: Call) -> list[DebtId | None]:
    """Return the debts named; none for the most urgent one, all for every one that owes."""
    if ALL in debts:
        pairs = zip(session.ledger.debts(), session.owed(call.as_of), strict=True)
        found = [debt.id for debt, state in pairs if state.parts.total > 0]
    else:
        found = [known_debt(session, debt, call.t).id for debt in dict.fromkeys(debts)]
    return [*found] or [None]


def _written(
    document: dict[str, Any],
    facts: Statement,
    files: tuple[Path, Path | None],
    locale: str,
    *,
    letter: bool,
) -> dict[str, Any]:
    """Write one document and return what is said of it."""
    from jiebei_desktop.report.render import render_document, write

    content = render_document(document, locale, letter=letter)
    write(files[0], content, force=True)  # they were looked at before anything was reckoned
    if files[1] is not None:
        write(files[1], json.dumps(document, ensure_ascii=False, indent=2).encode(), force=True)
    return {
        "number": document["number"],
        "checksum": document["checksum"],
        "pages": pages_of(content),
        "offers": [_offer(one) for one in facts.proposals.offers],
        "for": document["addressee"],
        "payment": yuan(facts.payment),
        "checks": document["checks"],
    }


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
