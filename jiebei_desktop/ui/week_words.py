"""Words of the days until the next income: header, columns, and the reckoning behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.this_week import CASH, Payable, Rank
from jiebei_desktop.services.picture import Picture, Week
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.picture import how_words
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.explain import ExplainLine

PAYDAY, SPREAD, UNKNOWN = "payday", "spread", "unknown"


class RowWords(Struct, frozen=True, kw_only=True):
    """One row of a column."""

    title: str
    when: str
    reason: str = ""
    amount: str = ""


class WeekWords(Struct, frozen=True, kw_only=True):
    """A picture's week, ready to be worded; amounts follow the masking."""

    week: Week
    seen: Picture
    masking: Masking

    def _money(self, code: str) -> Fen:
        return self.seen.amount(f"week.{code}")

    def _plain(self, fen: Fen) -> str:
        """Write an amount without its sign, fen only where there are any."""
        exact = fen % 100 == 0
        return self.masking.plain(fen) if exact else self.masking.amount(fen)

    @property
    def days(self) -> int:
        """Days until the income, or days looked at."""
        return (self.week.until - self.seen.key.as_of).days

    def header(self) -> str:
        """Return what stands beside the title."""
        count, day = self.days, formats.short_day(self.week.until, texts())
        if self.week.comes == UNKNOWN:
            return _("It is not known when the next income comes")
        if self.week.comes == SPREAD:
            return _("Income comes on many days; the next {count} days are looked at").format(
                count=count
            )
        if self.week.comes != PAYDAY:
            return _("No income is known ahead; the next {count} days are looked at").format(
                count=count
            )
        message = ngettext(
            "Cash must last until {income} on {day}, {count} day from now",
            "Cash must last until {income} on {day}, {count} days from now",
            count,
        )
        income = self.week.income or _("the next income")
        return message.format(income=income, day=day, count=count)

    def safe_title(self) -> str:
        """Return the name of the hero."""
        if self.week.comes == PAYDAY:
            return _("Safe to spend before it comes")
        message = ngettext(
            "Safe to spend in {count} day", "Safe to spend in {count} days", self.days
        )
        return message.format(count=self.days)

    def safe(self) -> str:
        """Return the hero."""
        fen = self._money("safe")
        return self.masking.whole(fen) if fen % 100 == 0 else self.masking.money(fen)

    def per_day(self) -> str:
        """Return what a day may take."""
        amount = self.masking.plain(self._money("per_day"))
        return _("about {amount} yuan a day").format(amount=amount)

    def parts(self) -> tuple[Fen, Fen, Fen]:
        """Return the parts of the bar: safe, left over, set aside."""
        return self._money("safe"), self._money("spare"), self._money("aside")

    def can_spend(self) -> str:
        """Return the words under the left end of the bar."""
        return _("To spend {amount}").format(amount=self._plain(self._money("safe")))

    def at_hand(self) -> str:
        """Return the words under the right end of the bar."""
        spare = self._money("spare")
        cash = self._plain(self.seen.amount("cash"))
        aside = self._plain(self._money("aside"))
        if spare:
            return _("At hand {cash}, set aside {aside}, left over {spare}").format(
                cash=cash, aside=aside, spare=self._plain(spare)
            )
        return _("At hand {cash}, set aside {aside}").format(cash=cash, aside=aside)

    def sentence(self) -> str:
        """Say what is short and what would help, or that it is enough."""
        floor, safe = self.seen.money("week.floor"), self._money("safe")
        said = [self._need()]
        if floor is not None and safe < floor:
            said.append(
                _(
                    "The local minimum standard for these days is {floor}: call 12345 today and"
                    " ask for emergency relief (临时救助)."
                ).format(floor=self.masking.plain(floor))
            )
        elif floor is None and self._money("missing"):
            said.append(_("Where food runs short, 12345 tells about emergency relief (临时救助)."))
        return formats.sentences(*said)

    def _need(self) -> str:
        need, missing = self._money("need"), self._money("missing")
        values = {
            "count": self.days,
            "need": self.masking.plain(need),
            "missing": self.masking.plain(missing),
        }
        if not need:
            return _(
                "No living costs are recorded: this is only what is left. Enter them, and it"
                " becomes true."
            )
        if not missing:
            return _("That is enough for the necessary living of {count} days, {need}.").format(
                **values
            )
        ask = self._to_ask()
        if ask is None:
            return _(
                "The necessary living of {count} days takes {need}; {missing} is missing."
            ).format(**values)
        values["name"] = category_name(ask.name, texts())
        if self.week.comes != PAYDAY:
            return _(
                "The necessary living of {count} days takes {need}; {missing} is missing. Ask"
                " first whether {name} can wait."
            ).format(**values)
        values["day"] = formats.short_day(self.week.until + timedelta(days=1), texts())
        return _(
            "The necessary living of {count} days takes {need}; {missing} is missing. Ask first"
            " whether {name} can wait until {day}."
        ).format(**values)

    def _to_ask(self) -> Payable | None:
        """Return the largest amount for the home before the income: the first to ask about."""
        homes = [one for one in (*self.week.held, *self.week.first) if one.rank is Rank.HOME]
        return max(homes, key=lambda one: one.amount, default=None)

    def first_rows(self) -> tuple[RowWords, ...]:
        """Return what is paid first, living on top."""
        living = RowWords(
            title=_("Food, the way to work, treatment"),
            when=pgettext("when", "Now"),
            reason=_("Out of the {amount} that can be spent").format(
                amount=self._plain(self._money("safe"))
            ),
        )
        return (living, *(self._first(claim) for claim in self.week.first))

    def _first(self, claim: Payable) -> RowWords:
        amount, day = self._plain(claim.amount), formats.short_day(claim.day, texts())
        if claim.kind == "plan":
            title = _("First payment of the plan {amount}").format(amount=amount)
            return RowWords(title=title, when=day, reason=self._shared(claim))
        name = claim.name if claim.debt else category_name(claim.name, texts())
        title = f"{name} {amount}"
        return RowWords(title=title, when=day, reason=_reason(claim))

    def _shared(self, claim: Payable) -> str:
        later = claim.day >= self.week.until
        count = self.week.creditors
        if later:
            message = ngettext(
                "Send the plan first; paid after the income, to {count} lender",
                "Send the plan first; paid after the income, shared by {count} lenders",
                count,
            )
        else:
            message = ngettext(
                "Set aside, for {count} lender that waits",
                "Set aside, shared by {count} lenders that wait",
                count,
            )
        return message.format(count=count)

    def held_total(self) -> str:
        """Return the sum of what waits."""
        held = self._money("held")
        return _("In all {amount}").format(amount=self.masking.amount(held)) if held else ""

    def held_rows(self) -> tuple[RowWords, ...]:
        """Return what waits, one line each."""
        told: list[RowWords] = []
        late = {one.debt for one in self.week.held if one.kind == "arrears"}
        for claim in self.week.held:
            name, overdue = claim.name, claim.kind == "arrears"
            if claim.debt in late and not overdue:
                name = _("{debt}, next one").format(debt=name)
            day = formats.short_day(claim.day, texts())
            when = pgettext("when", "Past due") if overdue else day
            told.append(RowWords(title=name, when=when, amount=self.masking.amount(claim.amount)))
        return tuple(told)

    def closing(self) -> str:
        """Return the line under what waits."""
        if not self.week.held:
            return _("Everything that falls due can be paid.")
        return _("Not unpaid for good: tell each of them first on which day you can pay what.")

    def terms(self) -> tuple[ExplainLine, ...]:
        """Return the reckoning of the hero, row by row."""
        amount = self.masking.amount
        rows = [
            ExplainLine(
                name=category_name(claim.name, texts()) or _("The plan"),
                working=_reason(claim),
                value=amount(Fen(-claim.amount)),
            )
            for claim in self.week.first
            if claim.day < self.week.until or claim.kind != "plan"
        ]
        spare = self._money("spare")
        if spare:
            rows.append(
                ExplainLine(
                    name=_("Kept over"),
                    working=_("more than living needs; kept for those who wait"),
                    value=amount(Fen(-spare)),
                )
            )
        cash = ExplainLine(
            name=_("Cash at hand"), working="", value=amount(self.seen.amount("cash"))
        )
        result = ExplainLine(
            name=_("Safe to spend"), working="", value=amount(self._money("safe")), strong=True
        )
        waits = [
            ExplainLine(name=row.title, working=row.when, value=row.amount)
            for row in self.held_rows()
        ]
        return (cash, *rows, result, *self._waiting(waits))

    def _waiting(self, rows: Sequence[ExplainLine]) -> tuple[ExplainLine, ...]:
        if not rows:
            return ()
        held = self.masking.amount(self._money("held"))
        return (*rows, ExplainLine(name=_("Waits in all"), working="", value=held, strong=True))

    def how(self) -> str:
        """Return the sentence behind the hero."""
        return how_words(self.seen["week.safe"], texts())


def _reason(claim: Payable) -> str:
    """Return why a claim is paid before others."""
    if claim.kind == "arrears":
        return _("Can be paid: then it is late no longer")
    if claim.kind == CASH:
        return _("Out of cash that the plan never needs; once confirmed in writing")
    return _REASONS[claim.rank]()


_REASONS: Mapping[Rank, Callable[[], str]] = {
    Rank.HOME: lambda: _("The home comes first; set aside"),
    Rank.WORK: lambda: _("Earning depends on it; set aside"),
    Rank.COURT: lambda: _("A court or the law asks for it; set aside"),
    Rank.AGREED: lambda: _("Agreed: once broken, usually all falls due; set aside"),
    Rank.PLAN: lambda: _("The plan's payment before the income"),
    Rank.REST: lambda: _("Can be paid on its day"),
    Rank.FAMILY: lambda: _("Can be paid as promised"),
    Rank.LATER: lambda: _("Can be paid; it could wait"),
}
