"""Words for a call about a claim that a court has, or has decided: no word as if it had not.

Nothing is promised beside the amount of the request: in enforcement a settlement (执行和解) is
proposed, in writing; after a judgment how it is performed; before one a settlement in court.
"""

from __future__ import annotations

from collections.abc import Mapping

from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.services.papers.call_desk import CallDesk, Demand
from jiebei_desktop.text.texts import Texts, Wording


def opening(desk: CallDesk, t: Texts) -> str:
    """Return what is said first where a court has it; empty where none has."""
    stage = desk.debt.stage
    if stage is Stage.ENFORCEMENT:
        return t.pgettext(
            "call",
            "The court has decided and it is being enforced. I would like to settle in enforcement "
            "and put it in writing to you and the court.",
        )
    if stage is Stage.LITIGATION and desk.judged:
        return t.pgettext(
            "call",
            "The court has decided. I would like to agree how I perform the judgment, and put it "
            "in writing.",
        )
    if stage is Stage.LITIGATION:
        return t.pgettext("call", "It is before the court already. I am ready to settle it there.")
    return ""


def answers(desk: CallDesk) -> Wording:
    """Return what is answered otherwise than before a suit; empty where no court has it."""
    stage = desk.debt.stage
    if stage is Stage.LITIGATION and desk.judged:
        return _JUDGED
    return {} if stage is None else _BY_STAGE.get(stage, {})


_WRITTEN: Wording = {
    Demand.SIGN_FIRST: lambda t: t.pgettext(
        "call",
        "First please send me the terms in writing: each amount and day, what it pays first, what "
        "is let go, and that they go to the court. I will confirm once I have read it.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "I pay nothing today on a call. Please tell me in writing to which account it is to be "
        "paid and what of the court's sum it counts for.",
    ),
}
_JUDGED: Wording = {
    **_WRITTEN,
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. The court has decided; I ask to perform the judgment by what "
        "I can keep up.",
    ),
    Demand.SUE: lambda t: t.pgettext(
        "call",
        "The court has decided already, and I answer its papers in time. I would like to agree how "
        "I perform the judgment; please send me your terms in writing, I answer once I have read "
        "them.",
    ),
    Demand.NO_SUCH_PLAN: lambda t: t.pgettext(
        "call",
        "Then please tell me who handles the judgment for you; I send it to them in writing.",
    ),
}
_BY_STAGE: Mapping[Stage, Wording] = {
    Stage.LITIGATION: {
        **_WRITTEN,
        Demand.ALL_AT_ONCE: lambda t: t.pgettext(
            "call",
            "I cannot pay it all at once. It is before the court; I am ready to settle there, by "
            "what I can keep up.",
        ),
        Demand.SUE: lambda t: t.pgettext(
            "call",
            "It is before the court already, and I answer its papers in time. I am ready to settle "
            "there; please send me your terms in writing, I answer once I have read them.",
        ),
        Demand.NO_SUCH_PLAN: lambda t: t.pgettext(
            "call",
            "Then please tell me who speaks for you before the court; I send it to them and to the "
            "judge in writing.",
        ),
    },
    Stage.ENFORCEMENT: {
        **_WRITTEN,
        Demand.ALL_AT_ONCE: lambda t: t.pgettext(
            "call",
            "I cannot pay it all at once. The court has decided; I ask for a settlement in "
            "enforcement by what I can keep up, and report my means truthfully.",
        ),
        Demand.SUE: lambda t: t.pgettext(
            "call",
            "The court has decided and it is being enforced; I report my means truthfully. I "
            "propose a settlement in enforcement. Please answer in writing, through the court.",
        ),
        Demand.NO_SUCH_PLAN: lambda t: t.pgettext(
            "call",
            "Then please tell me who handles the enforcement; I send it to them and to the judge "
            "of enforcement in writing.",
        ),
    },
}
