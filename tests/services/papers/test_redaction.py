from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId, Hardship
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import redaction, statement
from jiebei_desktop.services.papers.statement import CaseFacts
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def document():
    case = CaseFacts(
        contacts=(Contact(case_id=1, on=DAY, said="问何时还", promised="回电"),),
        evidence=(
            Evidence(
                kind="income_proof", name="云岭流水", issuer="云岭", proves="x", sha256="ab" * 32
            ),
        ),
    )
    book = demo.employee(DAY)
    blow = Hardship(since=date(2026, 9, 1), words="父亲住院。")
    book = replace(book, debts=(replace(book.debts[0], hardship=blow), *book.debts[1:]))
    facts = statement.build(book, DAY, rulebook.load(), case=case)
    return statement.document(facts, "lender", DebtId("jiebei"))


def test_nothing_hidden_is_the_same_document(document):
    assert redaction.redact(document, ()) is document


def test_whatever_is_hidden_the_figures_add_up_and_the_original_stays(document):
    before = statement.canonical(document)
    found = redaction.redact(document, redaction.KINDS)
    assert all(found["checks"].values())
    assert found["checksum"] == document["checksum"] == statement.checksum(found)
    assert found["redacted"] == list(redaction.KINDS)
    for key in ("totals", "plan", "debts", "odds"):
        assert found[key] == document[key]
    assert found["means"]["sums"] == document["means"]["sums"]
    assert statement.canonical(document) == before


@pytest.mark.parametrize(
    ("code", "gone"),
    [("reason", "父亲住院"), ("contacts", "问何时还"), ("evidence", "云岭流水")],
)
def test_what_is_hidden_is_gone_from_the_whole_text(document, code, gone):
    assert gone in statement.canonical(document)
    assert gone not in statement.canonical(redaction.redact(document, {code}))


def test_spending_is_one_line_per_section_with_its_weakest_origin(document):
    means = redaction.redact(document, {"spending"})["means"]
    assert [len(means[name]) for name in ("necessary", "flexible")] == [1, 1]
    assert means["necessary"][0]["amount"] == means["sums"]["necessary"]
    marks = {line["mark"] for line in document["means"]["necessary"]}
    assert means["necessary"][0]["mark"] in marks
    assert means["income"] == document["means"]["income"]


def test_assets_are_one_sum_and_identity_is_blank(document):
    found = redaction.redact(document, {"assets", "identity"})
    assert len(found["assets"]) == 1
    assert (found["applicant"]["name"], found["applicant"]["id_tail"]) == ("", "")


def test_a_statement_without_lines_or_assets_is_left_as_it_is(document):
    bare = {**document, "assets": [], "means": {**document["means"], "flexible": []}}
    bare["means"]["sums"] = {**bare["means"]["sums"]}
    found = redaction.redact(bare, {"assets", "spending"})
    assert (found["assets"], found["means"]["flexible"]) == ([], [])


def test_an_unknown_code_is_refused(document):
    with pytest.raises(KeyError):
        redaction.redact(document, {"everything"})
