"""The central bank's credit report (个人信用报告, 简版): its sentences become debts to adopt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.proposed_debt import LATE_UNSAID, Paper, ProposedDebt
from jiebei_desktop.importers.amounts import moment
from jiebei_desktop.importers.pdf_lines import lines_of, text_of_line
from jiebei_desktop.importers.pdf_pages import PdfPage
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import Words

_HEAD_LINES = 40
_TITLE = "信用报告"
_BRIEF = ("信贷记录", "信息概要", "查询记录")
_DETAILED = ("信贷交易信息明细", "信贷交易授信及负债信息概要", "本人版")
"""Headings of the detailed edition (详版), which is made of grids."""
_DATE = r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
_PAGE = re.compile(r"第?\s*[0-9]+\s*(?:页.*|/\s*[0-9]+)?")
_REPORTED = re.compile(r"报告时间[:：]?\s*([0-9]{4})[-年./]([0-9]{1,2})[-月./]([0-9]{1,2})")
_ITEM = re.compile(rf"(?<![0-9])([0-9]{{1,3}})[.．、](?={_DATE})")
_CAPTION = re.compile(
    r"[^。:：]*明细如下[:：]|(?:信用卡|贷款|相关还款责任信息|资产处置信息|保证人代偿信息)$"
)
_CARD = re.compile(rf"({_DATE})(.+?)发放的((?:准)?贷记卡)(?:[（(]([^（()）]*)[)）])?")
_LOAN = re.compile(
    rf"({_DATE})(.+?)发放的([0-9][0-9,]*)(?:[.][0-9]+)?元(?:[（(][^）)]*[)）])?([^，,。]*)"
)
_LINE = re.compile(rf"({_DATE})(.+)为([^，,。为]*)授信")
_TAKEN_OVER = re.compile(rf"({_DATE})(.+?)(?:(接收债权)|进行最近一次(代偿))")
"""A debt that another now collects: sold after default, or paid by a guarantor or insurer."""
_JOINT = re.compile(
    rf"({_DATE})，?为.+?在(.+?)(?:办理|发放)(?:的([^，,。]+?贷款))?.*?(共同(?:债务|借款))人"
)
"""A loan that another has taken and this person owes as well."""
_OTHER_PERSON = re.compile(r"，?为.+?(?=在)")
_GUARANTEE = re.compile(rf"{_DATE}，?为.+?在(.+?)(?:办理|发放)")
_SHAPES = (_CARD, _LINE, _LOAN, _TAKEN_OVER, _JOINT)
_MONEY = r"(?:为)?(?:折合人民币)?([0-9][0-9,]*)"
_LIMIT = re.compile(rf"信用额度{_MONEY}")
_USED = re.compile(rf"(?:已使用额度|透支余额|余额){_MONEY}")
_OVERPAID = re.compile(r"(?:已使用额度|余额)(?:为)?-[0-9]")
_OVERDUE = re.compile(rf"(?:逾期金额|逾期总额){_MONEY}")
_OWED_FOR = re.compile(rf"(?:相关还款责任金额|责任金额){_MONEY}")
_LATE = re.compile(r"有([0-9]+)个月(?:处于逾期状态|透支超过60天)")
_AS_OF = re.compile(r"截至([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})日)?")
_UNTIL = re.compile(rf"({_DATE})到期")
_CLOSED = re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:[0-9]{1,2}日)?已?被?(?:销户|结清|转出)")
_TAIL = re.compile(r"尾号[:：]?([0-9]{4})")
_BAD = "呆账"
_IDLE = "尚未激活"
_OF_ACCOUNT = ("余额", "额度", "发放", "授信", "逾期")
"""What a sentence tells of that is about an account, whatever its shape."""
_LATE_NOW = re.compile(
    r"(?<![没未])有逾期|(?:当前|目前|现|仍)(?:已|仍|存在|处于)*逾期(?!金额|总额)"
)
_BRANCH = re.compile(r"股份有限公司.*$|信用卡中心$")
_BANK = re.compile(r"(.*银行)(?!股份).*")
_QUERY = re.compile(r"[0-9]+\s+([0-9]{4})[年.-]([0-9]{1,2})[月.-]([0-9]{1,2})日?\s+\S")
_HALF_YEAR = 6
_MONTHS = 12


class TextLine(NamedTuple):
    """A line of the report and its page, from 1."""

    page: int
    text: str


class Account(Struct, frozen=True, kw_only=True):
    """One sentence of the report: the debt it proposes, and where it stands."""

    debt: ProposedDebt
    page: int
    number: int
    sentence: str


class Guarantee(Struct, frozen=True, kw_only=True):
    """A debt of somebody else that this person answers for; no debt of their own yet."""

    lender: str
    amount: Fen | None
    balance: Fen | None
    overdue: Fen | None
    """What of it is late; None where it is late and the report does not say by how much."""


class CreditReport(Struct, frozen=True, kw_only=True):
    """What a brief report says; nothing of the person."""

    day: str
    """ISO day it was made; empty when it does not say."""
    accounts: tuple[Account, ...]
    guarantees: tuple[Guarantee, ...] = ()
    queries: int = 0
    """Lenders' queries within the six months before the report."""
    unread: str = ""
    """Page and number of sentences that tell of an account in words nobody knows."""

    @property
    def proposed(self) -> tuple[ProposedDebt, ...]:
        """All accounts as debts, closed ones too."""
        return tuple(account.debt for account in self.accounts)


