"""The manual page of the ``jiebei`` command, taken from the command itself.

    python3 dev.py manual     write build/jiebei.1

Nothing is written twice: names, arguments, options and their help are click's. The packages of
Linux carry it, and the completion of three shells beside it (packaging/installers.py).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jiebei_desktop import __version__
from jiebei_desktop.cli.call import PASSWORD
from jiebei_desktop.cli.group import COMMANDS, main

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "jiebei.1"
DAY = "2026-11-22"
SHARED = {"as_of", "as_json", "lang", "password_fd", "help"}
SEE = """The whole contract with scripts, keys of the JSON documents and the two file formats:
docs/command.md in the source."""


def escaped(text: str) -> str:
    """Return text as roff shows it: no line begins a request, hyphens stay hyphens."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def paragraphs(help_text: str) -> Iterator[str]:
    """Yield the lines of a help text; a block after a backspace keeps its lines."""
    for number, block in enumerate(help_text.strip().split("\n\n")):
        if number:
            yield ".PP"
        if block.startswith("\b"):
            yield ".nf"
            yield escaped(block.lstrip("\b\n"))
            yield ".fi"
        else:
            yield escaped(" ".join(block.split()))


def options(
    command: click.Command, context: click.Context, *, shared: bool = False
) -> Iterator[str]:
    """Yield every option with its help: a command's own, or those that all share."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        wanted = isinstance(parameter, click.Option) and (parameter.name in SHARED) is shared
        if wanted and record is not None:
            yield ".TP"
            yield f"\\fB{escaped(record[0])}\\fR"
            yield escaped(" ".join(record[1].split()))


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    root = click.Context(main, info_name="jiebei")
    yield from _head()
    yield ".SH OPTIONS OF EVERY COMMAND"
    owed = main.get_command(root, "owed")
    if owed is None:
        raise LookupError
    yield from options(owed, click.Context(owed, parent=root), shared=True)
    yield ".SH COMMANDS"
    for name in COMMANDS:
        command = main.get_command(root, name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, info_name=name, parent=root)
        usage = " ".join(command.collect_usage_pieces(context))
        yield f".SS jiebei {name} {escaped(usage)}"
        yield from paragraphs(command.help or "")
        yield from options(command, context)
    yield from _foot()


def _head() -> Iterator[str]:
    yield f'.TH JIEBEI 1 "{DAY}" "Jiebei Planner {__version__}" "Jiebei Planner"'
    yield ".ad l"
    yield ".SH NAME"
    yield "jiebei \\- what is owed, what can be paid, what to ask for; offline"
    yield ".SH SYNOPSIS"
    yield "\\fBjiebei\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]"
    yield ".SH DESCRIPTION"
    yield from paragraphs(main.help or "")


def _foot() -> Iterator[str]:
    yield ".SH ENVIRONMENT"
    yield ".TP"
    yield f"\\fB{PASSWORD}\\fR"
    yield "Password of a protected ledger."
    yield ".SH EXIT STATUS"
    yield "0: done. 1: it could not be done, one line on standard error says why. 2: wrong usage."
    yield ".SH SEE ALSO"
    yield escaped(" ".join(SEE.split()))


def text() -> str:
    """Return the page; what is no ASCII is named by its number, which every roff reads."""
    written = "\n".join(page()) + "\n"
    return re.sub(r"[^\x00-\x7f]", lambda sign: f"\\[u{ord(sign[0]):04X}]", written)


def run() -> int:
    """Write the page."""
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(text(), encoding="utf-8")
    print(OUT.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(run())
