"""What every command shares: its options, opening a ledger, answering in JSON or in words."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from msgspec import Struct

from jiebei_desktop.cli.usage import TEXTS, Refusing, texts_of
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, AmountError, Fen, parse_yuan
from jiebei_desktop.domain.problems import PasswordNeeded
from jiebei_desktop.services.formats.json_fields import EARLIEST, LATEST
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.languages import FIRST, languages
from jiebei_desktop.text.texts import Texts

_MOST_PERCENT = 1000
_NUMBER = click.IntRange(0, 2**31 - 1)
STDIN = "-"
PASSWORD = "JIEBEI_PASSWORD"  # noqa: S105 - the name of the variable, no password
_Read = TypeVar("_Read")


class NotUsable(Exception):  # noqa: N818 - told to the user as it is
    """Something given to a command cannot be used; the message is already in their language."""


class NotBlank(click.ParamType[str]):
    """Text that says something: blank text names nothing and is wrong usage."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it is or refuse it as wrong usage."""
        return _said(self, str(value), param, ctx)


class NamedFile(click.Path):
    """Where a file lies or goes; blank text is wrong usage, and a folder's name unless allowed.

    ``-`` is standard input where that is read, and no name of a file elsewhere.
    """

    def __init__(self, *, folder: bool = False, stdin: bool = False) -> None:
        super().__init__(path_type=Path)
        self._folder = folder
        self._stdin = stdin

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path or refuse it as wrong usage."""
        text, t = _said(self, str(value), param, ctx), texts_of(ctx)
        path = Path(text)
        as_folder = text.endswith(("/", os.sep)) or not path.name
        if not self._folder and (as_folder or path.is_dir()):
            message = t.gettext("{value} is a folder; name a file")
            self.fail(message.format(value=value), param, ctx)
        if as_folder and not path.is_dir():
            message = t.gettext("{file}: there is no such folder; make it first")
            self.fail(message.format(file=value), param, ctx)
        if text == STDIN and not self._stdin:
            self.fail(t.gettext("- is no name of a file; write one, such as ./-"), param, ctx)
        return super().convert(value, param, ctx)


def _said(
    kind: click.ParamType[Any], text: str, param: click.Parameter | None, ctx: click.Context | None
) -> str:
    if not text.strip():
        kind.fail(texts_of(ctx).gettext("it is blank; say it or leave it out"), param, ctx)
    return text


class Yuan(click.ParamType[Fen]):
    """An amount in yuan with at most two decimals, not negative."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fen:
        """Read the amount or refuse it as wrong usage."""
        try:
            fen = parse_yuan(str(value))
        except AmountError:
            fen = Fen(-1)
        if not 0 <= fen <= MOST:
            message = texts_of(ctx).gettext(
                "{value} is no amount from 0 to {most} yuan, such as 2800 or 2800.50"
            )
            self.fail(message.format(value=repr(value), most=amount(MOST)), param, ctx)
        return fen


class Percent(click.ParamType[Decimal]):
    """A yearly rate in percent, such as 18.25."""

    name = "percent"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read the rate as a fraction or refuse it as wrong usage."""
        try:
            found = Decimal(half_width(str(value)).removesuffix("%"))
        except InvalidOperation:
            found = Decimal(-1)
        if not (found.is_finite() and 0 <= found <= _MOST_PERCENT):
            message = texts_of(ctx).gettext(
                "{value} is no yearly rate from 0 to {most} percent, such as 18.25"
            )
            self.fail(message.format(value=repr(value), most=_MOST_PERCENT), param, ctx)
        return found / 100


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day or refuse it as wrong usage."""
        if isinstance(value, date):
            return value
        try:
            found = date.fromisoformat(half_width(str(value)))
        except ValueError:
            found = date.min
        if not EARLIEST <= found <= LATEST:
            message = texts_of(ctx).gettext(
                "{value} is no day from {least} to {most}, such as 2026-11-22"
            )
            facts = {"value": repr(value), "least": EARLIEST, "most": LATEST}
            self.fail(message.format(**facts), param, ctx)
        return found


