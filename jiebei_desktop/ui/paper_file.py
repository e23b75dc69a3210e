"""Where a paper goes, and what is asked before it is printed: one owner for every kind."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.report.glyphs import unprintable
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.papers import unprintable_words
from jiebei_desktop.ui.dialogs import Ask


def paper_file(ask: Ask, title: str, suggested: str, applicant: str) -> Path | None:
    """Return the PDF to write, or None where the user goes back.

    A name with a character that no font has is asked about first: it gets a box to write in.
    """
    rare = unprintable(applicant)
    if rare and not ask.confirm(
        _("Print your name with an empty box?"),
        unprintable_words(rare, texts()),
        action=_("Print, I write it in"),
    ):
        return None
    path = ask.save_file(title, suggested, "PDF (*.pdf)")
    return path if path is None or path.suffix.lower() == ".pdf" else Path(f"{path}.pdf")
