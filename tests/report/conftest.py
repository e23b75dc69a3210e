"""Every kind of paper of both examples in both languages, made once for the tests that look at all."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from case_steps import log_contact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId, Hardship
from jiebei_desktop.domain.household import Housing
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    Channel,
    Conduct,
    Contact,
    Direction,
    Evidence,
    Request,
)
from jiebei_desktop.report.call_sheet import compose_call
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.report.pdf import compile_pdf
from jiebei_desktop.report.record_pages import compose_record
from jiebei_desktop.services.cases import agreements, evidence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, performance, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
LATER = date(2027, 3, 20)
LANGUAGES = ("zh_CN", "en")
DEMOS = {"employee": (demo.employee, "jiebei"), "shop": (demo.shop, "shop-loan")}
AGREED = Request(
    principal=Fen(3_800_000),
    annual_rate=Decimal("0.12"),
    periods=36,
    payment=Fen(129_000),
    first_due=date(2026, 12, 15),
)


def known(book):
    """Return a book in which the person, the contract and the cause are known."""
    home = replace(
        book.household, name="林晓", id_tail="0426", phone="138 0000 2607",
        address="云岭市柳荫路 18 号", housing=Housing.RENT, work="仓库分拣员，固定用工",
        children_born=(2019,) if book.household.members > 1 else (),
    )  # fmt: skip
    blow = Hardship(since=date(2026, 9, 1), words="父亲住院，自费部分由家里先垫。")
    first = replace(book.debts[0], hardship=blow, contract_no="2608 0200 4818")
    return replace(book, household=home, debts=(first, *book.debts[1:]))


def with_case(opened, debt, folder):
    """Note contacts and documents of a debt."""
    case = open_case(opened, debt, DAY)
    for conduct in (frozenset(), frozenset({Conduct.THIRD_PARTY})):
        log_contact(opened, Contact(
            case_id=case.id, on=DAY, at=time(22, 40), who="自称客服", number="021-1",
            channel=Channel.CALL, direction=Direction.IN, said="今天必须还清", conduct=conduct,
        ))  # fmt: skip
    slip = folder / "工资条.pdf"
    slip.write_bytes(b"wage")
    item = Evidence(kind="income_proof", name="工资条", issuer="云岭物流", on=DAY, covers="A1")
    evidence.attach(opened, item, slip)


def with_agreement(opened, debt):
    """Agree on new terms and pay the first two instalments, the second late."""
    made = Agreement(
        agreed_on=DAY, case_id=0, request=AGREED, settled_items=frozenset({"balance_split"})
    )
    agreed = agreements.agree(opened, debt, made)
    for mark, late in zip(agreed.marks[:2], (0, 3), strict=True):
        agreements.pay(opened, debt, agreed, replace(mark, paid_on=mark.due.replace(day=15 + late)))


def composed(opened, debt, locale):
    """Yield the name and the worded document of each kind of paper."""
    t = Texts(locale)
    facts = statement.for_session(opened, DAY, None, debt)
    for edition in statement.EDITIONS:
        yield f"request {edition}", compose(statement.document(facts, edition, debt), t)
    for kind in LetterKind:
        yield f"letter {kind.value}", compose_letter(letters.document(opened, debt, kind, DAY), t)
    yield "call", compose_call(call_desk(opened, DAY, debt), t)


def recorded(opened, debt, locale):
    """Yield the papers of an agreement."""
    doc = performance.document(performance.record(opened, debt, LATER))
    yield "record", compose_record(doc, Texts(locale))
    yield "change", compose_record(doc, Texts(locale), change=True)


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """Return PDF bytes by example, language and kind."""
    found = {}
    for name, (make, lender) in DEMOS.items():
        folder = tmp_path_factory.mktemp(f"papers-{name}")
        with Session.create(folder / "a.jiebei") as opened:
            opened.ledger.add_book(known(make(DAY)))
            debt = DebtId(lender)
            with_case(opened, debt, folder)
            worded = {
                (name, locale, kind): doc
                for locale in LANGUAGES for kind, doc in composed(opened, debt, locale)
            }  # fmt: skip
            with_agreement(opened, debt)
            worded |= {
                (name, locale, kind): doc
                for locale in LANGUAGES for kind, doc in recorded(opened, debt, locale)
            }  # fmt: skip
        found |= {key: compile_pdf(doc, DAY) for key, doc in worded.items()}
    return found
