"""The plan as PDF: its figures are the JSON's, it is archival, accessible and always the same."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date, time

import pytest
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId, Hardship
from jiebei_desktop.domain.negotiation import Channel, Contact, Direction, Evidence
from jiebei_desktop.domain.problems import FolderMissing, NoOrdinaryFile
from jiebei_desktop.report import render as report
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.glyphs import REPLACEMENT, clean, shows
from jiebei_desktop.report.render import write
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import redaction, statement
from jiebei_desktop.services.papers.statement import CaseFacts
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

DAY = date(2026, 11, 22)
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d{2}(?!\d|%|万)")


@pytest.fixture(scope="module")
def book():
    made = demo.employee(DAY)
    home = replace(
        made.household,
        name="林晓",
        id_tail="0426",
        phone="138 0000 2607",
        address="云岭市柳荫路 18 号",
    )
    blow = Hardship(since=date(2026, 9, 1), words="父亲住院。")
    first = replace(made.debts[0], hardship=blow, contract_no="2608 0200 4818")
    return replace(made, household=home, debts=(first, *made.debts[1:]))


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


@pytest.fixture(scope="module")
def facts(book, rules):
    contact = Contact(
        id=1, case_id=1, on=date(2026, 11, 10), at=time(10, 0), channel=Channel.CALL,
        direction=Direction.IN, said="问何时还款", promised="11月24日回电",
    )  # fmt: skip
    paper = Evidence(
        id=1, kind="income_proof", name="近 6 个月银行流水", issuer="云岭银行",
        on=date(2026, 11, 20), proves="收入", sha256="5be1" * 16,
    )  # fmt: skip
    case = CaseFacts(number=2, version=2, contacts=(contact,), evidence=(paper,))
    return statement.build(book, DAY, rules, case=case)


def text_of(pdf, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def figures_of(values):
    """All amounts of a document, as fen."""
    if isinstance(values, dict):
        return set().union(*map(figures_of, values.values())) if values else set()
    if isinstance(values, list):
        return set().union(*map(figures_of, values)) if values else set()
    if isinstance(values, str) and re.fullmatch(r"-?\d+\.\d{2}", values):
        return {abs(int(values.replace(".", "")))}
    return set()


def fen(text):
    return int(text.replace(".", "").replace(",", ""))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("edition", statement.EDITIONS)
def test_every_amount_in_the_pdf_is_an_amount_of_the_json(facts, tmp_path, locale, edition):
    doc = statement.document(facts, edition, DebtId("jiebei"))
    text = text_of(report.render_document(doc, locale), tmp_path)
    printed = {int(found.replace(",", "").replace(".", "")) for found in FIGURE.findall(text)}
    plan, request, sums = doc["plan"], doc["plan"]["request"], doc["means"]["sums"]
    waived = sum(fen(one["amount"]) for one in request["waived"])
    kept = {fen(plan[name]) - waived for name in ("total", "penalty")}
    living = fen(sums["necessary"]) + fen(sums["flexible"])
    assert printed - figures_of(doc) - {waived, *kept, living} == set()
    totals = {fen(doc["totals"][name]) for name in ("total", "principal", "offer")}
    rows = {fen(row[6]) for row in request["rows"]}
    assert totals | rows <= printed


def test_page_one_alone_answers_who_which_how_much_what_from_when(facts, tmp_path):
    doc = statement.document(facts, "lender", DebtId("jiebei"))
    first = text_of(report.render_document(doc, "zh_CN"), tmp_path).split("\f")[0]
    plan = doc["plan"]
    for wanted in (
        "重庆蚂蚁消费金融有限公司",
        "林晓",
        "0426",
        "138 0000 2607",
        "云岭市柳荫路 18 号",
        "2608 0200 4818",
        "JB-20261122-02",
        "38,000.00",
        "931.00",
        "57.00",
        "20 天",
        "父亲住院",
        "¥1,260",
        "2027 年 1 月 12 日",
        "2026 年 12 月 7 日",
        "2027 年 5 月 22 日",
        doc["checksum"][:4].upper(),
    ):
        assert wanted in first, wanted
    assert f"共 {plan['request']['months']} 期" in first
    assert "不等于认可每一项收费" in first


def test_the_document_is_tagged_named_and_archival(facts):
    pdf = report.render(facts, "zh_CN", "lender", DebtId("jiebei"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root
        assert "/StructTreeRoot" in root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("zh")
        assert "/Outlines" in root
        with file.open_metadata() as meta:
            assert meta["pdfaid:part"] == "2"
            assert meta["pdfaid:conformance"] == "A"
            assert meta["pdfuaid:part"] == "1"
            assert "JB-20261122-02" in meta["dc:title"]


def test_the_same_facts_give_the_same_bytes(facts):
    assert report.render(facts, "en") == report.render(facts, "en")


def test_markup_emoji_and_direction_marks_in_names_change_nothing_else(book, rules, tmp_path):
    odd = '*粗* #panic("x") $y$ \u202e😀 `z` [q](http://a) 张䶮'
    debts = (replace(book.debts[0], name=odd, lender=odd), *book.debts[1:])
    made = replace(book, debts=debts, household=replace(book.household, name=odd))
    facts = statement.build(made, DAY, rules)
    text = text_of(report.render(facts, "zh_CN", "private", DebtId("jiebei")), tmp_path)
    assert '*粗* #panic("x") $y$' in text
    assert REPLACEMENT in text
    assert "\u202e" not in text


def test_both_editions_have_the_same_totals_and_the_lenders_is_masked(facts):
    lender, own = (statement.document(facts, e, DebtId("jiebei")) for e in ("lender", "private"))
    assert lender["totals"] == own["totals"]
    assert lender["plan"] == own["plan"]
    shown = statement.canonical(lender)
    for hidden in (
        "姐姐",
        "微粒贷",
        "云岭银行信用卡",
        "工资卡",
        "safe_to_spend",
        "ceiling",
    ):
        assert hidden not in shown, hidden
    assert "姐姐" in statement.canonical(own)
    for masked in ("林晓", "138 0000 2607", "2608 0200 4818", "柳荫路"):
        assert masked in shown
        assert masked not in statement.canonical(own)


def test_the_private_edition_starts_with_the_next_action(facts, tmp_path):
    text = text_of(report.render(facts, "zh_CN", "private", DebtId("jiebei")), tmp_path)
    first = text.split("\f")[0]
    assert "下一步" in first
    assert "把这份请求发给借呗" in first
    assert "不要提交" in first


@pytest.mark.parametrize(("edition", "count"), [("lender", 5), ("private", 6)])
def test_the_request_has_five_pages_numbered_and_the_own_copy_one_before(
    facts, tmp_path, edition, count
):
    text = text_of(report.render(facts, "zh_CN", edition, DebtId("jiebei")), tmp_path)
    pages = text.rstrip("\f").split("\f")
    assert len(pages) == count
    for n, page in enumerate(pages, 1):
        assert re.search(rf"{n} ?/ ?{count}\n", page)
        assert "JB-20261122-02" in page
        assert "没有关系" in page
        assert ("自用" in page) == (edition == "private")
    heads = (
        "分期还款申请",
        "家庭收入与支出",
        "全部债权人",
        "与贵方的条件和还款表",
        "现金、经过与承诺",
    )
    for head, page in zip(heads, pages[-5:], strict=True):
        assert head in page


@pytest.mark.parametrize("payment", [0, 30_000])
def test_a_household_that_cannot_pay_gets_an_honest_page(book, rules, payment, tmp_path):
    facts = statement.build(book, DAY, rules, payment)
    doc = statement.document(facts, "private", DebtId("jiebei"))
    text = text_of(report.render_document(doc, "zh_CN"), tmp_path)
    assert all(doc["checks"].values())
    assert ("暂缓" in text) if payment == 0 else ("¥" in text)


@pytest.fixture(scope="module")
def others(rules):
    shop = demo.shop(DAY)
    return [statement.build(book, DAY, rules) for book in (shop, replace(shop, debts=()))]


@pytest.mark.parametrize("edition", statement.EDITIONS)
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_other_household_and_an_empty_one_print_too(others, edition, locale):
    for facts in others:
        assert report.render(facts, locale, edition).startswith(b"%PDF")


def test_a_preview_is_one_picture_a_page(facts):
    pages = report.preview_document(statement.document(facts, "lender", DebtId("jiebei")), "zh_CN")
    assert len(pages) == 5
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_the_chart_is_grey_and_has_a_sentence(facts):
    worded = compose(statement.document(facts), Texts("zh_CN"))
    (chart,) = [block for page in worded["sections"] for block in page if block["kind"] == "chart"]
    assert "今天" in chart["alt"]
    colours = set(re.findall(r'(?:fill|stroke)="#([0-9A-Fa-f]+)"', chart["svg"]))
    for colour in colours:
        step = len(colour) // 3
        assert colour[:step] == colour[step : 2 * step] == colour[2 * step :]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "plan.pdf"
    write(target, b"one")
    write(target, b"two", agreed=True)
    assert target.read_bytes() == b"two"
    with pytest.raises(FolderMissing, match="missing"):
        write(tmp_path / "missing" / "plan.pdf", b"x")
    blocked = tmp_path / "folder"
    blocked.mkdir()
    with pytest.raises(NoOrdinaryFile):
        write(blocked, b"x", agreed=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "plan.pdf"]


def test_only_what_the_font_cannot_show_is_replaced():
    assert shows("张")
    assert shows("䶮")
    assert not shows("😀")
    assert clean({"a": ["x\u200d😀", 3, None, "e\u0301\n"]}) == ({"a": ["x□", 3, None, "é "]}, 1)


def test_templates_fetch_nothing_from_anywhere():
    from jiebei_desktop import bundle

    for path in (bundle.resources() / "report").glob("*.typ"):
        assert "@preview" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_what_is_left_out_is_in_no_page(facts, tmp_path, locale):
    doc = redaction.redact(statement.document(facts, "lender", DebtId("jiebei")), redaction.KINDS)
    text = text_of(report.render_document(doc, locale), tmp_path)
    text = re.sub(r"\b[0-9a-f]{32}\b", "", text)  # the checksum may hold any four digits
    for gone in ("父亲住院", "0426", "问何时还款", "云岭银行流水"):
        assert gone not in text
    assert "38,988.00" in text


def record_of(tmp_path):
    from decimal import Decimal

    from jiebei_desktop.domain.money import Fen
    from jiebei_desktop.domain.negotiation import Agreement, Request
    from jiebei_desktop.services.cases import agreements
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.papers import performance

    with Session.create(tmp_path / "a.jiebei") as session:
        book = demo.employee(DAY)
        home = replace(book.household, name="林晓", id_tail="0426", phone="138 0000 2607")
        first = replace(book.debts[0], contract_no="2608 0200 4818")
        session.ledger.add_book(replace(book, household=home, debts=(first, *book.debts[1:])))
        debt = session.ledger.debts()[0].id
        case = open_case(session, debt, DAY)
        request = Request(
            principal=Fen(3_600_000), annual_rate=Decimal("0.12"), periods=6,
            payment=Fen(621_174), first_due=date(2026, 12, 15),
        )  # fmt: skip
        items = frozenset({"balance_split", "collection_stops"})
        made = agreements.agree(
            session, debt,
            Agreement(case_id=case.id, agreed_on=DAY, request=request, settled_items=items),
        )  # fmt: skip
        for mark in made.marks[:2]:
            agreements.pay(session, debt, made, replace(mark, paid_on=mark.due))
        agreements.change_asked(session, debt, made, date(2027, 2, 1), "收入减少")
        return performance.document(performance.record(session, debt, date(2027, 2, 20)))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_record_of_an_agreement_prints_its_own_figures_and_no_others(tmp_path, locale):
    doc = record_of(tmp_path)
    text = text_of(report.render_record(doc, locale), tmp_path)
    printed = {int(found.replace(",", "").replace(".", "")) for found in FIGURE.findall(text)}
    assert printed <= figures_of(doc)
    assert int(doc["paid_total"].replace(".", "")) in printed
    happened = [one for one in doc["instalments"] if one["state"] != "ahead"]
    ahead = [one for one in doc["instalments"] if one["state"] == "ahead"]
    assert [one["due"] in text for one in [*happened, *ahead[:1]]] == [True] * (len(happened) + 1)
    assert not any(one["due"] in text for one in ahead[1:])
    for known in ("林晓", "0426", "138 0000 2607", "2608 0200 4818"):
        assert known in text
    assert doc["checksum"][:32] in text


def test_the_wish_for_a_change_names_the_instalment_and_what_was_kept(tmp_path):
    doc = record_of(tmp_path)
    pages = text_of(report.render_record(doc, "zh_CN", change=True), tmp_path).split("\f")
    first = re.sub(r"\s+", "", pages[0])
    assert "请求变更还款协议" in first
    assert "2027年2月15日" in first
    assert "已还2期，其中按时2期" in first
    assert "到期的一期" in first
    assert "提前告知" not in first  # it was due five days ago
    assert "不代表认可每一项息费" in first  # as every paper that asks
    early = {**doc, "as_of": "2027-02-10"}
    pages = text_of(report.render_record(early, "zh_CN", change=True), tmp_path).split("\f")
    assert "提前告知" in re.sub(r"\s+", "", pages[0])
    settled = {**doc, "settled_on": "2027-03-01", "record_until": "2032-03-01", "events": []}
    settled["agreement"] = {**doc["agreement"], "written": []}
    settled["instalments"] = [{**one, "paid_on": one["due"]} for one in doc["instalments"]]
    text = text_of(report.render_record(settled, "en", change=True), tmp_path)
    assert "ends on 1 March 2032" in text
    assert "no item that was settled in writing" in text


def test_a_record_is_archival_and_always_the_same(tmp_path):
    doc = record_of(tmp_path)
    content = report.render_record(doc, "zh_CN", change=True)
    assert content == report.render_record(doc, "zh_CN", change=True)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
