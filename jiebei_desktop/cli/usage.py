"""Wrong usage in one sentence, in the language asked for: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import IO, Any

import click

from jiebei_desktop.text.languages import FIRST, languages
from jiebei_desktop.text.texts import Texts

_LANGUAGE = "--lang"
TEXTS = "jiebei.texts"
"""Where the context keeps the texts the command answers in."""


def texts_of(ctx: click.Context | None) -> Texts:
    """Return the texts the running command answers in."""
    found = None if ctx is None else ctx.find_root().meta.get(TEXTS)
    return found if isinstance(found, Texts) else Texts(FIRST)


class Refused(click.UsageError):
    """Wrong usage whose message is in the user's language already."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the one sentence."""
        click.echo(self.message, file=file, err=True)


class Placed(click.Command):
    """Says of every fault in its words that it was in its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Refusing(Placed):
    """A command that leaves it to `refused` to say what is left over."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words and refuse those that nothing asks for."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise _TooMany(" ".join(rest), ctx)
        return rest


class _TooMany(click.UsageError):
    """Words that no parameter takes; the message is these words."""


def language(words: Sequence[str]) -> Texts:
    """Return the texts a command line asks for, wherever in it and whatever else is wrong."""
    found = FIRST
    for place, word in enumerate(words):
        name, sign, value = word.partition("=")
        if name == _LANGUAGE:
            value = value if sign else "".join(words[place + 1 : place + 2])
            found = value if value in languages() else found
    return Texts(found)


def refused(error: click.UsageError, t: Texts) -> click.UsageError:
    """Return an error of usage as one sentence; help that was asked for by no word stays help."""
    if isinstance(error, Refused | click.exceptions.NoArgsIsHelpError):
        return error
    path = "jiebei" if error.ctx is None else error.ctx.command_path
    words = t.gettext("{what}; see {command} --help").format(
        what=_what(error, t).rstrip(".。"), command=path
    )
    return Refused(" ".join(words.split()), error.ctx)


def _what(error: click.UsageError, t: Texts) -> str:
    match error:
        case click.NoSuchOption() | click.NoSuchCommand():
            return _unknown(error, t)
        case click.BadOptionUsage():
            return _without_fit(error, t).format(name=error.option_name)
        case click.MissingParameter():
            words = t.gettext("{name} is missing; add it")
            return words.format(name=_name(error)) + _choices(error, t)
        case click.BadParameter():
            return f"{_name(error)}: {_kind(error, t) or error.message}"
        case _TooMany():
            return t.gettext("“{words}” is one word too many; leave it out").format(
                words=error.message
            )
        case _:
            return error.message


def _unknown(error: click.NoSuchOption | click.NoSuchCommand, t: Texts) -> str:
    if isinstance(error, click.NoSuchOption):
        words, name = t.gettext("there is no option {name}"), error.option_name
        near = error.possibilities or []
    else:
        words, name = t.gettext("there is no command {name}"), error.command_name
        near = get_close_matches(name, _commands(error.ctx))
    said = words.format(name=name)
    return said + t.gettext(", perhaps {name} is meant").format(name=near[0]) if near else said


def _commands(ctx: click.Context | None) -> list[str]:
    group = None if ctx is None else ctx.command
    return group.list_commands(ctx) if ctx and isinstance(group, click.Group) else []


def _without_fit(error: click.BadOptionUsage, t: Texts) -> str:
    own = [] if error.ctx is None else error.ctx.command.get_params(error.ctx)
    flags = [each for each in own if getattr(each, "is_flag", False)]
    if any(error.option_name in each.opts for each in flags):
        return t.gettext("{name} takes no value; leave it out")
    return t.gettext("{name} needs a value behind it")


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    return " / ".join(param.opts) if param.param_type_name == "option" else str(param.name).upper()


def _choices(error: click.BadParameter, t: Texts) -> str:
    kind = None if error.param is None else error.param.type
    if not isinstance(kind, click.Choice):
        return ""
    return t.gettext(" ({choices})").format(choices=", ".join(map(str, kind.choices)))


def _kind(error: click.BadParameter, t: Texts) -> str:
    """Return what a value of click's own kinds must be; nothing for ours, which say it."""
    kind = None if error.param is None else error.param.type
    if isinstance(kind, click.Choice):
        return t.gettext("it must be one of: {choices}").format(
            choices=", ".join(map(str, kind.choices))
        )
    if isinstance(kind, click.IntRange):
        words = t.gettext("it must be a whole number from {least} to {most}")
        return words.format(least=kind.min, most=kind.max)
    if kind is click.INT:
        return t.gettext("it must be a whole number")
    return ""
