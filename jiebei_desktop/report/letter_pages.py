"""One letter as a page: identity, state of the debt, body of its kind, reservations, signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.report import letter_notices as notices
from jiebei_desktop.report import letter_requests as requests
from jiebei_desktop.report.blocks import Block, View, by_hand, line
from jiebei_desktop.report.compose import footer
from jiebei_desktop.report.glyphs import clean, fitted, lacking
from jiebei_desktop.report.help_words import later_month
from jiebei_desktop.report.letter_family import family
from jiebei_desktop.report.own_page import before_signing
from jiebei_desktop.report.pause_words import is_untold
from jiebei_desktop.report.pdf import compile_pdf, compile_pngs
from jiebei_desktop.services.papers.letters import PRIVATE
from jiebei_desktop.text.languages import tag
from jiebei_desktop.text.letters import letter_title, reservation
from jiebei_desktop.text.papers import named_debts
from jiebei_desktop.text.texts import Texts

BODIES: Mapping[str, Callable[[View, dict[str, Any]], Iterator[Block]]] = {
    "early": requests.early,
    "freeze": requests.freeze,
    "pro_rata": requests.pro_rata,
    "card_70": requests.card_70,
    "mortgage": requests.mortgage,
    "relief": requests.relief,
    "settle": requests.settle,
    "review": requests.review,
    "change": notices.change,
    "family": family,
    "assignee": notices.assignee,
    "disputed": notices.disputed,
    "complaint": notices.complaint,
    "third_party": notices.third_party,
    "record": notices.record,
    "settled": notices.settled,
    "objection": notices.objection,
}
_WITH_MEANS = {"early", "freeze", "pro_rata", "card_70", "mortgage", "relief", "review"}
_WITHOUT_STATE = {
    "family",
    "third_party",
    "complaint",
    "settled",
    "objection",
    "assignee",
    "record",
}
_LINE = "____________________"


def compose_letter(doc: dict[str, Any], t: Texts) -> dict[str, Any]:
    """Return the worded document of a letter's JSON; the template only lays it out."""
    shown, faces, replaced = fitted(doc)
    view = View(doc=shown, t=t)
    title = letter_title(shown["kind"], t)
    lang, region = tag(t.locale)
    number = t.pgettext("letter", "No. {number}").format(number=shown["number"])
    return {
        "lang": lang,
        "region": region,
        "title": f"{title} {shown['number']}",
        "author": shown["applicant"]["name"] or t.pgettext("plan", "Borrower"),
        "header": {"left": "" if _plain(view) else title, "right": number},
        "footer": _plain_foot(view) if _plain(view) else footer(view),
        "faces": faces,
        "pages": [[*page(view, title), *by_hand(replaced, t)]],
    }


def render_letter(doc: dict[str, Any], locale: str) -> bytes:
    """Return a letter as PDF bytes; the same facts give the same bytes."""
    return compile_pdf(compose_letter(doc, Texts(locale)), date.fromisoformat(doc["as_of"]))


def preview_letter(doc: dict[str, Any], locale: str) -> list[bytes]:
    """Return the pages of a letter as PNG images, as they will be printed."""
    return compile_pngs(compose_letter(doc, Texts(locale)))


def plain_text(doc: dict[str, Any], t: Texts) -> str:
    """Return the words of a letter as lines, for an app or a mail."""
    view = View(doc=clean(doc, also=lacking(doc))[0], t=t)
    pair = t.pgettext("letter", "{name}: {value}")
    return "\n".join(_spoken(page(view, letter_title(doc["kind"], t)), pair))


def _spoken(blocks: Iterator[Block], pair: str) -> Iterator[str]:
    for block in blocks:
        match block["kind"]:
            case "list" | "checks":
                yield from (f"{place}. {item}" for place, item in enumerate(block["items"], 1))
            case "table":
                yield from ("  ".join(row) for row in (block["head"], *block["rows"]))
            case "fields":
                for name, value, other, second in block["items"]:
                    yield from (pair.format(name=one, value=said)
                                for one, said in ((name, value), (other, second)))  # fmt: skip
            case "push" | "sign":
                continue
            case _:
                yield block["text"]


