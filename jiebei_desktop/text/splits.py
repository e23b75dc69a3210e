"""Words about the parts of a payment."""

from __future__ import annotations

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.splits import SplitProblem
from jiebei_desktop.text.formats import money
from jiebei_desktop.text.texts import Texts


def split_problem(problem: SplitProblem, t: Texts) -> str:
    """Say what is wrong with the parts of a payment, and by how much."""
    match problem.code:
        case "amount":
            return t.gettext("An amount is needed")
        case "direction":
            return t.gettext("All parts have the sign of the whole amount")
        case "debt":
            return t.gettext("Only what was spent of your own money repays a debt")
        case "category":
            return t.gettext("A category of this direction is needed")
        case "nothing":
            return t.gettext("One part needs a category; what repays a debt alone is noted there")
        case _:
            return left_words(problem.left, t)


def left_words(left: Fen, t: Texts) -> str:
    """Say what no part holds; ``left`` is negative where the parts hold too much."""
    some = t.gettext("{amount} is in no part yet")
    words = some if left > 0 else t.gettext("The parts are {amount} too much")
    return words.format(amount=money(Fen(abs(left))))
