"""What is at hand for a call, what an offer means, and the sheet as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import (
    Call,
    Day,
    NamedFile,
    NotBlank,
    NotUsable,
    Percent,
    Yuan,
    command,
    known_debt,
    ledger_argument,
)
from jiebei_desktop.cli.documents import pages_of, refuse_family
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.call_desk import (
    CallDesk,
    CounterAnswer,
    CounterOffer,
    CounterVerdict,
    Demand,
    answer,
    call_desk,
    instalment_at,
)
from jiebei_desktop.services.papers.statement_plan import before_json
from jiebei_desktop.services.plans.asking import steps_of, waived_of
from jiebei_desktop.text import call_barred, call_offer
from jiebei_desktop.text import calls as words
from jiebei_desktop.text.call_voice import Voice, plain
from jiebei_desktop.text.texts import Texts


@command("call", needs={"lump": "months", "first": "months", "force": "pdf"})
@ledger_argument
@click.option(
    "--for",
    "debt",
    metavar="DEBT",
    type=NotBlank(),
    help="The debt; without it the most urgent one.",
)
@click.option("--amount", type=Yuan(), help="What they offer a month.")
@click.option("--rate", type=Percent(), help="Or the yearly rate in percent they name.")
@click.option("--months", type=click.IntRange(1, 600), help="For how many months.")
@click.option("--lump", type=Yuan(), default="0", help="What they want up front.")
@click.option("--from", "first", type=Day(), help="From which day; without it the first possible.")
@click.option("--pdf", type=NamedFile(), help="The sheet to print.")
@click.option("--force", is_flag=True, help="Write even over a file this program has not written.")
def call_command(
    call: Call,
    ledger: Path,
    debt: str | None,
    amount: Fen | None,
    rate: Decimal | None,
    months: int | None,
    lump: Fen,
    first: date | None,
    pdf: Path | None,
    *,
    force: bool,
) -> None:
    """Prepare a lender's call: what to say, three figures, what their offer means."""
    _whole_offer((amount, rate), months, lump, call.t)
    call.not_past("--from", first)
    with call.open(ledger) as session:
        known = None if debt is None else _lender(session, debt, call.t).id
        outputs.refuse([pdf], force=force)
        desk = call_desk(session, call.as_of, known)
    if desk is None:
        raise NotUsable(call.t.gettext("No lender is owed anything"))
    offer = None
    if months is not None:
        paid = instalment_at(desk, rate, months, lump) if rate is not None else amount or ZERO
        offer = CounterOffer(
            amount=paid, periods=months, first=first or desk.ask.first, lump_sum=lump
        )
    pages = None if pdf is None else _written(desk, pdf, call.t)
    found = None if offer is None else answer(desk.footing, offer)
    call.answer(
        {**_document(desk, call.t), "offer": _offer(desk, offer, found, call.t), "pages": pages},
        _lines(desk, offer, found, pdf, call.t),
    )


def _whole_offer(
    named: tuple[Fen | None, Decimal | None], months: int | None, lump: Fen, t: Texts
) -> None:
    """Refuse half an offer as wrong usage."""
    if sum(part is not None for part in named) != (0 if months is None else 1):
        message = t.gettext("An offer is --amount or --rate, with --months.")
        raise click.UsageError(message)
    if named[0] == ZERO and not lump:
        message = t.gettext("An offer pays something: --amount above 0, or --lump.")
        raise click.UsageError(message)


def _lender(session: Session, debt: str, t: Texts) -> Debt:
    """Return the debt of a lender that may call; relatives do not."""
    found = known_debt(session, debt, t)
    refuse_family(found, t)
    return found


def _written(desk: CallDesk, pdf: Path, t: Texts) -> int:
    from jiebei_desktop.report.call_sheet import render_call
    from jiebei_desktop.report.render import write

    content = render_call(desk, t.locale)
    write(pdf, content, force=True)  # it was looked at before anything was reckoned
    return pages_of(content)


