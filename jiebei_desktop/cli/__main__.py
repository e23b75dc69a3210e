"""``python -m jiebei_desktop.cli``: the command without an installed entry point."""

from __future__ import annotations

from jiebei_desktop.cli import main

main(prog_name="jiebei")