def text_lines(pages: Sequence[PdfPage]) -> list[TextLine]:
    """Return the lines of a paper's pages."""
    numbered = enumerate(pages, start=1)
    return [TextLine(n, text_of_line(line)) for n, page in numbered for line in lines_of(page)]


def is_report(lines: Sequence[TextLine]) -> bool:
    """Say whether these lines are a credit report of either edition."""
    head = "".join(line.text for line in lines[:_HEAD_LINES])
    whole = "".join(line.text for line in lines)
    named = _TITLE in head.replace(" ", "")
    return named and any(word in whole for word in (*_BRIEF, *_DETAILED))


def report_of(lines: Sequence[TextLine], words: Words) -> CreditReport:
    """Read a brief report.

    Raises:
        StatementRefused: ``report_detailed``, the edition made of grids.
    """
    joined = "".join(line.text for line in lines).replace(" ", "")
    reported = _REPORTED.search(joined)
    day = "-".join(part.zfill(2) for part in reported.groups()) if reported else ""
    accounts: list[Account] = []
    guarantees: list[Guarantee] = []
    unread: list[str] = []
    for item in _items(lines):
        joint = _JOINT.match(item.sentence)
        promised = None if joint else _GUARANTEE.match(item.sentence)
        if promised:
            guarantees.append(_guarantee(promised[1], item.sentence))
            continue
        debt = _debt(item, day, words, [account.debt.id for account in accounts])
        place = lines[item.lines[0] - 1].page
        if debt is not None:
            said = _OTHER_PERSON.sub("", item.sentence, count=1) if joint else item.sentence
            accounts.append(Account(debt=debt, page=place, number=item.number, sentence=said))
        elif any(word in item.sentence for word in _OF_ACCOUNT):
            unread.append(f"{place}-{item.number}")
    if not accounts and any(word in joined for word in _DETAILED):
        raise StatementRefused(code="report_detailed")
    return CreditReport(
        day=day,
        accounts=tuple(accounts),
        guarantees=tuple(guarantees),
        queries=_queries(lines, day),
        unread="、".join(unread),
    )


class _Item(NamedTuple):
    number: int
    sentence: str
    lines: tuple[int, ...]
    """Its lines from 1."""


def _items(lines: Sequence[TextLine]) -> Iterator[_Item]:
    """Yield the numbered sentences of the credit records."""
    end = next((n for n, line in enumerate(lines) if line.text == "查询记录"), len(lines))
    texts = [_body(line.text) for line in lines[:end]]
    starts = [0, *accumulate(len(text) for text in texts)]
    whole = "".join(texts)
    found = list(_ITEM.finditer(whole))
    for place, match in enumerate(found):
        stop = found[place + 1].start() if place + 1 < len(found) else len(whole)
        sentence = _whole_sentences(whole[match.end() : stop])
        first = bisect_right(starts, match.start())
        last = bisect_right(starts, match.end() + len(sentence) - 1)
        yield _Item(int(match[1]), sentence, tuple(range(first, last + 1)))


def _body(text: str) -> str:
    """Return a line's text without blanks; page numbers and captions are none."""
    bare = text.replace(" ", "")
    return "" if _PAGE.fullmatch(bare) or _CAPTION.fullmatch(bare) else bare


def _whole_sentences(text: str) -> str:
    """Cut what follows an item: a caption, or the words above the next part."""
    cut = _CAPTION.search(text[text.rfind("。") + 1 :])
    kept = text[: text.rfind("。") + 1] if cut or not text.endswith("。") else text
    parts = (kept or text).split("。")
    own = [part for part in parts if part and not part.startswith("这部分")]
    return "。".join(own) + "。"


def _debt(item: _Item, day: str, words: Words, known: Sequence[str]) -> ProposedDebt | None:
    """Return the debt that a sentence tells of, or None for a sentence of another kind."""
    text = item.sentence
    match = next((m for shape in _SHAPES if (m := shape.match(text))), None)
    if match is None:
        return None
    card = match.re is _CARD
    lender, kind = lender_name(match[2]), _kind(match)
    tail = _TAIL.search(text)
    closed = _CLOSED.search(text)
    dated = _AS_OF.search(text)
    until = _UNTIL.search(text) if match.re is _LOAN else None
    balance = _fen(_USED, text)
    if balance is None and (closed or _IDLE in text or _OVERPAID.search(text)):
        balance = ZERO
    product = "credit_card" if card else _product(kind, lender, words)
    principal = _yuan(match[3]) if match.re is _LOAN else None
    key = "|".join((lender, kind, match[1], tail[1] if tail else "", str(principal)))
    return ProposedDebt(
        id=_unused(sha256(key.encode()).hexdigest()[:10], known),
        name=_name(lender, kind, product, words),
        lender=lender,
        product=product,
        limit=_fen(_LIMIT, text),
        balance=balance,
        overdue=_overdue(text, balance),
        as_of=_within(_month(closed or dated), day),
        closed=closed is not None or (match.re is _TAKEN_OVER and balance == 0),
        rows=item.lines,
        why=LATE_UNSAID if closed is None and _is_late_unsaid(text) else "credit_report",
        paper=Paper.CREDIT_REPORT,
        tail=tail[1] if tail else "",
        principal=principal,
        lent=(moment(match[1]) or "") if match.re is _LOAN else "",
        until=(moment(until[1]) or "") if until else "",
        late_months=_late(text, closed=closed is not None),
    )


