"""From facts to one worded document: what every page says, in one language and edition."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.report.blocks import Block, View, line
from jiebei_desktop.report.case_pages import declaration_page, events_page, evidence_page
from jiebei_desktop.report.fan_svg import fan_svg
from jiebei_desktop.report.glyphs import REPLACEMENT, clean
from jiebei_desktop.report.letters import cover_letter
from jiebei_desktop.report.money_pages import debts_page, means_page
from jiebei_desktop.report.plan_pages import odds_page, schedule_page
from jiebei_desktop.report.request_pages import own_page, request_page
from jiebei_desktop.text.texts import Texts


def compose(
    doc: dict[str, Any], t: Texts, *, chart: bool = True, letter: bool = False
) -> dict[str, Any]:
    """Return the worded document of a statement's JSON; the template only lays it out.

    ``letter`` puts the application for new terms on top.
    """
    shown, replaced = clean(doc)
    view = View(doc=shown, t=t)
    figure = balance_chart(view) if chart else None
    pages = [list(own_page(view))] if shown["edition"] == "private" else []
    pages += [
        list(page)
        for page in (
            request_page(view),
            means_page(view),
            debts_page(view),
            schedule_page(view),
            odds_page(view, figure),
            events_page(view),
            evidence_page(view),
            declaration_page(view),
        )
    ]
    if letter:
        pages.insert(0, list(cover_letter(view)))
    if replaced:
        pages[-1].append(line("small", _replaced_words(t, replaced)))
    title = t.pgettext("plan", "Personal debt repayment plan")
    return {
        "lang": "zh" if t.locale.startswith("zh") else "en",
        "region": "CN" if t.locale.startswith("zh") else "GB",
        "title": f"{title} {shown['number']}",
        "author": shown["applicant"]["name"] or t.pgettext("plan", "Borrower"),
        "header": {"left": _edition(view), "right": _identity(view)},
        "footer": _footer(view),
        "pages": pages,
    }


def _replaced_words(t: Texts, count: int) -> str:
    words = t.pgettext(
        "plan",
        "{sign} stands for a character that this document's font does not have ({count}).",
    )
    return words.format(sign=REPLACEMENT, count=count)


def _edition(view: View) -> str:
    t = view.t
    if view.doc["edition"] == "private":
        return t.pgettext("plan", "Repayment plan, own copy")
    return t.pgettext("plan", "Repayment plan, copy for the lender")


def _identity(view: View) -> str:
    t, who = view.t, view.doc["applicant"]
    parts = [who["name"]] if who["name"] else []
    if who["id_tail"]:
        parts.append(f"**{who['id_tail']}")
    words = t.pgettext("plan", "{who}  No. {number}, version {version}")
    return words.format(
        who=" ".join(parts), number=view.doc["number"], version=view.doc["version"]
    ).strip()


def _footer(view: View) -> dict[str, str]:
    t, doc = view.t, view.doc
    left = t.pgettext("plan", "Figures as of {day}, valid until {until}; all amounts in yuan (CNY)")
    return {
        "left": left.format(day=view.day(doc["as_of"]), until=view.day(doc["valid_until"])),
        "page": t.pgettext("plan", "Page {page} of {pages}"),
        "note": t.pgettext(
            "plan",
            "Made on the borrower's own computer. The program is not affiliated with any "
            "lender; its results are no legal advice.",
        ),
    }


def balance_chart(view: View) -> Block:
    """Return page 5's chart as SVG, with the sentence for those who cannot see it."""
    weeks = view.doc["odds"]["weeks"]
    days = [date.fromisoformat(week[0]) for week in weeks]
    fan = [[parse_yuan(week[k]) for week in weeks] for k in range(1, 6)]
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
    return {"kind": "chart", "svg": fan_svg(days, fan, view.t), "alt": alt}
