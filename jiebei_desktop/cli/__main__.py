"""Start ``jiebei`` or ``python -m jiebei_desktop.cli``: Ctrl-C ends it without a traceback."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command; while it is read in, and once it is done, Ctrl-C just ends the process."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from jiebei_desktop.cli.group import main as command

    signal.signal(signal.SIGINT, before)
    try:
        command(prog_name="jiebei")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
