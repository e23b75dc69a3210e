"""Which paper went to whom, kept as it was sent."""

from __future__ import annotations

from datetime import date

import pytest
from case_steps import keep_paper

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.services.cases import copies
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.letters import LetterKind

DAY, LATER = date(2026, 11, 22), date(2026, 12, 3)
JIEBEI, CARD = DebtId("jiebei"), DebtId("card")


@pytest.fixture
def session(employee):
    return employee


def test_what_went_out_is_told_per_lender_with_version_day_and_checksum(session):
    for day in (DAY, LATER):
        paper = statement.document(statement.for_session(session, day, None, JIEBEI))
        keep_paper(session, paper, day)
    letter = letters.document(session, JIEBEI, LetterKind.FREEZE, LATER)
    letters.note_sent(session, letter, LATER)
    kept_only = statement.document(statement.for_session(session, DAY, None, CARD), lender=CARD)
    keep_paper(session, kept_only)
    found = copies.copies(session, JIEBEI)
    assert [(one.kind, one.version, one.sent_on) for one in found] == [
        ("freeze", 1, LATER), ("request", 2, LATER), ("request", 1, DAY),
    ]  # fmt: skip
    assert found[0].checksum == letter["checksum"]
    assert len({one.number for one in found}) == 3
    assert copies.copies(session, CARD) == ()
    assert copies.requests_kept(session, CARD) == 1


def test_a_letter_that_went_out_makes_no_later_version_and_is_one_step(session):
    letter = letters.document(session, JIEBEI, LetterKind.FREEZE, DAY)
    letters.note_sent(session, letter, DAY)
    facts = statement.for_session(session, DAY, None, JIEBEI)
    assert facts.case.version == 1
    session.history.undo()
    assert copies.copies(session, JIEBEI) == ()
