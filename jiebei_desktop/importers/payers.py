"""Who money of a bank row is from or to: a person whose name stands in the words of the row."""

from __future__ import annotations

import re

from jiebei_desktop.importers.words import Words

_NUMBER = r"[0-9*][0-9* ]{4,}[0-9*]"
_ACCOUNT = re.compile(rf"(.*[^0-9* ]) *({_NUMBER})[)）]?|({_NUMBER}) *[/,，;；:：|-] *(.*)")
"""A name with the number of an account in the same cell, behind it or before it."""
_EDGE = " /,，;；:：|(（-"
_PARTS = re.compile(r"[\s,，;；:：/|()（）_-]+")
_ANYBODY = re.compile(r"[\u4e00-\u9fff*·]{2,4}")
_COMPANY = re.compile(r"公司|店|商|企业|银行|平台|中心|财付通|支付宝|银联|基金")
_FIRM = re.compile(r"公司|店|商|企业|工厂|集团|基金")
"""Words of those who pay for something; banks and wallets only pass money on."""


class Payers:
    """Finds the person that a row names; shared by all rows of a bank."""

    def __init__(self, words: Words) -> None:
        names = words.bank["surnames"]
        double = "|".join(one for one in names if len(one) > 1)
        single = "".join(one for one in names if len(one) == 1)
        given = r"[\u4e00-\u9fff*]"
        self._name = re.compile(f"(?:{double}){given}{{1,2}}|[{single}*]{given}{{1,2}}")
        self._moves = words.bank_words["transfer"]
        self._things = words.bank_words["things"]

    def is_name(self, text: str) -> bool:
        """Say whether a text is the name of a person, by its family name."""
        return self._name.fullmatch(text) is not None

    def tells(self, text: str) -> bool:
        """Say whether the words tell what money in is for, or name a firm."""
        bare = self._moves.sub("", text)
        return self._things.search(bare) is not None or _FIRM.search(bare) is not None

    def named(self, *texts: str) -> str:
        """Return the person that a row's words name, which speak of money sent; else nothing."""
        if not any(map(self._moves.search, texts)):
            return ""
        parts = (part for text in texts for part in _PARTS.split(text))
        bare = (self._moves.sub("", part) for part in parts if not self.tells(part))
        return next((part for part in bare if self.is_name(part)), "")


def names_person(name: str) -> bool:
    """Say whether the name of a counterparty is a person's."""
    return _ANYBODY.fullmatch(name) is not None and _COMPANY.search(name) is None


def apart(name: str) -> tuple[str, str]:
    """Return a counterparty's name and the number of its account that stands in the same cell."""
    found = _ACCOUNT.fullmatch(name)
    if found is None or not any(map(str.isdecimal, name)):
        return name.rstrip(_EDGE) or name, ""
    who, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    return who.strip(_EDGE), number.replace(" ", "")
