"""One letter per situation: what it asks, which facts it rests on, what is still missing.

May use what is known of debts and cases, the picture and the rule book; words are text's, pages
are report's. Nothing here promises more than the picture carries.
"""

from __future__ import annotations

from jiebei_desktop.services.papers.letters.desk import (
    LetterDesk,
    PaperFacts,
    keep_paper_facts,
    letter_desk,
    note_sent,
    paper_facts,
)
from jiebei_desktop.services.papers.letters.document import EDITIONS, LENDER, PRIVATE, document
from jiebei_desktop.services.papers.letters.kinds import LetterFit, LetterKind, fitting

__all__ = [
    "EDITIONS",
    "LENDER",
    "PRIVATE",
    "LetterDesk",
    "LetterFit",
    "LetterKind",
    "PaperFacts",
    "document",
    "fitting",
    "keep_paper_facts",
    "letter_desk",
    "note_sent",
    "paper_facts",
]
