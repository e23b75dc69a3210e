"""Names of the closed list of categories, and what a person may type to mean one."""

from __future__ import annotations

from collections.abc import Mapping

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.text.texts import Texts, Wording

_NAMES: Wording = {
    "A1": lambda t: t.gettext("Wages"),
    "A2": lambda t: t.gettext("Bonus"),
    "A3": lambda t: t.gettext("Gig income"),
    "A4": lambda t: t.gettext("Business income"),
    "A5": lambda t: t.gettext("From the family"),
    "A6": lambda t: t.gettext("Pension"),
    "A7": lambda t: t.gettext("Benefits"),
    "A8": lambda t: t.gettext("Housing fund"),
    "A9": lambda t: t.gettext("Alimony received"),
    "A10": lambda t: t.gettext("Rent received"),
    "A11": lambda t: t.gettext("Help from people close"),
    "A12": lambda t: t.gettext("Other income"),
    "B1": lambda t: t.gettext("Housing"),
    "B2": lambda t: t.gettext("Utilities"),
    "B3": lambda t: t.gettext("Phone and internet"),
    "B4": lambda t: t.gettext("Getting to work"),
    "B5": lambda t: t.gettext("Medical care"),
    "B6": lambda t: t.gettext("Parents"),
    "B7": lambda t: t.gettext("Children"),
    "B8": lambda t: t.gettext("Social insurance"),
    "B9": lambda t: t.gettext("Basic insurance"),
    "B10": lambda t: t.gettext("Court-ordered payments"),
    "B11": lambda t: t.gettext("Taxes and fees"),
    "B12": lambda t: t.gettext("Other necessary"),
    "C1": lambda t: t.gettext("Food and daily needs"),
    "C2": lambda t: t.gettext("Clothing"),
    "C3": lambda t: t.gettext("Personal care"),
    "C4": lambda t: t.gettext("Leisure and friends"),
    "C5": lambda t: t.gettext("Gifts"),
    "C6": lambda t: t.gettext("Subscriptions"),
    "C7": lambda t: t.gettext("Tobacco and alcohol"),
    "C8": lambda t: t.gettext("Home repairs"),
    "C9": lambda t: t.gettext("Other spending"),
}
_PINYIN: Mapping[str, str] = {
    "A1": "gong zi", "A2": "jiang jin", "A3": "ling gong", "A4": "jing ying",
    "A5": "jia ren fen dan", "A6": "yang lao jin", "A7": "bu zhu", "A8": "gong ji jin",
    "A9": "fu yang fei", "A10": "zu jin", "A11": "qin you zi zhu", "A12": "qi ta shou ru",
    "B1": "ju zhu fang zu", "B2": "shui dian ran qi", "B3": "tong xin", "B4": "shang ban jiao tong",
    "B5": "yi liao", "B6": "shan yang lao ren", "B7": "fu yang zi nv", "B8": "she bao",
    "B9": "bao xian", "B10": "sheng xiao wen shu", "B11": "shui fei", "B12": "qi ta bi yao",
    "C1": "shi pin ri yong", "C2": "yi zhuo", "C3": "ge ren hu li", "C4": "yu le she jiao",
    "C5": "ren qing", "C6": "hui yuan", "C7": "yan jiu", "C8": "jia ju wei xiu",
    "C9": "qi ta zhi chu",
}  # fmt: skip
_WORDS: Mapping[str, str] = {"B1": "fang zu", "C1": "chi fan", "B4": "jiao tong", "B6": "lao ren"}
"""Second spellings that people think of first."""


def category_name(code: str, t: Texts) -> str:
    """Return the name of a category; an unknown code stands for itself."""
    name = _NAMES.get(code)
    return code if name is None else name(t)


def matching(typed: str, t: Texts, kind: EntryKind | None = None) -> tuple[str, ...]:
    """Return the codes that typed text may mean, the closest first.

    Understands the code, the name, the name's pinyin and its initials: ``B1``, ``房租``,
    ``fangzu``, ``fz``. With ``kind`` only categories of that direction are offered.
    """
    text = "".join(typed.lower().split())
    found = []
    for place, code in enumerate(categories.ALL):
        rank = _rank(text, code, t)
        if rank is not None and (kind is None or categories.fits(kind, code)):
            found.append((rank, place, code))
    return tuple(code for _, _, code in sorted(found))


def _rank(text: str, code: str, t: Texts) -> int | None:
    """Return how well a text fits: 0 exactly, 1 at the beginning, 2 inside, None not at all."""
    keys = [code.lower(), "".join(category_name(code, t).lower().split())]
    for words in (_PINYIN[code], _WORDS.get(code, "")):
        parts = words.split()
        keys += ["".join(parts), "".join(part[0] for part in parts)]
    if text in keys:
        return 0
    if any(key.startswith(text) for key in keys):
        return 1
    return 2 if any(text in key for key in keys if len(key) > 1) else None
