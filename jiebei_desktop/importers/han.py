"""Han characters that look right and are others: radicals that some banks print for characters."""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = (
    "⺠民⺁厂⺄乙⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺗心⺘手⺙攵⺛旡⺜日⺝月⺞歺⺡水⺢水⺣火⺤爪⺥爪⺦爿⺧牛⺨犬⺩王⺪疋⺫目⺬示⺭示⺯糸"
    "⺰纟⺱网⺲网⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长"
    "⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟"
)
"""Radicals of U+2E80 to U+2EF3 that Unicode does not decompose, each before its character."""

_WANTED = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\u00a0\u2011]")
_CHARACTERS = {
    **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)),
    "⼾": "户",
    "⿈": "黄",
    "\u00a0": " ",
    "\u2011": "-",
}


def plain_han(text: str) -> str:
    """Return ``text`` with radicals and compatibility forms as the characters they stand for.

    Non-breaking blanks and hyphens become plain ones; everything else, full-width signs too, stays.
    """
    return _WANTED.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    found = match[0]
    return _CHARACTERS.get(found) or unicodedata.normalize("NFKC", found)
