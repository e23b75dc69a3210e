"""How the request's pages are filled, its columns hold, its schedules read on, its figures stay whole."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from households import DAY, MADE, cash, entries, loan
from msgspec.structs import replace

from jiebei_desktop.domain.debts import LenderType, ReportedBalance
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.report import render
from jiebei_desktop.report.blocks import View
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.terms_pages import in_reading_order
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

MARGIN, HEIGHT = 57, 842
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed"
)


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


def words_of(pdf, folder):
    """Return per page its words with where they stand."""
    path = folder / "p.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("<page ")[1:]
    return [[(*map(float, found[:4]), found[4]) for found in WORD.findall(page)] for page in pages]


def filled(words):
    """Return which part of a page's room its words reach down to."""
    lowest = max(bottom for _l, _t, _r, bottom, _w in words if bottom < HEIGHT - MARGIN)
    return (lowest - MARGIN) / (HEIGHT - 2 * MARGIN)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["employee", "family", "nothing_left", "typed", "large_payment"])
def test_no_page_but_the_last_is_under_half_full(name, locale, rules, tmp_path):
    facts = statement.build(MADE[name](), DAY, rules)
    doc = statement.document(facts, lender=facts.first_addressee or facts.debts[0].debt.id)
    pages = words_of(render.render_document(doc, locale), tmp_path)
    assert len(pages) <= 5
    assert [page for page in pages[:-1] if filled(page) < 0.5] == []


def huge():
    """Someone who owes a hundred million and earns millions."""
    far = loan("far", 98_765_432, date(2026, 9, 3), periods=600)
    near = loan("near", 99_999_999, date(2026, 8, 3), periods=36)
    return Book(
        cash=(Cash(name="余额", amount=Fen(9_999_999_999), as_of=DAY),),
        entries=entries(6_400_000, 1_200_000),
        debts=(far, near),
    )


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_columns_hold_amounts_up_to_a_hundred_million(locale, rules, tmp_path):
    facts = statement.build(huge(), DAY, rules)
    pages = []
    for one in facts.debts:
        doc = statement.document(facts, "private", one.debt.id)
        pages += words_of(render.render_document(doc, locale), tmp_path)
    assert any("99,999,999.00" in word for page in pages for *_at, word in page)
    assert_no_amount_touches(pages)


