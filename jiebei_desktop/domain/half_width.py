"""Figures as people and programs write them: full-width signs mean what the plain ones mean."""

from __future__ import annotations

DIGIT, POINT, PLUS, MINUS = "[0-9０-９]", "[.．。]", "[+＋]", "[-－−﹣]"
"""Patterns of what ``half_width`` turns into ASCII, for a description of what is accepted."""

_PLAIN = str.maketrans("０１２３４５６７８９．。，＋－−﹣％（）／：　", "0123456789..,+---%()/: ")


def half_width(text: str) -> str:
    """Return an amount, a rate or a day with plain digits and signs, without blanks around it.

    Every door reads figures through this first, so ``１，２００．５`` is 1,200.5 in a statement,
    in a household file, on the command line and in a form alike.
    """
    return text.translate(_PLAIN).strip()
