"""One letter for one situation, as PDF and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, NamedFile, NotBlank, command, known_debt, ledger_argument
from jiebei_desktop.cli.documents import ask_for_hand, pages_of, unprintable_note
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.papers import letters
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.text import letters as words
from jiebei_desktop.text.texts import Texts


@command("letter")
@ledger_argument
@click.option(
    "--for", "debt", metavar="DEBT", type=NotBlank(), required=True, help="The debt it is about."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in LetterKind]),
    required=True,
    help="The situation: docs/command.md lists them.",
)
@click.option("--pdf", type=NamedFile(), required=True, help="The PDF to write.")
@click.option("--data", type=NamedFile(), help="The same facts as JSON.")
@click.option(
    "--edition",
    type=click.Choice(letters.EDITIONS),
    default=letters.LENDER,
    show_default=True,
    help="The private copy hides your own name and numbers.",
)
@click.option("--by-hand", is_flag=True, help="Leave a box where no font has a character.")
@click.option("--force", is_flag=True, help="Write even over a file this program has not written.")
def letter_command(
    call: Call,
    ledger: Path,
    debt: str,
    kind: str,
    pdf: Path,
    data: Path | None,
    edition: str,
    *,
    by_hand: bool,
    force: bool,
) -> None:
    """Write one letter: early word, freeze, equal parts, complaint, record and others."""
    from jiebei_desktop.report.letter_pages import render_letter
    from jiebei_desktop.report.render import write

    with call.open(ledger) as session:
        known = known_debt(session, debt, call.t).id
        outputs.refuse([pdf, data], force=force)
        document = letters.document(session, known, LetterKind(kind), call.as_of, edition)
    ask_for_hand(document["applicant"]["name"], call.t, agreed=by_hand)
    content = render_letter(document, call.t.locale)
    write(pdf, content, force=True)  # both were looked at before anything was reckoned
    if data is not None:
        write(data, json.dumps(document, ensure_ascii=False, indent=2).encode(), force=True)
    warnings = list(_warnings(document, call.t))
    answer = {
        "number": document["number"],
        "checksum": document["checksum"],
        "pages": pages_of(content),
        "warnings": warnings,
        "kind": kind,
        "for": known,
        "edition": edition,
    }
    call.answer(answer, _lines(document, pdf, warnings, call.t))


def _warnings(document: dict[str, Any], t: Texts) -> Iterator[dict[str, Any]]:
    """Yield what to look at before the letter is signed, in the reader's language."""
    if document["fits"]:
        said = t.gettext("This letter does not fit today: {reason}").format(
            reason=words.why_not_words(document["fits"], t)
        )
        yield {"id": "fit", "facts": {"code": document["fits"]}, "text": said}
    for check in document["checks"]:
        said = words.check_words(check["question"], check["state"], check["facts"], t)
        if said:
            yield {"id": check["question"], "facts": check["facts"], "text": said}
    yield from unprintable_note(document, t)
    if document["missing"]:
        between = t.pgettext("list", ", ")
        names = between.join(words.missing_words(code, t) for code in document["missing"])
        said = t.gettext("Not known, so the letter leaves a line: {names}").format(names=names)
        yield {"id": "missing", "facts": {"codes": document["missing"]}, "text": said}


def _lines(
    document: dict[str, Any], pdf: Path, warnings: list[dict[str, Any]], t: Texts
) -> Iterator[str]:
    title = words.letter_title(document["kind"], t)
    done = t.gettext("{title} {number}, written to {file}")
    yield done.format(title=title, number=document["number"], file=pdf)
    yield from (warning["text"] for warning in warnings)