def assert_no_amount_touches(pages):
    for page in pages:
        lines = {}
        for left, top, right, _bottom, word in page:
            lines.setdefault(round(top), []).append((left, right, word))
        for line in lines.values():
            line.sort()
            for (_, end, one), (begin, _, other) in pairwise(line):
                amounts = re.search(r"\d\.\d\d$", one) or re.search(r"^−?[\d,]+\.\d\d$", other)
                assert not amounts or begin >= end - 0.1, (one, other)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_long_schedule_with_charges_keeps_its_columns_apart(locale, rules, tmp_path):
    """2.54 of charges ran into 596,982.54 of principal: every column was as wide as the next."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(59_800_000), interest=Fen(149_500), penalty=Fen(300),
        overdue_since=date(2026, 10, 5), overdue_principal=Fen(50_000),
    )  # fmt: skip
    far = loan(
        "far", 600_000, date(2026, 1, 5), periods=600, due_day=5, balance=shown,
        rate=Rate(value=Decimal("0.03"), per=RatePeriod.YEAR), lender_type=LenderType.BANK,
    )  # fmt: skip
    book = Book(cash=cash(900), entries=entries(6_800, 4_500), debts=(far,))
    facts = statement.build(book, DAY, rules)
    doc = statement.document(facts, lender=far.id)
    assert Decimal(doc["plan"]["request"]["charges"]) > 0
    assert len(doc["plan"]["request"]["rows"]) > 400
    pages = words_of(render.render_document(doc, locale), tmp_path)
    joined = [word for page in pages for *_at, word in page if re.search(r"\.\d\d\d", word)]
    assert joined == []
    assert_no_amount_touches(pages)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_charges_beside_a_hundred_million_keep_apart(locale, rules, tmp_path):
    """2,552.21 ran into 99,888,632.59 in English: characters were counted, and no heads."""
    facts = statement.build(MADE["employee"](), DAY, rules)
    doc = statement.document(facts)
    doc["plan"]["request"]["charges"] = "1475000.00"
    doc["plan"]["request"]["rows"] = [
        [n, "2031-04-12", "175590.00", "173037.79", "0.00", "2552.21", "99888632.59"]
        for n in range(1, 131)
    ]
    pages = words_of(render.render_document(doc, locale), tmp_path)
    assert sum(word == "99,888,632.59" for page in pages for *_at, word in page) == 130
    assert_no_amount_touches(pages)


@pytest.mark.parametrize("count", [1, 16, 17, 60, 119, 120, 121, 359, 600])
def test_a_schedule_reads_on_down_and_across(count):
    rows = [[str(n), "2026-12-12", "1.00"] for n in range(1, count + 1)]
    seen = [row[0] for parts in in_reading_order(rows) for part in parts for row in part]
    assert seen == [row[0] for row in rows]
    for parts in in_reading_order(rows):
        assert len(parts) <= 2
        assert len(parts) == 1 or 0 <= len(parts[0]) - len(parts[1]) <= 1


def test_six_hundred_instalments_stand_in_order_page_by_page(rules, tmp_path):
    facts = statement.build(MADE["employee"](), DAY, rules)
    doc = statement.document(facts)
    days = [DAY + timedelta(days=31 * n) for n in range(1, 601)]
    rows = [
        [n, day.isoformat(), "9.00", "5.00", "3.00", "1.00", "7.00"]
        for n, day in enumerate(days, 1)
    ]
    doc["plan"]["request"]["rows"] = rows
    pages = words_of(render.render_document(doc, "zh_CN"), tmp_path)
    printed = {day.isoformat(): place for place, day in enumerate(days)}
    seen = []
    for page in pages:
        found = [(left, top, printed[word]) for left, top, *_end, word in page if word in printed]
        split = sorted({round(left) for left, _top, _n in found})
        columns = [
            [n for left, _t, n in sorted(found, key=lambda one: one[1]) if round(left) == x]
            for x in split
        ]
        on_page = [n for column in columns for n in column]
        assert len(columns) <= 2
        seen.append(on_page)
    in_order = [n for page in seen if len(page) > 12 for n in page]
    assert in_order == list(range(600))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_minus_stands_on_the_line_of_its_figure(locale, rules, tmp_path):
    facts = statement.build(MADE["nothing_left"](), DAY, rules)
    for margin in range(3):
        doc = statement.document(facts, "private")
        doc["reason"] = {
            "since": "2026-09-01",
            "kind": "",
            "words": "x" * (7 * margin),
            "proof": [],
        }
        pages = words_of(render.render_document(doc, locale), tmp_path)
        said = [word for page in pages for *_at, word in page]
        assert any(word.startswith("−") for word in said)
        assert not any(word.endswith("−") for word in said)


def test_what_is_identified_is_tagged_as_tables(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    pdf = pikepdf.open(io.BytesIO(render.render_document(statement.document(facts), "zh_CN")))
    first = next(page.obj.objgen for page in pdf.pages)
    tables = [node for node in _nodes(pdf.Root.StructTreeRoot) if node.get("/S") == "/Table"]
    on_first = [one for one in tables if _page_of(one) == first]
    assert len(on_first) >= 4 + 1 + 2  # identity in four rows, the parts, the figures in two


def _nodes(node, depth=0):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) or hasattr(kids, "append") else [kids]:
        if hasattr(kid, "get") and depth < 12:
            yield kid
            yield from _nodes(kid, depth + 1)


def _page_of(node):
    for one in (node, *_nodes(node)):
        page = one.get("/Pg") if hasattr(one, "get") else None
        if page is not None:
            return page.objgen
    return None


def test_words_of_a_person_who_lends_speak_to_a_person(rules):
    friend = replace(loan("p", 9_000, date(2025, 3, 1)), name="李四", lender="李四")
    friend = replace(friend, lender_type=LenderType.PRIVATE_PERSON)
    book = replace(MADE["typed"](), debts=(friend,))
    doc = statement.document(statement.build(book, DAY, rules))
    page = compose(doc, Texts("zh_CN"), chart=False)["pages"][0]
    text = repr(page)
    assert "贷后服务部门" not in text
    assert "征信" not in text
    assert View(doc=doc, t=Texts("zh_CN")).addressee()["name"] == "李四"