def page(view: View, title: str) -> Iterator[Block]:
    """Yield the letter from its title to the signature."""
    t, doc = view.t, view.doc
    yield line("title", title)
    if _plain(view):
        yield line(
            "p",
            t.pgettext("letter", "Dear {name},").format(
                name=doc["to"]["lender"] or doc["to"]["name"]
            ),
        )
    else:
        yield line("strong", _to(view))
        yield {"kind": "fields", "items": _identity(view)}
    if doc["kind"] not in _WITHOUT_STATE:
        yield line("p", view.join(_state(view), *_beside(view)))
    if doc["hardship"] or "hardship" in doc["missing"]:
        yield line("p", _reason(view))
    if doc["kind"] in _WITH_MEANS:
        yield line("p", view.join(_means(view), *later_month(view)))
    yield from BODIES[doc["kind"]](view, doc["ask"])
    if doc["to"]["co_debtors"] and doc["kind"] in _WITH_MEANS:
        yield line("p", _co_debtors(view))
    if not _plain(view):
        yield from _close(view)
    if doc["edition"] == PRIVATE:
        yield from before_signing(view, doc["checks"])
    yield {"kind": "push"}
    yield {"kind": "sign", "items": _signature(view)}


def _co_debtors(view: View) -> str:
    """Return who owes the debt, too, and what a delay does to them."""
    words = view.t.pgettext(
        "letter",
        "{names} owe this debt with me or stand for it; what is late shows in their credit record, "
        "too. Please say in your answer what the arrangement means for them.",
    )
    return words.format(names=view.doc["to"]["co_debtors"])


def _to(view: View) -> str:
    t = view.t
    if view.doc["ask"].get("against") == "pay_order":
        return t.pgettext("letter", "To the court that issued the payment order:")
    lender = view.doc["ask"].get("buyer", view.lender()) or _LINE
    return t.pgettext("letter", "To {lender}:").format(lender=lender)


def _plain(view: View) -> bool:
    """Return whether the letter goes to a person one knows, without forms."""
    return bool(view.doc["kind"] == "family")


def _identity(view: View) -> list[list[str]]:
    t, who, to = view.t, view.doc["applicant"], view.doc["to"]
    pairs = (
        (t.pgettext("plan", "Name"), who["name"] or _LINE),
        (t.pgettext("plan", "ID ending"), who["id_tail"] or _LINE),
        (t.pgettext("plan", "Telephone"), who["phone"] or _LINE),
        (t.pgettext("plan", "Address for the answer"), who["address"] or _LINE),
        (t.pgettext("plan", "Product"), to["name"]),
        (t.pgettext("plan", "Contract number"), to["contract_no"] or _LINE),
    )
    return [[*first, *second] for first, second in zip(pairs[::2], pairs[1::2], strict=True)]


def _state(view: View) -> str:
    t, owed = view.t, view.doc["owed"]
    words = t.pgettext(
        "letter",
        "On {day} the debt stands at {total}: principal {principal}, interest {interest}, penalty "
        "{penalty}, fees {fees}.",
    )
    if owed["guessed"]:
        words = t.pgettext(
            "letter",
            "On {day} I estimate the debt, by usual terms, at {total}: principal {principal}, "
            "interest {interest}, penalty {penalty}, fees {fees}.",
        )
    parts = {name: view.amount(owed[name]) for name in PARTS}
    said = words.format(day=view.day(view.doc["as_of"]), total=view.money(owed["total"]), **parts)
    if owed["free_until"]:
        free = t.pgettext("letter", "Paid in full by {day}, {principal} settles it.")
        day, principal = view.day(owed["free_until"]), view.money(owed["principal"])
        return view.join(said, free.format(day=day, principal=principal))
    days = owed["overdue_days"]
    if not days:
        return said
    late = t.pgettext("letter", "It has been overdue since {since}, {days} days.")
    return view.join(said, late.format(since=view.day(owed["overdue_since"]), days=days))


