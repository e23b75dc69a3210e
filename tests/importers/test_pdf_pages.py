from __future__ import annotations

import io

import pdf_builder as b
import pytest
from statement_builders import texts_of

from jiebei_desktop.importers import pdf_pages
from jiebei_desktop.importers.han import plain_han
from jiebei_desktop.importers.pdf_lines import lines_of, runs, text_of_line
from jiebei_desktop.importers.pdf_pages import picture, read_pages
from jiebei_desktop.importers.refusals import StatementRefused

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")


def refused(data, password=None):
    with pytest.raises(StatementRefused) as caught:
        read_pages(data, password)
    return caught.value.code


def changed(data, change=lambda _: None, **options):
    """Return a PDF that pikepdf changed or locked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out, **options)
    return out.getvalue()


def locked(data, password):
    return changed(data, encryption=pikepdf.Encryption(owner="owner", user=password))


ONE = b.pdf(b.Sheet().put(40, 50, "招商银行 2026"))


def test_characters_stand_where_the_page_shows_them():
    page = read_pages(ONE)[0]
    first = page.glyphs[0]
    assert (page.width, page.height) == (595, 842)
    assert (first.text, round(first.left), round(first.right)) == ("招", 40, 48)
    assert 40 < first.top < first.bottom < 52


def test_runs_are_parted_by_wide_blanks_only():
    line = lines_of(read_pages(b.pdf(b.Sheet().put(40, 50, "王某 6222").put(120, 50, "余额")))[0])[
        0
    ]
    assert [run.text for run in runs(line)] == ["王某 6222", "余额"]
    assert text_of_line(line) == "王某 6222 余额"


def test_a_watermark_across_the_page_is_no_text():
    sheet = b.Sheet().put(40, 50, "余额 2026").put(100, 300, "watermark", 40, (0.7, 0.7, -0.7, 0.7))
    assert texts_of(read_pages(b.pdf(sheet))) == ["余额 2026"]


@pytest.mark.parametrize(
    ("rotate", "angle"), [(90, (0, 1, -1, 0)), (180, (-1, 0, 0, -1)), (270, (0, -1, 1, 0))]
)
def test_a_turned_page_is_read_as_it_is_shown(rotate, angle):
    down = (-angle[2] * 12, angle[3] * 12)
    sheet = b.Sheet(rotate=rotate).put(200, 300, "first", angle=angle)
    sheet.put(200 + down[0], 300 + down[1], "second", angle=angle)
    page = read_pages(b.pdf(sheet))[0]
    assert texts_of([page]) == ["first", "second"]
    assert page.width == (842 if rotate % 180 else 595)


def test_a_character_printed_twice_to_look_bold_counts_once():
    sheet = b.Sheet().put(40, 50, "余额合计").put(40.3, 50, "余额合计")
    assert texts_of(read_pages(b.pdf(sheet))) == ["余额合计"]


def test_radicals_and_odd_blanks_become_what_they_look_like():
    assert plain_han("⽇⾦⼿⻓沙⻔店") == "日金手长沙门店"
    assert plain_han("a\u00a0b\u2011c，（全角）") == "a b-c，（全角）"


def test_a_locked_pdf_asks_for_its_password():
    data = locked(ONE, "123456")
    assert refused(data) == "pdf_password_needed"
    assert refused(data, "654321") == "pdf_password_wrong"
    assert texts_of(read_pages(data, "123456")) == ["招商银行 2026"]


def test_a_page_without_text_is_called_a_scan():
    assert refused(b.pdf(b.Sheet())) == "pdf_scanned"


def test_a_damaged_pdf_is_refused():
    assert refused(b"%PDF-1.7 rubbish") == "pdf_damaged"


def test_scripts_and_files_inside_are_refused_before_and_after_unpacking():
    script = "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    assert refused(b.pdf(b.Sheet().put(40, 50, "x"), extra=script)) == "pdf_foreign"

    def attach(document):
        document.attachments["a.txt"] = b"x"

    packed = changed(ONE, attach, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert refused(packed) == "pdf_foreign"


def test_names_of_scripts_packed_away_are_found():
    def script(document):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), action]))
        document.Root.Names = pikepdf.Dictionary(JavaScript=names)

    packed = changed(ONE, script, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/JavaScript" not in packed
    assert refused(packed) == "pdf_foreign"


def test_a_pdf_of_too_many_pages_is_refused_before_any_is_read():
    data = b.pdf(*[b.Sheet() for _ in range(pdf_pages.MAX_PAGES + 1)])
    with pytest.raises(StatementRefused) as caught:
        read_pages(data)
    assert caught.value.code == "pdf_long"
    assert caught.value.facts == {"pages": 501, "most": 500}


def test_a_pdf_of_too_many_characters_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_GLYPHS", 5)
    assert refused(ONE) == "pdf_long"


def test_a_page_that_is_not_there_is_damage():
    data = ONE.replace(b"/Kids [6 0 R]", b"/Kids [9 0 R]")
    assert refused(data) in {"pdf_damaged", "pdf_scanned"}


def test_text_whose_meaning_the_file_does_not_tell_is_no_text():
    signs = "\ufffe\uffff\ufffe\uffff\ufffea"
    assert refused(b.pdf(b.Sheet().put(40, 50, signs))) == "pdf_scanned"


def test_a_page_can_be_shown_as_a_picture():
    width, height, dots = picture(ONE, None, 0, 0.5)
    assert (width, height) == (298, 421)
    assert len(dots) == width * height * 4
    assert min(dots) < 200 < max(dots)
