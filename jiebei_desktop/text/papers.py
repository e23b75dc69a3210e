"""What to look at before a request goes: nothing asked, checks before signing, facts missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services.picture import Picture
from jiebei_desktop.services.plans.requests import ASKING
from jiebei_desktop.text import letters as words
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.text.texts import Texts

Note = tuple[str, Mapping[str, Any], str]
"""Code, facts and the sentence."""


def reservation(t: Texts, *, guessed: bool = False) -> str:
    """Return the standing reservations; ``guessed``: the contract's terms are not known."""
    if guessed:
        return t.pgettext(
            "plan",
            "The figures are estimates by usual terms and acknowledge no charge. This proposes an "
            "agreement and binds only once both sides have signed one. I waive no right that the "
            "law gives me. Behind: income and outgoings, all creditors, your terms, cash and "
            "promises.",
        )
    return t.pgettext(
        "plan",
        "The figures follow the wording of the contract and do not acknowledge every charge. This "
        "proposes an agreement and binds only once both sides have signed one. I waive no right "
        "that the law gives me. Behind: income and outgoings, all creditors, your terms, cash "
        "and promises.",
    )


def unprintable_words(characters: Iterable[str], t: Texts) -> str:
    """Name characters that no font at hand has, with their code points."""
    between = t.pgettext("list", ", ")
    said = between.join(f"{char} (U+{ord(char):04X})" for char in sorted(characters))
    words = t.gettext("No font at hand has {characters}: an empty box stands there to write in")
    return words.format(characters=said)


def same_lender(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the debts of a statement's JSON that its addressee has lent beside its own.

    Not a claim that may be out of time: a signed paper would begin it anew.
    """
    found = [one for one in document["debts"] if one["id"] == document["addressee"]]
    mine = found[0]["lender"] if found else ""
    told = [one for one in document["debts"] if one["kind"] != "aside"]
    return [one for one in told if mine and one["lender"] == mine and one not in found]


def named_debts(debts: Iterable[Mapping[str, Any]], t: Texts) -> str:
    """Return debts by their product and the end of their contract's number."""
    words = t.gettext("{name} (ending {tail})")
    said = (words.format(name=one["name"], tail=one["tail"]) if one["tail"] else one["name"]
            for one in debts)  # fmt: skip
    return t.pgettext("list of names", ", ").join(said)


def paper_notes(
    document: Mapping[str, Any],
    checks: Iterable[Mapping[str, Any]],
    t: Texts,
    seen: Picture | None = None,
) -> Iterator[Note]:
    """Yield what to look at before the paper of a statement's JSON goes; ``seen`` is its picture.

    Without one nothing is said of whether cash carries the contracts.
    """
    plan = document["plan"]
    if seen is not None and plan is not None and (plan["kind"] in ASKING or seen.kept_by_cash):
        yield from _carried(seen, t)
    if plan is not None and plan["kind"] == "family":
        said = t.gettext("This is somebody close: a family letter fits better than a request")
        yield "family", {}, said
    elif plan is not None and plan["kind"] not in {*ASKING, "aside"}:
        yield "nothing-asked", {"kind": plan["kind"]}, _nothing_asked(seen, t)
    beside = same_lender(document)
    if beside:
        said = t.ngettext(
            "{lender} has another debt: {names}. Talk about both at once",
            "{lender} has {count} other debts: {names}. Talk about all at once",
            len(beside),
        ).format(lender=beside[0]["lender"], count=len(beside), names=named_debts(beside, t))
        yield "same-lender", {"debts": [one["id"] for one in beside]}, said
    for check in checks:
        said = words.check_words(check["question"], check["state"], check["facts"], t)
        if said:
            yield check["question"], check["facts"], said
    if document["missing"]:
        names = t.pgettext("list", ", ").join(
            words.missing_words(code, t) for code in document["missing"]
        )
        said = t.gettext("Not known, so the request leaves a line: {names}").format(names=names)
        yield "missing", {"codes": document["missing"]}, said


def _nothing_asked(seen: Picture | None, t: Texts) -> str:
    if seen is not None and not seen.money("arrears.total") and not seen.late_unsaid:
        return t.gettext("Nothing is asked of this lender: the paper only shows it your figures")
    return t.gettext(
        "Nothing is asked of this lender; seeing what is late elsewhere, it may close a line"
    )


def _carried(seen: Picture, t: Texts) -> Iterator[Note]:
    low, said = seen.carried, carried_words(seen, t)
    if low is not None and said:
        facts = {"lowest": yuan(low.amount), "reserve": yuan(seen.amount("reserve"))}
        yield "contracts-carried", facts, said
