"""Errors of the world as one plain line: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from jiebei_desktop.cli.call import NotUsable
from jiebei_desktop.domain.fair_shares import MoreThanOwed
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.formats.json_fields import HouseholdError
from jiebei_desktop.services.reference.fixings import RuleRefused
from jiebei_desktop.text.formats import money, percent
from jiebei_desktop.text.rule_updates import refusal
from jiebei_desktop.text.texts import Texts


def line(error: Exception, t: Texts) -> str:
    """Return the line for an error; one nobody foresaw is named by its type, to be reported."""
    match error:
        case NotUsable():
            said = str(error)
        case Trouble():
            words = _troubles(t).get(error.kind, t.gettext("{file}: the ledger cannot be used"))
            detail = _disk(error.detail, t) if error.kind == "disk" else error.detail
            said = words.format(file=error.path, detail=detail)
        case HouseholdError():
            said = _field(error, t)
            said = f"{error.file}: {said}" if error.file else said
        case RuleRefused():
            said = refusal(error, t)
        case MoreThanOwed():
            words = t.gettext("{amount} is more than all debts together; nothing to share")
            said = words.format(amount=money(error.args[0]))
        case OSError(filename=None):
            words = t.gettext("The answer could not be written ({detail})")
            said = words.format(detail=_disk(error.strerror or str(error), t))
        case OSError():
            said = f"{error.filename}: {_disk(error.strerror or str(error), t)}"
        case _:
            words = t.gettext("The program made a mistake ({what}); nothing was changed")
            said = words.format(what=type(error).__name__)
    return " ".join(said.split())


def _disk(detail: str, t: Texts) -> str:
    """Say in the user's language why a disk takes nothing, as far as system or engine tell."""
    known = (
        (("is full", "No space left"), t.gettext("it is full")),
        (("readonly", "Read-only"), t.gettext("it is write-protected")),
        (("symbolic links",), t.gettext("it is a link that leads back to itself")),
        (("Permission denied", "not permitted"), t.gettext("you may not write there")),
    )
    return next((said for marks, said in known if any(one in detail for one in marks)), detail)


def _troubles(t: Texts) -> Mapping[str, str]:
    return {
        **_more_troubles(t),
        "ledger-missing": t.gettext("{file}: there is no such ledger; make one with: jiebei new"),
        "ledger-gone": t.gettext(
            "{file} was moved, deleted or replaced while it was open; nothing was changed"
        ),
        "ledger-exists": t.gettext("{file} exists already and was left as it is; choose another"),
        "ledger-in-use": t.gettext("{file} is open in another window or command; close it first"),
        "ledger-from-the-future": t.gettext(
            "{file} was written by a newer version ({detail}); update the program to open it"
        ),
        "ledger-damaged": t.gettext(
            "{file} is damaged ({detail}); restore a copy from the folder beside it"
        ),
        "foreign-schema": t.gettext(
            "{file}: its tables are not those of this program ({detail}), so it was not opened;"
            " restore a copy from the folder beside it"
        ),
        "ledger-in-the-way": t.gettext(
            "{file} is a ledger or another database; nothing was written, choose another name"
        ),
        "not-our-file": t.gettext(
            "{file} is there already and was not written by this program; choose another name,"
            " or say --force"
        ),
        "no-ordinary-file": t.gettext(
            "{file} is a folder, a device, a pipe or a link to itself; nothing was written, name a"
            " file"
        ),
        "one-file-twice": t.gettext(
            "{file} is named for two files at once; nothing was written, give each its own name"
        ),
    }


def _more_troubles(t: Texts) -> Mapping[str, str]:
    """Return the words of what is wrong with a file, its password or its place."""
    return {
        "copy-is-the-ledger": t.gettext(
            "{file} is the ledger itself and no copy of it; nothing was changed, name a copy from"
            " the folder beside it"
        ),
        "not-a-ledger": t.gettext(
            "{file} is not a ledger of this program; name a file that jiebei new or the window made"
        ),
        "password-needed": t.gettext(
            "{file} is protected; give its password by --password-fd or JIEBEI_PASSWORD"
        ),
        "wrong-password": t.gettext("{file}: this password does not open it; try again"),
        "folder-missing": t.gettext("{file}: there is no such folder; make it first"),
        "disk": t.gettext("{file}: the disk did not take it ({detail}); nothing was changed"),
    }


def _field(error: HouseholdError, t: Texts) -> str:
    allowed = ", ".join(error.allowed)
    if error.what == "wrong-format":
        return t.gettext('"format" must be {allowed}').format(allowed=allowed)
    if error.what == "out-of-range" and allowed:
        low, high = error.allowed
        words = t.gettext("{path} must lie between {low} and {high}")
        return words.format(path=error.path, low=low, high=high)
    if error.what == "wrong-count":
        low, high = error.allowed
        words = t.gettext("{path} must hold {low} to {high} entries")
        return words.format(path=error.path, low=low, high=high)
    if error.what == "high-rate":
        allowed = percent(Fraction(allowed), t=t)
    words = _wants(t).get(error.what, t.gettext("{path} is not what it must be"))
    return words.format(path=error.path, allowed=allowed)


def _wants(t: Texts) -> Mapping[str, str]:
    return {
        "missing": t.gettext("{path} is missing"),
        "not-object": t.gettext("{path} must be an object"),
        "not-list": t.gettext("{path} must be a list"),
        "not-text": t.gettext("{path} must be text"),
        "empty": t.gettext("{path} must not be empty"),
        "not-plain": t.gettext("{path} holds a control character, such as \\u0000; take it out"),
        "too-long": t.gettext("{path} is longer than {allowed} characters; shorten it"),
        "not-amount": t.gettext('{path} must be an amount in yuan as text, such as "1100.16"'),
        "negative": t.gettext("{path} must not be negative"),
        "not-positive": t.gettext("{path} must be more than zero"),
        "not-rate": t.gettext('{path} must be a fraction as text, such as "0.0005"'),
        "not-date": t.gettext('{path} must be a day as text, such as "2026-11-22"'),
        "not-integer": t.gettext("{path} must be a whole number"),
        "out-of-range": t.gettext("{path} is outside the range that makes sense"),
        "not-flag": t.gettext("{path} must be true or false"),
        "not-one-of": t.gettext("{path} must be one of: {allowed}"),
        "not-wanted": t.gettext("{path} is not used with {allowed}; leave it out"),
        "too-many-children": t.gettext(
            "{path} must name fewer children than household.members: one adult at least"
        ),
        "not-after-start": t.gettext('{path} must come after the day of the offer, "date"'),
        "above-face": t.gettext('{path} must not be more than "face", the amount owed'),
        "before-start": t.gettext("{path} must not be before the first day"),
        "other-part": t.gettext("{path} must be that of the other parts of split {allowed}"),
        "before-contract": t.gettext("{path} must not be before the day of the contract"),
        "after-balance": t.gettext("{path} must not be after the day of the balance"),
        "above-principal": t.gettext("{path} must not be more than the principal"),
        "above-whole": t.gettext("{path} must not be more than the whole"),
        "too-large": t.gettext("{path} is more than a ledger holds ({allowed})"),
        "high-rate": t.gettext(
            "{path} is {allowed} a year; if a percentage was meant, write it as a fraction "
            "(0.05 % is 0.0005); if it is right, load again with --accept"
        ),
        "duplicate": t.gettext("{path} is given twice"),
    }
