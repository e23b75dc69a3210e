"""The rule data in force for a ledger, and a published figure added to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from jiebei_desktop.cli.call import Call, Day, NamedFile, Yuan, command, ledger_argument
from jiebei_desktop.cli.facts import fraction, table
from jiebei_desktop.cli.usage import texts_of
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rules import Fixing, Grade, RuleBook
from jiebei_desktop.services.book import rule_updates
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference.fixings import BY_USER, annual
from jiebei_desktop.services.reference.rules_file import content_of
from jiebei_desktop.text.formats import percent
from jiebei_desktop.text.rule_updates import fixing_source, opened
from jiebei_desktop.text.rules import grade_name, rule_title
from jiebei_desktop.text.texts import Texts

_EXAMPLE = "成都=1005@2026-07-01"


class Dibao(Struct, frozen=True, kw_only=True):
    """A local minimum standard as it was given on the command line."""

    place: str
    amount: Fen
    day: date


class LprFixing(click.ParamType[Fixing]):
    """A published fixing: ``2026-11-20=3.00,3.50``."""

    name = "fixing"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fixing:
        """Read day and both rates or refuse them as wrong usage."""
        day, _, rates = str(value).partition("=")
        one, _, five = rates.partition(",")
        one_year, five_year = annual(one), annual(five)
        if one_year is None or five_year is None:
            message = texts_of(ctx).gettext("{value} is no fixing, such as 2026-11-20=3.00,3.50")
            self.fail(message.format(value=repr(value)), param, ctx)
        return Fixing(
            published=Day().convert(day, param, ctx),
            one_year=one_year,
            five_year=five_year,
            source=BY_USER,
            grade=Grade.C,
        )


class LocalStandard(click.ParamType[Dibao]):
    """A local minimum standard: ``成都=1005@2026-07-01``."""

    name = "standard"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Dibao:
        """Read place, amount and day or refuse them as wrong usage."""
        place, _, rest = str(value).partition("=")
        amount, _, day = rest.partition("@")
        if not place.strip():
            message = texts_of(ctx).gettext("{value} names no place as {example} does")
            self.fail(message.format(value=repr(value), example=_EXAMPLE), param, ctx)
        return Dibao(
            place=place.strip(),
            amount=Yuan().convert(amount, param, ctx),
            day=Day().convert(day, param, ctx),
        )


@command("rules")
@ledger_argument
@click.option("--lpr", type=LprFixing(), help="Add a published LPR: 2026-11-20=3.00,3.50")
@click.option("--dibao", type=LocalStandard(), help=f"Set the local 低保: {_EXAMPLE}")
@click.option("--open", "file", type=NamedFile(), help="Take in a signed rules file.")
def rules_command(
    call: Call, ledger: Path, lpr: Fixing | None, dibao: Dibao | None, file: Path | None
) -> None:
    """Show the rule data in force with dates and sources; add a published figure or a file."""
    taken: list[str] = []
    with call.open(ledger) as session:
        if file is not None:
            _changes, found = rule_updates.open_file(session, content_of(file), call.as_of)
            taken = [opened(found, call.t)]
        if lpr is not None:
            rule_updates.add_fixing(session, lpr, call.as_of)
        if dibao is not None:
            rule_updates.set_dibao(session, dibao.place, dibao.amount, dibao.day, call.as_of)
        rows = [*_dated(session, call), *_rows(session.rules, call)]
        stale = session.rules.stale(call.as_of)
        edition = rule_updates.edition(session)
    document = {
        "edition": edition.isoformat(),
        "rules": rows,
        "stale": [
            {
                "kind": each.kind.value,
                "id": each.id,
                "since": each.since.isoformat(),
                "days": each.days,
            }
            for each in stale
        ],
    }
    call.answer(document, [*taken, *_lines(document, call.t)])


def _dated(session: Session, call: Call) -> Iterator[dict[str, Any]]:
    """Return the figures that are published anew: the LPR and the local minimum standard."""
    fixing = session.rules.lpr(call.as_of)
    if fixing is not None:
        for name, value in (("lpr_1y", fixing.one_year), ("lpr_5y", fixing.five_year)):
            yield {
                "id": name,
                "value": fraction(value),
                "from": fixing.published.isoformat(),
                "source": fixing_source(fixing, call.t),
                "grade": fixing.grade.value,
            }
    home = session.book(call.as_of).household
    if home.dibao_per_person is not None:
        yield {
            "id": "dibao",
            "value": fraction(Decimal(home.dibao_per_person) / 100),
            "from": maybe_day(home.dibao_as_of),
            "source": call.t.gettext("entered by you, {place}").format(place=home.city or "–"),
            "grade": Grade.C.value,
        }


def _rows(book: RuleBook, call: Call) -> Iterator[dict[str, Any]]:
    for row in book.rows.values():
        if row.in_force(call.as_of):
            yield {
                "id": row.id,
                "value": row.value,
                "from": maybe_day(row.start),
                "source": row.source,
                "grade": row.grade.value,
            }


def _lines(document: dict[str, Any], t: Texts) -> Iterator[str]:
    heads = (
        t.pgettext("column", "Rule"),
        t.pgettext("column", "In force from"),
        t.pgettext("column", "Standing"),
        t.pgettext("column", "Source"),
    )
    rows = [
        (_title(row, t), row["from"] or "–", grade_name(Grade(row["grade"]), t), row["source"])
        for row in document["rules"]
    ]
    yield from table(heads, rows)
    for each in document["stale"]:
        words = t.gettext(
            "{what} has not been renewed for {days} days; add the published figure with --lpr"
        )
        if each["kind"] == "lpr":
            yield words.format(what="LPR", days=each["days"])


def _title(row: dict[str, Any], t: Texts) -> str:
    match row["id"]:
        case "lpr_1y":
            return t.gettext("LPR, 1 year: {rate}").format(rate=percent(Decimal(row["value"])))
        case "lpr_5y":
            return t.gettext("LPR, 5 years: {rate}").format(rate=percent(Decimal(row["value"])))
        case "dibao":
            words = t.gettext("Local minimum standard per person and month: {amount}")
            return words.format(amount=row["value"])
        case rule:
            return rule_title(rule, t)