class Call(Struct, frozen=True, kw_only=True):
    """One command being run."""

    as_of: date
    t: Texts
    as_json: bool
    password_fd: int | None

    def password(self) -> str | None:
        """Return the password given for this run, from a descriptor or the environment.

        Raises:
            NotUsable: the descriptor cannot be read.
        """
        if self.password_fd is not None:
            try:
                with os.fdopen(self.password_fd, encoding="utf-8", closefd=False) as stream:
                    return stream.readline().rstrip("\r\n")
            except (OSError, UnicodeError) as error:
                words = self.t.gettext(
                    "--password-fd {number}: no password in UTF-8 can be read;"
                    " give an open descriptor"
                )
                raise NotUsable(words.format(number=self.password_fd)) from error
        return os.environ.get(PASSWORD) or None

    def new_password(self) -> str | None:
        """Return the password a new ledger gets, None for none.

        Raises:
            NotUsable: a descriptor was named and has none.
        """
        password = self.password()
        if self.password_fd is not None and not password:
            raise NotUsable(self.t.gettext("The password given is empty; nothing was made"))
        return password

    def open(self, ledger: Path, damage: str = "") -> Session:
        """Open a ledger; a protected one takes the given password or asks on the terminal.

        With ``damage``, only to look at what is left of it.
        """
        try:
            session = _opened(ledger, None, damage)
        except PasswordNeeded:
            session = _opened(ledger, self.secret(ledger), damage)
        if self.as_of < today() and not damage:
            self.tell_early(session, self.as_of)
        return session

    def not_past(self, option: str, day: date | None) -> None:
        """Refuse a day to come that is over as wrong usage."""
        if day is not None and day < self.as_of:
            words = self.t.gettext("{option} {value} lies before {today}; name that day or later")
            raise click.UsageError(words.format(option=option, value=day, today=self.as_of))

    def tell_early(self, session: Session, on: date) -> None:
        """Say of which debts a day lies before all that is known: figures of later are taken."""
        from jiebei_desktop.services.debts.owing import read_later

        found = read_later(session.ledger.debts(), on)
        words = self.t.gettext("{debt}: nothing is known before {day}; its figures are of that day")
        for debt, read in found.items():
            click.echo(words.format(debt=debt, day=read.isoformat()), err=True)

    def secret(self, ledger: Path) -> str:
        """Return the password of a protected file, asked for on the terminal if need be.

        Raises:
            PasswordNeeded: none was given and there is no terminal.
        """
        given = self.password()
        if given:
            return given
        if not sys.stdin.isatty():
            raise PasswordNeeded(str(ledger))
        question = self.t.pgettext("column", "Password")
        return str(click.prompt(question, hide_input=True, err=True))

    def answer(self, document: Mapping[str, Any], lines: Iterable[str]) -> None:
        """Write the answer: the document with ``--json``, else the lines."""
        if self.as_json:
            write_json(document)
        else:
            for line in lines:
                click.echo(line)


def _opened(ledger: Path, password: str | None, damage: str) -> Session:
    if damage:
        return Session.open_damaged(ledger, password, damage)
    return Session.open(ledger, password)


def with_bar(items: Sequence[_Read]) -> Iterator[_Read]:
    """Yield items; a terminal shows on standard error how many are done."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(items, file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def write_json(document: Mapping[str, Any]) -> None:
    """Write one JSON document to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def today() -> date:
    """Return the calendar's day; the only place of the command that asks for it."""
    return date.today()  # noqa: DTZ011, TID251 - a head reads the calendar, in local time


def _spoken(ctx: click.Context, _param: click.Parameter, lang: str) -> Texts:
    texts = ctx.find_root().meta[TEXTS] = Texts(lang)
    return texts


def command(
    name: str, needs: Mapping[str, str] | None = None
) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command of a function that takes a ``Call`` first, with the shared options.

    ``needs`` names parameters that have no effect without another one.
    """

    def make(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def run(
            *, as_of: date, texts: Texts, as_json: bool, password_fd: int | None, **own: Any
        ) -> None:
            _refuse_idle(click.get_current_context(), needs or {}, texts)
            call = Call(as_of=as_of, t=texts, as_json=as_json, password_fd=password_fd)
            function(call, **own)

        shared = (
            click.option(
                "--as-of", type=Day(), default=today, show_default="today", help="Day of reckoning."
            ),
            click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document."),
            click.option(
                "--lang",
                "texts",
                type=click.Choice(languages()),
                default=FIRST,
                show_default=True,
                is_eager=True,  # what is wrong with the others is said in it
                callback=_spoken,
            ),
            click.option(
                "--password-fd", type=_NUMBER, help=f"Read the password here, not from {PASSWORD}."
            ),
        )
        for option in shared:
            run = option(run)
        return click.command(name, cls=Refusing)(run)

    return make


def was_given(ctx: click.Context, name: str) -> bool:
    """Say whether a parameter was written on the command line."""
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _refuse_idle(ctx: click.Context, needs: Mapping[str, str], t: Texts) -> None:
    """Refuse a parameter that says nothing because the one it belongs to is not there."""
    written = {each.name: each.opts[0] for each in ctx.command.params}
    for name, other in needs.items():
        if was_given(ctx, name) and not was_given(ctx, other):
            message = t.gettext("{option} has no effect without {other}; add it or leave it out.")
            raise click.UsageError(message.format(option=written[name], other=written[other]))


ledger_argument = click.argument("ledger", type=NamedFile())
seed_option = click.option(
    "--seed",
    type=_NUMBER,
    default=0,
    show_default=True,
    help="Seed of the random draws.",
)


def known_debt(session: Session, code: str, t: Texts) -> Debt:
    """Return the debt with an id.

    Raises:
        NotUsable: the ledger has no such debt; the message names those it has.
    """
    debts = session.ledger.debts()
    for debt in debts:
        if debt.id == code:
            return debt
    message = t.gettext("{ledger} has no debt with the id {id}; it has: {known}")
    known = ", ".join(debt.id for debt in debts) or "–"
    raise NotUsable(message.format(ledger=session.path, id=code, known=known))