def _kind(match: re.Match[str]) -> str:
    """Return the words for the kind of account; a debt taken over says how."""
    if match.re is _JOINT and match[3]:
        return f"{match[3]}（{match[4]}）"
    if match.re in {_LOAN, _TAKEN_OVER, _JOINT}:
        return match[4] or match[3]
    return match[3]


def _guarantee(lender: str, text: str) -> Guarantee:
    return Guarantee(
        lender=lender_name(lender),
        amount=_fen(_OWED_FOR, text),
        balance=_fen(_USED, text),
        overdue=None if _is_late_unsaid(text) else _fen(_OVERDUE, text) or ZERO,
    )


def lender_name(text: str) -> str:
    """Return a lender without its legal form and branch, as people call it."""
    bare = _BRANCH.sub("", text)
    bank = _BANK.fullmatch(bare)
    return bank[1] if bank else bare


def _product(kind: str, lender: str, words: Words) -> str:
    """Return the product's code: by the kind of loan first, then by who lends."""
    known = words.credit_report
    for group in (known["kind"], known["lender"]):
        subject = kind if group is known["kind"] else lender
        for rule in group:
            if any(word in subject for word in rule["words"]):
                return str(rule["product"])
    return "other"


def _name(lender: str, kind: str, product: str, words: Words) -> str:
    if product == "credit_card":
        return f"{lender}{words.card}"
    named = {rule["product"]: rule.get("name", "") for rule in words.credit_report["lender"]}
    return named.get(product) or f"{lender}{kind}"


def _overdue(text: str, balance: Fen | None) -> Fen | None:
    """Return what is overdue: of a lost debt everything, nought without an amount."""
    if _BAD in text or _TAKEN_OVER.match(text):
        return balance
    unsaid = balance is None or _is_late_unsaid(text)
    return _fen(_OVERDUE, text) or (None if unsaid else ZERO)


def _is_late_unsaid(text: str) -> bool:
    """Say whether a sentence tells that something is late now, and not how much."""
    return bool(_LATE_NOW.search(text)) and not _fen(_OVERDUE, text)


def _late(text: str, *, closed: bool) -> int | None:
    found = _LATE.search(text)
    if found:
        return int(found[1])
    return None if closed or _BAD in text or _TAKEN_OVER.match(text) else 0


def _month(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    return "-".join(part.zfill(2) for part in match.groups() if part)


def _within(month: str, day: str) -> str:
    """Return the month of the figures; the report's day where it lies in it, or none is told."""
    return day if not month or day.startswith(month) else month


def marks(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return where the figures that were read stand in a sentence: begin and end of each."""
    found = (pattern.search(sentence) for pattern in (_LIMIT, _USED, _OVERDUE, _UNTIL, _CLOSED))
    return tuple(sorted(match.span() for match in found if match))


def _fen(pattern: re.Pattern[str], text: str) -> Fen | None:
    found = pattern.search(text)
    return _yuan(found[1]) if found else None


def _yuan(text: str) -> Fen:
    """Read whole yuan as the report writes them."""
    return Fen(int(text.split(".", maxsplit=1)[0].replace(",", "")) * 100)


def _unused(key: str, known: Sequence[str]) -> str:
    """Return a stable id; twins of one day and sum are numbered in the report's order."""
    name = f"report-{key}"
    count = sum(1 for one in known if one == name or one.startswith(f"{name}-"))
    return f"{name}-{count + 1}" if count else name


def _queries(lines: Sequence[TextLine], day: str) -> int:
    """Count lenders' queries of the last six months; the person's own do not count."""
    if not day:
        return 0
    year, month, date = (int(part) for part in day.split("-"))
    earliest = (*divmod(year * _MONTHS + month - 1 - _HALF_YEAR, _MONTHS), date)
    count = 0
    lenders = False
    for line in lines:
        if "查询记录" in line.text or "查询明细" in line.text:
            lenders = "机构" in line.text or line.text == "查询记录"
        found = _QUERY.match(line.text) if lenders else None
        if found:
            asked = (int(found[1]), int(found[2]) - 1, int(found[3]))
            count += asked >= earliest
    return count
