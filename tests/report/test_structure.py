"""Tagged as PDF/UA-1 and PDF/A-2a ask, as far as a program can see it: our own stand-in for veraPDF.

No checker could be had here, so what it would read is read: marks of the document, every piece of
content under a tag or an artifact, tags that reach each piece once and in the order it is drawn,
headings without gaps, tables of equal rows with headers, figures with words, fonts inside the file.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise

import pytest

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

PAINTS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI"}
NOWHERE = "no tag, no artifact"


@pytest.fixture(scope="module")
def opened(papers):
    files = {key: pikepdf.open(io.BytesIO(pdf)) for key, pdf in papers.items()}
    yield files
    for file in files.values():
        file.close()


def wrong(opened, check):
    """Return what a check finds, by paper; nothing where all is well."""
    found = {key: list(check(pdf)) for key, pdf in opened.items()}
    return {key: said[:3] for key, said in found.items() if said}


def kids(node):
    inside = node.get("/K")
    if inside is None:
        return []
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def walk(node):
    """Yield every structure element below a node, in reading order."""
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid)


def tag(node, pdf):
    """Return the standard type of an element."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    name = str(node["/S"])
    return str(roles.get(name, name))


def pieces(node, page=None):
    """Yield (page, number) of every piece of content below a node, in reading order."""
    page = node.get("/Pg", page)
    for kid in kids(node):
        if isinstance(kid, int):
            yield page.objgen, int(kid)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from pieces(kid, page)
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield kid.get("/Pg", page).objgen, int(kid["/MCID"])


def drawn(page, resources=None):
    """Yield the number of the tag each thing is painted under, None for an artifact."""
    stack = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            kind = str(operands[0])
            given = operands[1] if len(operands) > 1 else {}
            if isinstance(given, pikepdf.Name):
                given = page.Resources.Properties[str(given)]
            number = given.get("/MCID") if hasattr(given, "get") else None
            stack.append(None if kind == "/Artifact" else ("/" if number is None else int(number)))
        elif name == "EMC":
            stack.pop()
        elif name in PAINTS:
            marks = [mark for mark in stack if mark != "/"]
            yield marks[-1] if marks else NOWHERE


def test_the_document_says_what_it_is(opened):
    def check(pdf):
        root = pdf.Root
        if not root.MarkInfo.get("/Marked") or root.MarkInfo.get("/Suspects"):
            yield "not marked as tagged"
        if not re.fullmatch(r"(zh|en)(-[A-Z]{2})?", str(root.get("/Lang", ""))):
            yield f"language {root.get('/Lang')}"
        if not root.ViewerPreferences.get("/DisplayDocTitle"):
            yield "title is not displayed"
        with pdf.open_metadata() as about:
            if not about.get("dc:title"):
                yield "no title"
            told = (
                about.get("pdfaid:part"),
                about.get("pdfaid:conformance"),
                about.get("pdfuaid:part"),
            )
            if told != ("2", "A", "1"):
                yield f"standards {told}"
        if "/Encrypt" in pdf.trailer or "/JavaScript" in root.get("/Names", {}):
            yield "locked or scripted"

    assert wrong(opened, check) == {}


def test_everything_printed_stands_under_a_tag_or_is_an_artifact(opened):
    def check(pdf):
        for number, page in enumerate(pdf.pages, 1):
            marks = Counter(drawn(page))
            if marks[NOWHERE]:
                yield f"page {number}: {marks[NOWHERE]} things under no tag"

    assert wrong(opened, check) == {}


def test_tags_reach_every_piece_once_and_in_the_order_it_is_read(opened):
    def check(pdf):
        told = list(pieces(pdf.Root.StructTreeRoot))
        if len(told) != len(set(told)):
            yield "a piece is read twice"
        for number, page in enumerate(pdf.pages, 1):
            here = [mcid for at, mcid in told if at == page.obj.objgen]
            there = [mark for mark in dict.fromkeys(drawn(page)) if isinstance(mark, int)]
            if set(there) - set(here):
                yield f"page {number}: printed and never read {sorted(set(there) - set(here))[:3]}"
            if [mark for mark in here if mark in there] != there:
                yield f"page {number}: read in another order than printed"
        pages = [at for at, _mcid in told]
        order = [page.obj.objgen for page in pdf.pages]
        places = [order.index(at) for at in pages if at in order]
        if places != sorted(places):
            yield "reading goes back to an earlier page"

    assert wrong(opened, check) == {}


def test_headings_begin_with_the_first_and_leave_none_out(opened):
    def check(pdf):
        found = [tag(node, pdf) for node in walk(pdf.Root.StructTreeRoot)]
        levels = [int(name[2:]) for name in found if re.fullmatch(r"/H[1-6]", name)]
        if not levels or levels[0] != 1:
            yield f"begins with {levels[:1]}"
        for before, after in pairwise(levels):
            if after > before + 1:
                yield f"H{after} after H{before}"

    assert wrong(opened, check) == {}


def test_words_beside_a_heading_are_read_apart_from_it(opened):
    """ "which part I ask you to waiveas of 1 December" stood among the bookmarks."""

    def check(pdf):
        with pdf.open_outline() as outline:
            for one in (
                *outline.root,
                *(below for each in outline.root for below in each.children),
            ):
                if re.search(r"\S(as of \d|by \d|截至|请在)", str(one.title)):
                    yield str(one.title)

    assert wrong(opened, check) == {}


def test_rows_of_a_table_are_equally_long_and_its_heads_have_a_scope(opened):
    def check(pdf):
        for node in walk(pdf.Root.StructTreeRoot):
            if tag(node, pdf) != "/Table":
                continue
            rows = [row for row in walk(node) if tag(row, pdf) == "/TR"]
            lengths = {
                sum(1 for cell in kids(row) if tag(cell, pdf) in {"/TH", "/TD"}) for row in rows
            }
            if len(lengths) != 1:
                yield f"rows of {sorted(lengths)} cells"
            heads = [cell for cell in walk(node) if tag(cell, pdf) == "/TH"]
            if not heads and len(rows) > 1:
                yield "a table without heads"
            if any("Scope" not in str(dict(head).get("/A", "")) for head in heads):
                yield "a head without a scope"

    assert wrong(opened, check) == {}


def test_what_is_drawn_is_told_in_words_and_lists_are_lists(opened):
    def check(pdf):
        for node in walk(pdf.Root.StructTreeRoot):
            name = tag(node, pdf)
            if name == "/Figure" and not str(node.get("/Alt", "")).strip():
                yield "a figure without words"
            if name == "/L" and {tag(kid, pdf) for kid in kids(node)} - {"/LI", "/Caption"}:
                yield "a list of something else than items"

    assert wrong(opened, check) == {}


def test_every_font_is_inside_and_can_be_read_back(opened):
    def check(pdf):
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                about = inner.FontDescriptor
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(about.keys()):
                    yield f"{font.BaseFont} is not embedded"
                if "/ToUnicode" not in font:
                    yield f"{font.BaseFont} cannot be read back"

    assert wrong(opened, check) == {}
