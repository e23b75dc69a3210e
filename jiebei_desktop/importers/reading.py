"""From a file's bytes to a judged statement: the whole pipeline in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from jiebei_desktop.importers import banks, checks, lender_list
from jiebei_desktop.importers.alipay import Alipay, AlipayBook
from jiebei_desktop.importers.certificates import AlipayCertificate, WeChatCertificate
from jiebei_desktop.importers.container import Content, open_content
from jiebei_desktop.importers.header import LENDER
from jiebei_desktop.importers.jd import Jd
from jiebei_desktop.importers.meituan import Meituan
from jiebei_desktop.importers.notebook import Notebook
from jiebei_desktop.importers.options import Options, ticking
from jiebei_desktop.importers.pdf_pages import PdfPage
from jiebei_desktop.importers.preamble import declared_of
from jiebei_desktop.importers.preview import Declared, Notice, Statement
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.rows import Reader, Row, intact, unique
from jiebei_desktop.importers.tables import Table, laid_out, tabulate
from jiebei_desktop.importers.verdicts import Verdict
from jiebei_desktop.importers.wechat import WeChat
from jiebei_desktop.importers.words import Words, words

if TYPE_CHECKING:
    from jiebei_desktop.importers.credit_report import Guarantee

_TRAILER_LINES = 600
"""A year of months pasted into one file has some thirty lines around each."""

_JUDGES: Mapping[str, type[WeChat | Jd | Meituan]] = {
    "wechat": WeChat,
    "wechat_proof": WeChatCertificate,
    "jd": Jd,
    "meituan": Meituan,
}
_ALIPAY_JUDGES: Mapping[str, type[Alipay]] = {
    "alipay_book": AlipayBook,
    "alipay_proof": AlipayCertificate,
}

Judge = Callable[[Row], Verdict]


def read(data: bytes, options: Options | None = None) -> Statement:
    """Read a statement.

    Raises:
        StatementRefused: the file is not booked; code and facts say why.
    """
    chosen = options or Options()
    tick = chosen.progress
    ticking = None if tick is None else lambda: tick(0)
    return read_content(open_content(data, chosen.password, ticking), chosen)


def read_content(content: Content, chosen: Options) -> Statement:
    """Read a statement whose container is open; see ``read``."""
    known = words()
    report = _report(content.pages, known) if content.pages else None
    if report is not None:
        return report
    content, mapping = laid_out(content, known, chosen.mapping)
    table = tabulate(content, known, mapping)
    told = _told(content)
    del content
    statement = _statement(table, known, chosen)
    return replace(statement, notices=(*told, *statement.notices)) if told else statement


def _told(content: Content) -> list[Notice]:
    """Return what is to be said of the file's parts."""
    told = []
    if content.others:
        told.append(Notice(code="zip_others", facts={"names": "、".join(content.others)}))
    if content.stacked:
        told.append(Notice(code="sheets_stacked", facts={"names": "、".join(content.stacked)}))
    return told


def _report(pages: Sequence[PdfPage], known: Words) -> Statement | None:
    """Return a credit report as a paper without rows: it proposes debts and books nothing."""
    from jiebei_desktop.importers import credit_report

    lines = credit_report.text_lines(pages)
    if not credit_report.is_report(lines):
        return None
    report = credit_report.report_of(lines, known)
    promised = tuple(_guarantee(one) for one in report.guarantees)
    unread = [Notice(code="accounts_unread", facts={"places": report.unread})]
    return Statement(
        format="credit_report",
        source="credit_report",
        account="",
        tail="",
        first=report.day,
        last=report.day,
        declared=Declared(),
        rows=[],
        verdicts=[],
        notices=(*promised, *(unread if report.unread else ())),
        encoding="pdf",
        proposed=report.proposed,
        report=report,
    )


def _guarantee(one: Guarantee) -> Notice:
    """Say that somebody answers for another's debt, and what of it is late."""
    code = "guarantee_late_unsaid" if one.overdue is None else "guarantee"
    facts = {"lender": one.lender, "balance_fen": one.balance or 0}
    if one.overdue:
        return Notice(code="guarantee_late", facts={**facts, "overdue_fen": one.overdue})
    return Notice(code=code, facts=facts)


