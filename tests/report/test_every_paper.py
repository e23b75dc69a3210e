"""What holds of every kind of paper of both examples, in both editions and languages."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pypdfium2
import pytest
from msgspec.structs import replace

from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.pdf import compile_pdf
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)

POINTS_TOP, POINTS_FOOT = 57, 57
INK = 190
"""Grey below which a pixel counts as printed."""
NEAR = 12
"""Points around ink that count as used: the room between two lines."""


def used(page):
    """Return which part of a page's room, from top to foot, has ink in it or next to it."""
    grey = np.asarray(page.render(scale=1.0, grayscale=True).to_numpy()).squeeze()
    rows = (grey < INK).any(axis=1)[POINTS_TOP:-POINTS_FOOT]
    spread = np.convolve(rows.astype(int), np.ones(2 * NEAR + 1, int), mode="same") > 0
    return float(spread.mean())


def test_no_page_but_the_last_is_under_half_full_of_ink(papers):
    short = {}
    for key, pdf in papers.items():
        pages = pypdfium2.PdfDocument(pdf)
        for number in range(len(pages) - 1):
            part = used(pages[number])
            if part < 0.5:
                short[(*key, number + 1)] = round(part, 2)
    assert short == {}


def test_every_letter_of_the_examples_stands_on_one_page(papers):
    long = {key for key, pdf in papers.items()
            if key[2].startswith(("letter", "call")) and len(pypdfium2.PdfDocument(pdf)) > 1}  # fmt: skip
    assert long == set()


def test_the_request_has_five_pages_at_most_and_the_own_copy_one_more(papers):
    pages = {key: len(pypdfium2.PdfDocument(pdf)) for key, pdf in papers.items()}
    assert {
        key for key, count in pages.items() if key[2] == "request lender" and count > 5
    } == set()
    assert {
        key for key, count in pages.items() if key[2] == "request private" and count > 6
    } == set()


def on_one_another(page):
    """Return the pairs of pieces of text of a page that share more than a hair of ground."""
    text = page.get_textpage()
    places = sorted(text.get_rect(k) for k in range(text.count_rects()))
    found = []
    for k, (left, foot, right, top) in enumerate(places):
        for begin, low, end, high in places[k + 1 :]:
            if begin >= right - 0.5:
                break
            if min(right, end) - begin > 0.5 and min(top, high) - max(foot, low) > 2:
                found.append((text.get_text_bounded(left, foot, right, top), round(begin)))
    return found


def test_no_two_pieces_of_text_stand_on_one_another(papers):
    """The heads Principal and Interest of a schedule did: heads counted for nothing."""
    joined = {
        (*key, number): found
        for key, pdf in papers.items()
        for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1)
        if (found := on_one_another(page))
    }
    assert joined == {}


COLUMNS = (
    ("姓名", "产品", "借款日", "收答复"),
    ("证件末四位", "合同编号", "借款金额"),
    ("手机", "原来约定"),
    ("期数", "末期日"),
    ("首期", "今后利息"),
)


def left_of(page, words):
    """Return where the first place of some words on a page begins."""
    text = page.get_textpage()
    place, _ = text.search(words).get_next()
    return round(text.get_charbox(place, loose=True)[0])


def test_names_of_a_page_stand_in_columns(papers):
    """Each row of the request's first page was a table with columns of its own."""
    page = pypdfium2.PdfDocument(papers["employee", "zh_CN", "request lender"])[0]
    for names in COLUMNS:
        assert len({left_of(page, name) for name in names}) == 1, names


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_lines_to_fill_in_and_long_names_stay_in_their_places(locale):
    """Sixteen signs of a blank were wider than their column, and ran beyond the paper's edge."""
    book = demo.employee(DAY)
    first = replace(book.debts[0], name="福州三六零网络小额贷款有限公司其他个人消费贷款")
    facts = statement.build(replace(book, debts=(first, *book.debts[1:])), DAY, rulebook.load())
    doc = compose(statement.document(facts, "lender", first.id), Texts(locale))
    page = pypdfium2.PdfDocument(compile_pdf(doc, DAY))[0]
    text = page.get_textpage()
    assert on_one_another(page) == []
    ends = [text.get_rect(k)[2] for k in range(text.count_rects())]
    assert max(ends) < page.get_width() - 55


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_amounts_that_change_stand_in_one_line_of_their_row(locale):
    """Half of the row was the name's and the number of instalments': two amounts broke in two."""
    book = demo.employee(DAY)
    facts = statement.build(book, DAY, rulebook.load())
    doc = statement.document(facts, "lender", book.debts[0].id)
    steps = [{"months": 3, "payment": "1234567.89"}, {"months": 9, "payment": "12345678.90"}]
    plan = {**doc["plan"], "request": {**doc["plan"]["request"], "steps": steps}}
    made = compile_pdf(compose({**doc, "plan": plan}, Texts(locale)), DAY)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert re.search(r"1,234,567\.89(, |、)12,345,678\.90", text)


def test_an_amount_stands_apart_from_the_chinese_sign_before_and_after_it(papers):
    """每月¥390 stood beside 每月收入 ¥5,200.00 on one page."""
    touching = {
        (*key, found.group())
        for key, pdf in papers.items()
        for page in pypdfium2.PdfDocument(pdf)
        for found in re.finditer(
            r"[\u4e00-\u9fff]−?¥|¥[\d,.]*\d(?!万)[\u4e00-\u9fff]",
            page.get_textpage().get_text_range(),
        )
    }
    assert touching == set()
