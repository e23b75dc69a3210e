"""Completion for the shells people use."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

PROGRAM = "jiebei"
VARIABLE = "_JIEBEI_COMPLETE"
SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


def script(shell: str, group: click.Command) -> str:
    """Return the lines a shell reads to complete ``jiebei``; they ask the program itself."""
    made = SHELLS[shell](group, {}, PROGRAM, VARIABLE)
    return made.source_template % made.source_vars()


@click.command("completion")
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Write what makes a shell complete commands, options and files.

    \b
    bash: jiebei completion bash > ~/.local/share/bash-completion/completions/jiebei
    zsh:  jiebei completion zsh > FOLDER/_jiebei, with FOLDER in $fpath
    fish: jiebei completion fish > ~/.config/fish/completions/jiebei.fish
    """  # noqa: D301 - click keeps the lines after a backspace
    click.echo(script(shell, ctx.find_root().command))
