"""The sentences of each warning; every placeholder is a fact of the finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.text.finding_late import overdue
from jiebei_desktop.text.texts import Texts

Words = tuple[str, str]
"""A title and a detail, both with ``{placeholders}``."""


def _count(finding: Finding, key: str) -> int:
    number = finding.facts.get(key)
    return number if isinstance(number, int) else 0


def _limitation(_finding: Finding, t: Texts) -> Words:
    return t.gettext("{debt}: the claim may be out of time"), t.gettext(
        "The last due day, payment or demand known here was on {since}, more than {years} years "
        "ago. Ask 12348 about the limitation period before you sign, promise or pay; a promise may "
        "begin it anew."
    )


def _accelerated(finding: Finding, t: Texts) -> Words:
    if finding.facts.get("lent_by") == "person":
        return t.gettext("{debt}: all of it is asked back"), t.gettext(
            "Asked on {announced}; {total} is open. Say how much you can pay and when, before you "
            "are asked again."
        )
    if finding.facts.get("announced") is not None:
        return t.gettext("{debt}: the lender has called in the whole debt"), t.gettext(
            "Announced on {announced}. {total} is due; penalty interest runs at {per_day} a "
            "day. Ask for the balance by parts and for the notice in writing.",
        )
    return t.gettext("{debt}: if the whole debt were called in"), t.gettext(
        "Not announced so far. Penalty interest is {per_day} a day now; on all {principal} of "
        "principal it would be {per_day_then} a day.",
    )


def _floor(finding: Finding, t: Texts) -> Words:
    if finding.facts.get("measure") == "standard":
        title = t.gettext("Paying everything due would leave less than the local living standard")
        return title, t.gettext(
            "Income {income} less {required} due within 30 days leaves {left}; the local "
            "standard for your household is {floor}. Living comes first: talk to the lenders "
            "before the due days.",
        )
    return t.gettext("Paying everything due would leave too little to live on"), t.gettext(
        "Income {income} less {required} due within 30 days leaves {left}; a usual month's "
        "living takes {floor}. Living comes first: talk to the lenders before the due days.",
    )


def _cost(finding: Finding, t: Texts) -> Words:
    name = t.gettext("{debt}: true annual cost {nominal}, above {line}")
    if finding.facts.get("lender_type") == "unknown":
        said = t.gettext(
            "{nominal} simple, {effective} compound. First find out who lends: for a licensed "
            "lender {line} is a reference line, between private persons another cap applies.",
        )
        return name, _so_far(finding, said, t)
    said = t.gettext(
        "{nominal} simple, {effective} compound: both are above the {line} reference line for "
        "licensed lenders. In court one may ask for a reduction; it does not come by itself.",
    )
    return name, _so_far(finding, said, t)


def _near(_finding: Finding, t: Texts) -> Words:
    return t.gettext("{debt}: annual cost at the border of {line}"), t.gettext(
        "{nominal} simple is not above {line}, {effective} compound is. Which way of counting "
        "the line means is not public, so treat it as a border case.",
    )


def _private(finding: Finding, t: Texts) -> Words:
    title = t.gettext("{debt}: annual rate {nominal}, above four times the LPR ({line})")
    if finding.facts.get("measured") == "filing":
        said = t.gettext(
            "The contract is older than the cap. From 20 August 2020 on, the standard on the day "
            "of filing applies; today that is {line} (LPR published on {lpr_date}). A court can be "
            "asked not to support interest above it.",
        )
        return title, _so_far(finding, said, t)
    said = t.gettext(
        "The cap of the contract date {contract_date} is {line} (LPR published on {lpr_date}). "
        "It binds private lending only. A court can be asked not to support interest above it.",
    )
    return title, _so_far(finding, said, t)


def _so_far(finding: Finding, said: str, t: Texts) -> str:
    """Return what was said with what it comes to up to today, where that is known."""
    if not finding.facts.get("excess_fen"):
        return said
    return t.gettext("{said} Up to today {excess} lies above that line.").replace("{said}", said)


def _total(finding: Finding, t: Texts) -> Words:
    title, said = _lateness(finding, t)
    if finding.facts.get("lender_type") != "unknown":
        return title, said
    more = t.gettext("{said} First find out who lends: {line} is the highest line that may hold.")
    return title, more.replace("{said}", said)


def _lateness(finding: Finding, t: Texts) -> Words:
    title = t.gettext("{debt}: what is late costs {annual} a year")
    if finding.facts.get("excess_fen") is None:
        return title, t.gettext(
            "Penalty comes to {annual} a year, above {line}. Since when it was charged is not known"
            " here, so the part above the line is not reckoned: ask the lender for the days.",
        )
    if not finding.facts["excess_fen"]:
        return title, t.gettext(
            "Penalty and late fees on the principal that is late run at {annual} a year, above "
            "{line}. What has been charged so far is not above that line by a yuan, so there is "
            "nothing to bring down yet.",
        )
    if finding.facts.get("fees_fen") or finding.facts.get("interest_fen"):  # no yearly rate
        return t.gettext("{debt}: charges for being late above {line} a year"), t.gettext(
            "{charges} of charges for being late stand on principal of {base} on average. {line} "
            "a year on it comes to {allowed}; {excess} is above. In court one may ask for a "
            "reduction of that part.",
        )
    return title, t.gettext(
        "The penalty on the principal that is late runs at {annual} a year, above {line}. So far "
        "the part above it is {excess}. In court one may ask for a reduction of that part.",
    )


def _kantou(finding: Finding, t: Texts) -> Words:
    title = t.gettext("{debt}: received {received}, but owing {face}")
    if finding.facts.get("payment_fen") is None:
        return title, t.gettext(
            "{missing} was held back. Interest may not be deducted in advance: where it was, "
            "principal is what was received.",
        )
    return title, t.gettext(
        "{missing} was held back. Interest may not be deducted in advance: where it was, principal "
        "is what was received. Reckoned on {received}, an instalment is {payment} and the whole "
        "{repaid}: {difference} less.",
    )


def _hidden(_finding: Finding, t: Texts) -> Words:
    return t.gettext("It says {stated} a year, but costs {nominal}"), t.gettext(
        "With every fee counted the true annual rate is {nominal} simple, {effective} compound. "
        "Ask for the form that lists the whole cost.",
    )


def _scam(_finding: Finding, t: Texts) -> Words:
    return t.gettext("Signs of fraud: {count}"), t.gettext(
        "Do not transfer money and do not hand over documents, codes or a SIM card. Check with "
        "the lender's own official line first; 96110 and 110 help when money has moved.",
    )


def _minimum(finding: Finding, t: Texts) -> Words:
    title = t.gettext("{debt}: what paying only the minimum means")
    if finding.facts.get("in_full_fen"):
        return title, t.gettext(
            "Paid in full by {due} ({in_full}), a bill usually bears no interest. With the minimum "
            "{first} only, interest runs from the day of each purchase: {per_day} a day now.",
        )
    if finding.facts.get("months") is None:
        return title, t.gettext(
            "The next minimum is {first}. With minimum payments only the balance never quite "
            "ends; the rest bears {per_day} a day.",
        )
    return title, t.gettext(
        "The next minimum is {first}. With minimum payments only it takes {months} months and "
        "{interest} of interest; today the rest bears {per_day} a day.",
    )


def _stale(finding: Finding, t: Texts) -> Words:
    match finding.facts.get("kind"), finding.facts.get("since"):
        case "dibao", None:
            return (
                t.gettext("The local living standard has no date"),
                t.gettext("Enter the day it was published; local standards change every year."),
            )
        case "dibao", _:
            return (
                t.gettext("The local living standard is more than a year old"),
                t.gettext("It is of {since}. Ask the civil affairs office or 12345 for today's."),
            )
        case "lpr", _:
            return (
                t.gettext("The LPR table ends {days} days ago"),
                t.gettext("The last fixing is of {since}. Add newer ones in Settings, Rule data."),
            )
        case _:
            return t.gettext("A rule has run out"), t.gettext(
                "{rule_title} held until {since}. Check what applies now."
            )


def _due(finding: Finding, t: Texts) -> Words:
    days, person = _count(finding, "days"), finding.facts.get("lent_by") == "person"
    if days == 0:
        office = t.gettext("If it does not fit, call the lender today and ask for a later day.")
        close = t.gettext("If it does not fit, tell them today and say when you can pay.")
        return t.gettext("{debt}: {amount} due today"), close if person else office
    office = t.gettext("Due on {due}. If it does not fit, call the lender before that day.")
    close = t.gettext("Due on {due}. If it does not fit, tell them before that day.")
    title = t.ngettext(
        "{debt}: {amount} due in {days} day", "{debt}: {amount} due in {days} days", days
    )
    return title, close if person else office


def _deadline(finding: Finding, t: Texts) -> Words:
    title = t.ngettext(
        "{debt}: {days} day left to answer the court",
        "{debt}: {days} days left to answer the court",
        _count(finding, "days"),
    )
    return title, t.gettext(
        "Last day: {due}. Papers of a court are never left unanswered: write, attend, and bring "
        "proof of payments.",
    )


def _agreement_missed(finding: Finding, t: Texts) -> Words:
    title = t.ngettext(
        "{debt}: {count} agreed instalment is past its day",
        "{debt}: {count} agreed instalments are past their day",
        _count(finding, "count"),
    )
    return title, t.gettext(
        "{amount} since {since}. Tell the lender today, before they end the agreement, and ask for "
        "a later day or a smaller amount.",
    )


def _agreement_risk(finding: Finding, t: Texts) -> Words:
    title = t.ngettext(
        "{debt}: the instalment in {days} day may not be covered",
        "{debt}: the instalment in {days} days may not be covered",
        _count(finding, "days"),
    )
    return title, t.gettext(
        "{amount} is due on {due}; {short} is missing to keep {reserve} for a week's living. "
        "Ask for a change before the day, not after it.",
    )


def _runway(finding: Finding, t: Texts) -> Words:
    title = t.ngettext(
        "Cash reaches for {days} day", "Cash reaches for {days} days", _count(finding, "days")
    )
    return title, t.gettext(
        "Cash at hand {cash}; living and debts for home and work take {monthly} a month.",
    )


WORDS: Mapping[str, Callable[[Finding, Texts], Words]] = {
    "W-LIMITATION": _limitation,
    "W-OVERDUE": overdue,
    "W-ACCEL": _accelerated,
    "W-FLOOR": _floor,
    "W-COST-24": _cost,
    "W-NEAR-24": _near,
    "W-PRIVATE-CAP": _private,
    "W-TOTAL-24": _total,
    "W-KANTOU": _kantou,
    "W-FEE-HIDDEN": _hidden,
    "W-SCAM-FEE": _scam,
    "W-REPAID-LESS": lambda _, t: (
        t.gettext("Less goes back than arrives"),
        t.gettext(
            "{received} arrives, {repaid} goes back: {difference} less. No lender gives money away:"
            " an amount or the number of instalments is wrong, or something is not told.",
        ),
    ),
    "W-MINPAY": _minimum,
    "W-ROLLOVER": lambda _, t: (
        t.gettext("{percent_points}% of recent repayments followed a new loan"),
        t.gettext(
            "In the last {days} days {repaid} was repaid, {matched} of it within a week of a new "
            "loan. Replacing debt by debt adds its cost; a plan within your means does not.",
        ),
    ),
    "W-CARD-LINE": lambda _, t: (
        t.gettext("{debt}: stay in touch with the bank and keep proof of it"),
        t.gettext(
            "{principal} of principal is {days} days late. Card fraud needs all of these: the "
            "intent never to repay, two effective demands, more than {months} months, and {line} "
            "of principal. Being unable to pay is no crime: answer, say what happened, pay what "
            "you can, and keep the proof.",
        ),
    ),
    "W-STALE-DATA": _stale,
    "W-DEADLINE": _deadline,
    "W-AGREE-MISSED": _agreement_missed,
    "W-AGREE-RISK": _agreement_risk,
    "W-RUNWAY": _runway,
    "W-DUE-7": _due,
    "W-CLASH": lambda _, t: (
        t.gettext("On {on} cash is short of a due amount"),
        t.gettext(
            "By the known dates {short} is missing on {on}, {days} days from now. Moving the due "
            "day to just after pay-day is something a lender can be asked for.",
        ),
    ),
    "W-SPIRAL": lambda finding, t: (
        t.gettext("Payments do not even cover what the debts cost")
        if _count(finding, "pays_fen") < _count(finding, "cost_fen")
        else t.gettext("Payments hardly exceed what the debts cost"),
        t.gettext(
            "The debts cost {cost} a month; {pays} a month is or can be paid. Below that cost the "
            "total grows, so the terms have to change, not the effort.",
        ),
    ),
    "W-NEGAM": lambda _, t: (
        t.gettext("{debt}: payments do not cover the running cost"),
        t.gettext(
            "In {days} days {paid} was paid and about {cost} was added. Ask whether interest "
            "and penalty can stop, so that payments reduce the debt.",
        ),
    ),
    "W-DSR": lambda _, t: (
        t.gettext("Debts take {percent_points}% of income"),
        t.gettext("{required} is due within 30 days against an income of {income} in a month."),
    ),
    "W-PEN-RANGE": lambda _, t: (
        t.gettext("{debt}: penalty at {multiplier} times the contract rate"),
        t.gettext("Usual for bank loans is {low} to {high} times. Check the contract's own words."),
    ),
    "W-MISMATCH": lambda _, t: (
        t.gettext("{debt}: {difference} between the lender's figure and the ledger"),
        t.gettext(
            "On {on} the lender shows {theirs}, the ledger {ledger}. A payment may be missing here "
            "or a fee there; ask for the balance by parts.",
        ),
    ),
    "W-UTILISATION": lambda _, t: (
        t.gettext("{debt}: {percent_points}% of the limit is used"),
        t.gettext("{used} of {limit}."),
    ),
    "W-COLLECT": lambda _, t: (
        t.gettext("{debt}: a contact may not follow the collection standard"),
        t.gettext(
            "{count} contacts are marked. The standard is recommended, not compulsory; the record "
            "can be shown to the lender or to 12378.",
        ),
    ),
    "W-ALLOC-UNKNOWN": lambda _, t: (
        t.gettext("{debt}: the order in which payments count is unknown"),
        t.gettext(
            "Principal today is {principal_low} to {principal_high}, the whole {total_low} to "
            "{total_high}. Look it up in the contract or ask the lender.",
        ),
    ),
    "W-KIN": lambda _, t: (
        t.gettext("{debt}: a loan of relatives is asked like a lender's"),
        t.gettext("It is classed as a lender's. If it is of family or friends, change its class."),
    ),
}
"""The words of every id of the catalogue."""
