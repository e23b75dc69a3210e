"""The commands: one thin face over the services, without a window (docs/command.md)."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from jiebei_desktop import __version__
from jiebei_desktop.cli import usage
from jiebei_desktop.cli.usage import TEXTS, texts_of

COMMANDS = {
    "new": "ledgers",
    "load": "ledgers",
    "dump": "ledgers",
    "schema": "ledgers",
    "check": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "salvage": "keeping",
    "export": "keeping",
    "anonymise": "keeping",
    "import": "statements",
    "lender": "names",
    "adopt": "adopting",
    "category": "names",
    "split": "splitting",
    "picture": "picture",
    "owed": "debts",
    "schedule": "debts",
    "apr": "debts",
    "afford": "afford",
    "compare": "means",
    "offers": "asking",
    "ask": "asking",
    "warn": "asking",
    "rules": "rules",
    "plan": "documents",
    "letter": "letters",
    "call": "calling",
    "completion": "shells",
}
"""Every command with the module of this package that holds it; loaded when it is asked for."""

STOPPED = 130
"""Exit code of what was stopped by Ctrl-C, as shells have it."""
_NEW_OBJECTS = 100_000
"""Objects between two searches for garbage; the usual 700 cost a long import a twentieth."""


class _Group(usage.Placed, click.Group):
    """The commands; an error of the world becomes one plain line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's name
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        module = import_module(f"jiebei_desktop.cli.{home}")
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the words before the command; what is wrong is said in the language asked for."""
        texts = usage.language(args)
        try:
            ctx = super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise usage.refused(error, texts) from error
        ctx.meta[TEXTS] = texts
        return ctx

    def invoke(self, ctx: click.Context) -> object:
        gc.set_threshold(_NEW_OBJECTS)
        write_utf8(sys.stdout, sys.stderr)
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise usage.refused(error, texts_of(ctx)) from error
        except (click.Abort, KeyboardInterrupt) as error:
            click.echo(texts_of(ctx).gettext("Stopped."), err=True)
            raise click.exceptions.Exit(STOPPED) from error
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # the last one: whoever reads the pipe has gone, which click ends silently
        except Exception as error:
            from jiebei_desktop.cli import troubles  # what it needs is not there sooner than asked

            line = troubles.line(error, texts_of(ctx))
            click.echo(line, err=True)
            _close(sys.stdout)
            raise click.exceptions.Exit(1) from error


def _close(stream: object) -> None:
    """Let go of what an answer could not be written to, or the end would say so once more."""
    if isinstance(stream, TextIOWrapper):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_utf8(*streams: object) -> None:
    """Let a pipe or file carry UTF-8 on every system; a terminal keeps what it understands.

    Windows would write its own code page, which the reader of our JSON cannot know.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@click.group("jiebei", cls=_Group)
@click.version_option(__version__, prog_name="jiebei")
def main() -> None:
    """Work with a ledger of debts: what is owed, what can be paid, what to ask for.

    Amounts are yuan. --json gives one JSON document on standard output. Nothing is ever sent
    anywhere.
    """