def _beside(view: View) -> Iterator[str]:
    """Yield what else the lender has lent, where an answer is asked for: one for all of it."""
    t, doc = view.t, view.doc
    if doc["kind"] in _WITH_MEANS and doc["to"]["beside"]:
        words = t.pgettext(
            "letter",
            "I also owe you {names}, {total} in all: please answer for all of them together.",
        )
        names = named_debts(doc["to"]["beside"], t)
        yield words.format(names=names, total=view.money(doc["to"]["together"]))


def _reason(view: View) -> str:
    t, blow = view.t, view.doc["hardship"]
    if blow is None:
        return t.pgettext("letter", "Reason: {reason}").format(reason=_LINE * 2)
    words = t.pgettext("letter", "Reason, since {day}: {reason}")
    said = blow["words"] or blow["kind"] or _LINE
    return words.format(day=view.day(blow["since"]), reason=said)


def _means(view: View) -> str:
    t, means = view.t, view.doc["means"]
    words = t.pgettext(
        "letter",
        "A month: income {income}, living costs {living}, home, pledges and irregular bills "
        "{apart}; {left} is left.",
    )
    if Decimal(means["left"]) < 0:
        words = t.pgettext(
            "letter",
            "A month: income {income}, living costs {living}, home, pledges and irregular bills "
            "{apart}; {left} is missing.",
        )
    apart = f"{Decimal(means['protected']) + Decimal(means['irregular']):.2f}"
    said = {**{name: means[name] for name in ("income", "living", "left")}, "apart": apart}
    if is_untold(view):
        return words.format(**dict.fromkeys(said, "________"))
    return words.format(
        **{name: view.amount(amount.removeprefix("-")) for name, amount in said.items()}
    )


def _close(view: View) -> Iterator[Block]:
    t = view.t
    if view.doc["kind"] != "objection":
        words = t.pgettext("letter", "Please answer in writing by {day}.")
        yield line("p", words.format(day=view.day(view.doc["answer_by"])))
    law = dict.fromkeys(one["source"] for one in view.doc["rules"] if one["law"])
    other = dict.fromkeys(one["source"] for one in view.doc["rules"] if not one["law"])
    between = t.pgettext("plan", "; ")
    if law:
        said = t.pgettext("letter", "Legal basis: {sources}.")
        yield line("small", said.format(sources=between.join(law)))
    if other:
        said = t.pgettext("letter", "For reference: {sources}.")
        yield line("small", said.format(sources=between.join(other)))
    if view.doc["kind"] not in {"record", "settled", "complaint", "third_party", "objection"}:
        yield line("small", reservation(t, guessed=bool(view.doc["owed"]["guessed"])))


def _signature(view: View) -> list[dict[str, str]]:
    t = view.t
    day = t.pgettext("plan", "Date")
    if _plain(view):
        return [
            {"head": t.pgettext("letter", "I"), "line": day},
            {"head": t.pgettext("letter", "You"), "line": day},
        ]
    return [
        {"head": t.pgettext("letter", "Applicant (signature)"), "line": day},
        {
            "head": t.pgettext("letter", "Received by"),
            "line": t.pgettext("letter", "Name, date, reference number"),
        },
    ]


def _plain_foot(view: View) -> dict[str, str]:
    t = view.t
    left = t.pgettext("letter", "Figures as of {day}; all amounts in yuan (CNY)")
    return {
        "left": left.format(day=view.day(view.doc["as_of"])),
        "page": t.pgettext("plan", "Page {page} of {pages}"),
        "note": "",
    }
