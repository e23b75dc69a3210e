"""One sheet for a call, to be read while speaking and written on while listening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import Block, line, listed, note, table
from jiebei_desktop.report.glyphs import fitted
from jiebei_desktop.report.pdf import compile_pdf
from jiebei_desktop.services.papers.call_desk import CallDesk, Demand
from jiebei_desktop.text import call_barred
from jiebei_desktop.text import calls as words
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.debts import how_late
from jiebei_desktop.text.formats import amount, day, money
from jiebei_desktop.text.languages import tag
from jiebei_desktop.text.texts import Texts

_LINE = "____________________"
_LONG = 20
"""Characters a name may have where the sheet has room for lines to write on."""


def compose_call(desk: CallDesk, t: Texts) -> dict[str, Any]:
    """Return the worded sheet of a lender's call; the template only lays it out."""
    lang, region = tag(t.locale)
    title = t.pgettext("sheet", "For the call: {debt}").format(debt=desk.debt.name)
    footer = t.pgettext("letter", "Figures as of {day}; all amounts in yuan (CNY)")
    own = t.pgettext("plan", "For you only. Do not hand in this page.")
    sheet = {
        "lang": lang,
        "region": region,
        "title": title,
        "author": desk.household.name or t.pgettext("plan", "Borrower"),
        "header": {"left": title, "right": own},
        "footer": {
            "left": footer.format(day=day(desk.as_of, t)),
            "page": t.pgettext("plan", "Page {page} of {pages}"),
            "note": t.pgettext(
                "sheet", "Agree to nothing on the telephone; ask for it in writing."
            ),
        },
        "pages": [list(_page(desk, t, title))],
    }
    shown, faces, _replaced = fitted(sheet)
    return {**shown, "faces": faces}


def render_call(desk: CallDesk, locale: str) -> bytes:
    """Return the sheet as PDF bytes; the same facts give the same bytes."""
    return compile_pdf(compose_call(desk, Texts(locale)), desk.as_of)


def _page(desk: CallDesk, t: Texts, title: str) -> Iterator[Block]:
    short = max(len(desk.debt.name), len(desk.household.name)) <= _LONG
    roomy = short and t.locale.startswith("zh")  # English runs half as long again
    yield line("title" if roomy else "h1", title)
    yield {"kind": "fields", "items": _fields(desk, t)}
    if desk.barred is not None:
        yield note(call_barred.caution(desk, t), t.pgettext("letter", "Limitation period"))
    yield note(words.opening(desk, plain(t)), t.pgettext("sheet", "First sentence."))
    if desk.barred is None and desk.ask.at_most is not None:
        yield {"kind": "cards", "items": _figures(desk, t)}
    elif desk.barred is None:
        yield line("strong", _nothing_named(desk, t))
    yield line("h2", t.pgettext("sheet", "They say, you can answer"))
    voice = plain(t)
    yield {
        **table(
            ("", t.pgettext("sheet", "They say"), t.pgettext("sheet", "You can answer")),
            "lll",
            [
                (
                    str(number),
                    words.demand_title(demand, t),
                    words.demand_answer(demand, desk, voice),
                )
                for number, demand in enumerate(Demand, 1)
            ],
        ),
        "compact": not roomy,
    }
    yield line("h2", t.pgettext("sheet", "Ask, and write down"))
    yield {"kind": "fields", "items": _blanks(t)}
    yield listed(_questions(t)[0 if words.runs(desk) else 1 :], numbered=False)
    offer = t.pgettext(
        "sheet", "They offer: {line} a month, {line} times, from {line}; up front {line}"
    )
    yield line("p", offer.format(line="__________"))
    yield {"kind": "lines", "count": 3}


def _nothing_named(desk: CallDesk, t: Texts) -> str:
    """Return why no figures stand there: a pause is asked for, or nothing is worked out yet."""
    if desk.ask.hold_until is None:
        return t.pgettext("sheet", "No amount can be promised yet.")
    words = t.pgettext("sheet", "Promise no amount and no day: nothing is paid until {until}.")
    return words.format(until=day(desk.ask.hold_until, t))


def _fields(desk: CallDesk, t: Texts) -> list[list[str]]:
    debt, parts = desk.debt, desk.stand.parts
    owed = t.pgettext(
        "sheet",
        "{total}: principal {principal}, interest {interest}, penalty {penalty}, fees {fees}",
    )
    drawn = t.pgettext("sheet", "{day}, {amount}")
    late = how_late(desk.stand.days_known, t)
    return [
        [
            t.pgettext("plan", "Name"),
            desk.household.name or _LINE,
            t.pgettext("plan", "ID ending"),
            desk.household.id_tail or _LINE,
        ],
        [
            t.pgettext("plan", "Contract number"),
            debt.contract_no or _LINE,
            t.pgettext("sheet", "Drawn"),
            _LINE
            if desk.drawn is None
            else drawn.format(day=day(desk.drawn[0], t), amount=amount(desk.drawn[1])),
        ],
        [
            t.pgettext("sheet", "Owed today"),
            owed.format(
                total=money(parts.total),
                principal=amount(parts.principal),
                interest=amount(parts.interest),
                penalty=amount(parts.penalty),
                fees=amount(parts.fees),
            ),
            t.pgettext("sheet", "Overdue"),
            late,
        ],
    ]


def _figures(desk: CallDesk, t: Texts) -> list[dict[str, Any]]:
    ask, voice, none = desk.ask, plain(t), "—"
    first = words.first_caption(desk, voice) if ask.amount is not None else ""
    named = {
        "label": t.pgettext("sheet", "Offer first"),
        "figure": none if ask.amount is None else voice.yuan(ask.amount),
        "lines": [first],
    }
    if not ask.has_bounds:
        return [{**named, "label": t.pgettext("sheet", "Next payment")}]
    return [
        named,
        {
            "label": t.pgettext("sheet", "Not above"),
            "figure": none if ask.at_most is None else voice.yuan(ask.at_most),
            "lines": [t.pgettext("sheet", "you could not keep up more")],
        },
        {
            "label": t.pgettext("sheet", "Not below"),
            "figure": voice.yuan(ask.floor) if ask.floor else none,
            "lines": [words.least_caption(desk, t)],
        },
    ]


def _blanks(t: Texts) -> list[list[str]]:
    return [
        [t.pgettext("sheet", "Their name"), _LINE, t.pgettext("sheet", "Staff number"), _LINE],
        [t.pgettext("sheet", "Company"), _LINE, t.pgettext("sheet", "Written in"), _LINE],
        [t.pgettext("sheet", "Day and hour"), _LINE, t.pgettext("sheet", "Answer by"), _LINE],
    ]


def _questions(t: Texts) -> list[str]:
    return [
        t.pgettext("sheet", "Can interest and penalty stop while you decide?"),
        t.pgettext("sheet", "Where will this be written, and when does the answer come?"),
        t.pgettext("sheet", "What will the credit record say meanwhile?"),
    ]