def _statement(table: Table, known: Words, chosen: Options) -> Statement:
    paper = table.header.source
    table = replace(table, records=ticking(table.records, chosen.progress))
    if paper == LENDER or (paper == "bank" and lender_list.is_moves(table, known)):
        return lender_list.statement(table, known, partial=chosen.partial)
    if paper == "bank":
        return banks.statement(table, known, chosen)
    rows, trailers, shorter, lost = _rows(table, known)
    stated = declared_of([*table.before, *trailers], len(rows))
    rows, notices, complete = whole(table, (rows, shorter), stated, partial=chosen.partial)
    judge = judge_of(table.header.format, known, rows)
    verdicts = [judge(row) for row in ticking(rows, chosen.progress, len(rows))]
    return Statement(
        format=_name(table),
        source=table.header.source,
        account=stated.account,
        tail="",
        first=stated.first or min((row.at[:10] for row in rows if row.at), default=""),
        last=stated.last or max((row.at[:10] for row in rows if row.at), default=""),
        declared=stated,
        rows=rows,
        verdicts=verdicts,
        notices=(*notices, *checks.lost_notices(lost), *row_notices(rows)),
        encoding=table.encoding,
        complete=complete,
    )


def _rows(table: Table, known: Words) -> tuple[list[Row], list[str], bool, int]:
    """Return the rows, the lines around them, whether the last row lacks cells, numbers lost."""
    reader = Reader(table.header, known, text=table.text)
    rows: list[Row] = []
    trailers: list[str] = []
    shortest = last = table.open_end
    for line, cells, broken in table.records:
        row = reader.read(line, cells, broken=broken)
        if row is None:
            if len(trailers) < _TRAILER_LINES:
                trailers.append(" ".join(str(cell) for cell in cells))
            continue
        rows.append(row)
        shortest, last = min(shortest, last), len(cells)
    rows, rounded = intact(rows) if table.text else (rows, 0)
    return rows, trailers, last < shortest, reader.lost + rounded


def whole(
    table: Table, read_rows: tuple[list[Row], bool], stated: Declared, *, partial: bool
) -> tuple[list[Row], tuple[Notice, ...], bool]:
    """Check that the file is whole; return its rows, notices and whether it is complete.

    Raises:
        StatementRefused: it is cut or its counts differ, and ``partial`` was not asked for.
    """
    rows, shorter = read_rows
    torn = shorter or _cut_row(rows)
    cut = table.cut or torn
    if cut and not partial:
        raise StatementRefused(code="truncated", facts={"rows": max(len(rows) - 1, 0)})
    if cut:
        rows = rows[:-1]
    count = checks.count_notice(stated, rows)
    if not rows and stated.rows != 0:
        raise StatementRefused(code="no_rows", facts={"format": table.header.format})
    sums = checks.sum_notices(stated, rows, table.header.source)
    hard = [count] if count else []
    hard += sums if table.header.source in checks.HARD_SUMS else []
    if hard and not partial:
        raise StatementRefused(hard[0].code, hard[0].facts)
    kept, dropped = unique(rows)
    notices = list(hard) if partial else []
    notices += [] if table.header.source in checks.HARD_SUMS else sums
    notices += [Notice(code="equal_rows", facts={"rows": dropped})] if dropped else []
    notices += [Notice(code="truncated", facts={"rows": len(kept)})] if cut else []
    if table.replaced:
        notices.append(Notice(code="unreadable", facts={"characters": table.replaced}))
    return kept, tuple(notices), not cut


def _cut_row(rows: Sequence[Row]) -> bool:
    """Say whether the last row misses its end."""
    return bool(rows) and rows[-1].problem in {"short", "broken"}


def row_notices(rows: Sequence[Row]) -> tuple[Notice, ...]:
    """Return a notice for every row that was repaired or needs a look."""
    return tuple(
        Notice(code=row.problem or "repaired", line=row.line)
        for row in rows
        if row.problem or row.repaired
    )


def judge_of(name: str, known: Words, rows: Sequence[Row]) -> Judge:
    """Return what judges the rows of a wallet's layout; ``rows`` hold the refunds it looks at."""
    noted = next((one for one in known.formats if one.id == name and one.book), None)
    if noted is not None:
        return Notebook(known, noted).judge
    plain = _JUDGES.get(name)
    if plain is not None:
        return plain(known).judge
    return _ALIPAY_JUDGES.get(name, Alipay)(known, rows).judge


def _name(table: Table) -> str:
    """Return the layout's name: alipay A1, A2, A3, W1, B1 are told apart by their marks."""
    if table.header.format != "alipay":
        return table.header.format
    if table.header.names[0] != "交易时间":
        return "alipay_a1"
    text = "".join(table.before)
    return "alipay_a3" if "支付宝支付科技" in text else "alipay_a2"
