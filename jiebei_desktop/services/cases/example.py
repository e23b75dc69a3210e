"""An example household in a ledger, with the case file of the agreement that it keeps.

The employee stands before the first talk and has no case yet. The shop's story is further on: a
request, the bank's answer, an agreement over three years with its six items, and a year of
instalments, each with its voucher.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from msgspec.structs import replace

from jiebei_desktop.domain.agreed_terms import instalments_of
from jiebei_desktop.domain.debts import Debt, Payment, TermsVersion
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.negotiation import (
    Agreement,
    Channel,
    Contact,
    Direction,
    Evidence,
    InstalmentMark,
    Proposal,
    ProposalState,
    Request,
)
from jiebei_desktop.domain.standing import schedule
from jiebei_desktop.services.cases.casefile import add_contact
from jiebei_desktop.services.cases.evidence import NewPaper
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference import guide
from jiebei_desktop.storage import agreements, debts
from jiebei_desktop.storage.cases import case_in
from jiebei_desktop.storage.unit_of_work import UnitOfWork

EXAMPLES = {"employee": demo.employee, "shop": demo.shop}
_TALK = timedelta(days=70)
"""From the first call to the signed agreement."""
_ASKED_PERIODS = 48
"""What was asked first; the bank gave three years."""
_SIGNED = "分期还款协议（已盖章）"


def fill(session: Session, name: str, as_of: date) -> None:
    """Put an example household into a new ledger, as one step.

    Args:
        session: an open ledger without entries.
        name: a key of ``EXAMPLES``.
        as_of: the day the household is built around.
    """
    book = EXAMPLES[name](as_of)
    items = frozenset(guide.load().agreement)

    def write(work: UnitOfWork) -> None:
        session.ledger.add_book_in(work, book)
        for debt in book.debts:
            if debt.versions:
                _tell(work, debt, debt.versions[-1], items)

    session.history.run("demo", write)


def _tell(work: UnitOfWork, debt: Debt, new: TermsVersion, items: frozenset[str]) -> None:
    """Write how a debt came to its new terms, and the instalments that were paid since."""
    signed = new.effective_from
    case = case_in(work, debt.id, signed - _TALK)
    for contact in _contacts(case, signed):
        add_contact(work, contact)
    for kind, title, issuer in _PAPERS:
        paper = Evidence(kind=kind, name=title, issuer=issuer, on=signed - _TALK)
        _paper(paper, title).add(work, case)
    request = _request(new)
    accepted = _proposals(work, case, request, new)
    paper = Evidence(kind="contract", name=_SIGNED, issuer=debt.lender, on=signed)
    marks = instalments_of(request)
    agreement = Agreement(
        case_id=case,
        agreed_on=signed,
        request=request,
        settled_items=items,
        proposal_id=accepted,
        attachment_id=_paper(paper, _SIGNED).add(work, case).attachment_id,
        marks=marks,
    )
    row = agreements.add(work, agreement)
    for mark in marks:
        _vouch(work, debt, (case, row), mark)


def _request(new: TermsVersion) -> Request:
    terms, rows = new.terms, schedule(new.principal, new.terms, new.effective_from)
    return Request(
        principal=new.principal,
        annual_rate=terms.rate.value,
        periods=len(rows),
        payment=rows[0].payment,
        first_due=rows[0].due,
    )


def _proposals(work: UnitOfWork, case: int, request: Request, new: TermsVersion) -> int:
    """Write what was asked first and what was agreed on; return the second's row."""
    signed = new.effective_from
    longer = replace(new, terms=replace(new.terms, periods=_ASKED_PERIODS))
    first = Proposal(
        case_id=case,
        version=1,
        made_on=signed - timedelta(days=62),
        sent_on=signed - timedelta(days=60),
        state=ProposalState.COUNTERED,
        request=_request(longer),
        reply="最长三年，年利率可以按 4.80%，每月 20 日",
        replied_on=signed - timedelta(days=25),
    )
    second = replace(
        first,
        version=2,
        made_on=signed - timedelta(days=24),
        sent_on=signed - timedelta(days=24),
        state=ProposalState.SENT,
        request=request,
        reply="同意，逾期的利息和罚息免收",
        replied_on=signed,
    )
    agreements.PROPOSALS.insert(work, first)
    return agreements.PROPOSALS.insert(work, second)


def _vouch(work: UnitOfWork, debt: Debt, of: tuple[int, int], mark: InstalmentMark) -> None:
    """Mark an instalment as paid where the debt has its payment, with a voucher."""
    case, agreement = of
    found = debts.equal_payments(work, debt.id, Payment(date=mark.due, amount=mark.amount))
    if not found:
        return
    title = f"{mark.due.isoformat()} 还款凭证"
    voucher = Evidence(kind="payment_receipts", name=title, issuer=debt.lender, on=mark.due)
    file = _paper(voucher, title, mark.amount).add(work, case).attachment_id
    values = {"paid_on": mark.due, "payment_id": found[0], "attachment_id": file}
    agreements.mark(work, agreement, mark.n, **values)


def _paper(item: Evidence, title: str, amount: Fen | None = None) -> NewPaper:
    """Return a document of the example with a file that says what it stands for."""
    sum_ = "" if amount is None else f"，金额 {yuan(amount)} 元"
    return NewPaper(item=item, name=f"{title}.txt", content=f"例子：{title}{sum_}\n".encode())


_PAPERS = (
    ("contract", "借款合同", "云岭银行"),
    ("income_loss_proof", "店铺注销登记通知", "云岭市场监管局"),
    ("income_proof", "云岭物流工资流水", "云岭银行"),
)


def _contacts(case: int, signed: date) -> Iterator[Contact]:
    """Yield the talk with the bank, oldest first."""
    officer = "贷后服务部门 王女士，工号 3071"
    yield Contact(
        case_id=case, on=signed - _TALK, at=time(10, 20), who=officer,
        said="问什么时候能还上", promised="十天内寄去收支情况和方案",
    )  # fmt: skip
    yield Contact(
        case_id=case, on=signed - timedelta(days=60), channel=Channel.LETTER,
        direction=Direction.OUT, who=officer, said="寄出方案第 1 版和店铺注销登记通知",
    )  # fmt: skip
    yield Contact(
        case_id=case, on=signed - timedelta(days=25), at=time(15, 5), who=officer,
        said="最长三年，年利率 4.80%，每月 20 日还", promised="看过书面条款再答复",
    )  # fmt: skip
    yield Contact(
        case_id=case, on=signed, at=time(9, 40), channel=Channel.VISIT,
        direction=Direction.OUT, who=officer, said="当面签了协议，六项都写在上面，盖章的一份带回",
    )  # fmt: skip
