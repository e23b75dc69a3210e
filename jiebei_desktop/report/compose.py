"""From facts to one worded document: what every page says, in one language and edition."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiebei_desktop.charts.cash import CashLine, cash_line
from jiebei_desktop.charts.style import Frame, palette
from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.report.blocks import Block, View, by_hand
from jiebei_desktop.report.cash_pages import cash_page
from jiebei_desktop.report.glyphs import fitted
from jiebei_desktop.report.money_pages import debts_page, means_page
from jiebei_desktop.report.own_page import own_page
from jiebei_desktop.report.request_pages import request_page, title_of
from jiebei_desktop.report.terms_pages import schedule_page
from jiebei_desktop.services.plans.requests import ASKING
from jiebei_desktop.text.languages import tag
from jiebei_desktop.text.texts import Texts

_FOUR = 4
_CHART = Frame(width=630, height=176, left=48, right=96, top=22, bottom=24)
"""As wide as the page, in the proportions of the window's chart."""


def compose(doc: dict[str, Any], t: Texts, *, chart: bool = True) -> dict[str, Any]:
    """Return the worded document of a statement's JSON; the template only lays it out."""
    shown, faces, replaced = fitted(doc)
    view = View(doc=shown, t=t)
    figure = balance_chart(view) if chart and shown["odds"]["weeks"] else None
    private = shown["edition"] == "private"
    request = list(request_page(view))
    kind = "" if shown["plan"] is None else shown["plan"]["kind"]
    asks, alone = kind in ASKING, kind == "aside" and not private
    behind = () if alone else (
        means_page(view), debts_page(view), schedule_page(view), cash_page(view, figure),
    )  # fmt: skip
    sections = [list(page) for page in ([] if asks else _flowing(request), *behind)]
    sections[-1] += by_hand(replaced, t)
    first = [list(own_page(view))] if private else []
    title = title_of(shown["plan"], t)
    lang, region = tag(t.locale)
    return {
        "lang": lang,
        "region": region,
        "title": f"{title} {shown['number']}",
        "author": shown["applicant"]["name"] or t.pgettext("plan", "Borrower"),
        "header": {"left": _edition(view, title), "right": _number(view)},
        "footer": footer(view),
        "faces": faces,
        "pages": [*first, *([request] if asks else [])],
        "sections": [blocks for blocks in sections if blocks],
    }


def _flowing(page: list[Block]) -> list[Block]:
    """Return a first page that asks for nothing, so that the next section may follow on it."""
    return [{**block, "kind": "small"} if block["kind"] == "rule" else block for block in page]


def _edition(view: View, title: str) -> str:
    words = (
        view.t.pgettext("plan", "{title}, own copy")
        if view.doc["edition"] == "private"
        else view.t.pgettext("plan", "{title}, copy for the lender")
    )
    return words.format(title=title)


def _number(view: View) -> str:
    doc = view.doc
    if doc["version"] == 1:
        return view.t.pgettext("plan", "No. {number}").format(number=doc["number"])
    words = view.t.pgettext("plan", "No. {number}, version {version} for you")
    return words.format(number=doc["number"], version=doc["version"])


def footer(view: View) -> dict[str, str]:
    """Return the foot of a page: day and source of the figures, checksum, page, whose program."""
    t, doc = view.t, view.doc
    left = t.pgettext("plan", "Figures as of {day}, given by the applicant, in yuan (CNY)")
    found = doc["checksum"][: 2 * _FOUR].upper()
    right = t.pgettext("plan", "Checksum {sum}    {page} / {pages}")
    return {
        "left": left.format(day=view.day(doc["as_of"])),
        "page": right.format(
            sum=f"{found[:_FOUR]} {found[_FOUR:]}", page="{page}", pages="{pages}"
        ),
        "note": t.pgettext(
            "plan", "Made on the borrower's own computer; the program belongs to no lender."
        ),
    }


def balance_chart(view: View) -> Block:
    """Return the cash chart as SVG, with the sentence for those who cannot see it."""
    weeks = view.doc["odds"]["weeks"]
    days = [date.fromisoformat(week[0]) for week in weeks]
    fan = [tuple(parse_yuan(week[k]) for week in weeks) for k in range(1, 6)]
    poor, lower, middle, upper, good = fan
    line = CashLine(
        past=(), days=tuple(days), poor=poor, lower=lower, middle=middle, upper=upper, good=good
    )
    words = view.t.pgettext(
        "plan",
        "Chart: from {now} today; on {end} likely {likely}, in eight of ten cases between {poor} "
        "and {good}.",
    )
    alt = words.format(
        now=view.money(weeks[0][3]),
        end=view.day(weeks[-1][0]),
        likely=view.money(weeks[-1][3]),
        poor=view.money(weeks[-1][1]),
        good=view.money(weeks[-1][5]),
    )
    figure = cash_line(line, view.t, palette("print"), _CHART)
    return {"kind": "chart", "svg": figure.svg(), "alt": alt}