def _document(desk: CallDesk, t: Texts) -> dict[str, Any]:
    ask, voice = desk.ask, plain(t)
    return {
        "for": desk.debt.id,
        "caution": call_barred.caution(desk, t) or None,
        "as_of": desk.as_of.isoformat(),
        "owed": yuan(desk.stand.parts.total),
        "basis": ask.basis.value,
        "frozen": ask.frozen,
        "at_once": yuan(ask.at_once),
        "offer_first": maybe_yuan(ask.amount),
        "periods": ask.periods,
        "late": yuan(ask.late),
        "late_on": maybe_day(ask.late_on),
        "before_plan": before_json(ask.before, ask.given),
        "put_off": maybe_day(ask.put_off),
        "steps": steps_of(ask.steps),
        "waived": waived_of(ask.waived),
        "total_paid": None if ask.terms is None else yuan(ask.terms.total_paid),
        "first": ask.first.isoformat(),
        "hold_until": maybe_day(ask.hold_until),
        "not_above": maybe_yuan(ask.at_most),
        "not_below": yuan(ask.floor),
        "opening": words.opening(desk, voice),
        "answers": [
            {
                "demand": demand.value,
                "they_say": words.demand_title(demand, t),
                "you_say": words.demand_answer(demand, desk, voice),
            }
            for demand in Demand
        ],
    }


def _offer(
    desk: CallDesk, offer: CounterOffer | None, found: CounterAnswer | None, t: Texts
) -> dict[str, Any] | None:
    if offer is None or found is None:
        return None
    kept = desk.footing.kept
    return {
        "amount": yuan(offer.amount),
        "months": offer.periods,
        "first": offer.first.isoformat(),
        "lump_sum": yuan(offer.lump_sum),
        "verdict": found.verdict.value,
        "fits": found.verdict is CounterVerdict.FITS,
        "over": maybe_yuan(found.over),
        "whole": yuan(found.whole),
        "kept": maybe_yuan(kept),
        "late_once_12": _share(found.late_after),
        "late_once_12_before": _share(found.late_before),
        "total_paid": yuan(found.total_paid),
        "rest": yuan(found.rest),
        "annual_rate": _share(found.rate),
        "ask_day": found.ask_day,
        "low": yuan(found.low.amount),
        "low_on": found.low.day.isoformat(),
        "gap": yuan(found.gap.short),
        "gap_on": found.gap.day.isoformat() if found.gap.short else None,
        "you_say": call_offer.counter_say(desk, offer, found, plain(t)),
    }


def _share(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _lines(
    desk: CallDesk,
    offer: CounterOffer | None,
    found: CounterAnswer | None,
    pdf: Path | None,
    t: Texts,
) -> Iterator[str]:
    voice = plain(t)
    if desk.barred is not None:
        yield call_barred.caution(desk, t)
    yield words.opening(desk, voice)
    yield from _figures(desk, voice)
    if offer is not None and found is not None:
        yield call_offer.verdict_words(found, t)
        between = t.pgettext("call", "{name}: {value}")
        for name, value in call_offer.counter_rows(desk, found, voice):
            yield between.format(name=name, value=value)
        yield call_offer.counter_say(desk, offer, found, voice)
    else:
        yield from (
            t.pgettext("call", "{name}: {value}").format(
                name=words.demand_title(demand, t), value=words.demand_answer(demand, desk, voice)
            )
            for demand in Demand
        )
    if pdf is not None:
        yield t.gettext("{title} written to {file}").format(
            title=t.pgettext("sheet", "For the call: {debt}").format(debt=desk.debt.name), file=pdf
        )


def _figures(desk: CallDesk, voice: Voice) -> Iterator[str]:
    t, ask = voice.t, desk.ask
    if desk.barred is not None:
        return
    if ask.at_most is None:
        yield t.pgettext("sheet", "No amount can be promised yet.")
        return
    if ask.amount is not None:
        said = (
            t.pgettext("call", "Offer first {amount}, {when}")
            if ask.has_bounds
            else t.pgettext("call", "Next payment {amount}, {when}")
        )
        yield said.format(amount=voice.yuan(ask.amount), when=words.first_caption(desk, voice))
    if not ask.has_bounds:
        return
    yield t.pgettext("call", "Not above {amount}").format(amount=voice.yuan(ask.at_most))
    if ask.floor:
        said = t.pgettext("call", "Not below {amount}, {why}")
        yield said.format(amount=voice.yuan(ask.floor), why=words.least_caption(desk, t))
