"""Start the ``jiebei`` command, so that Ctrl-C ends it without a traceback from its first line."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command; while it is read in, and once it is done, Ctrl-C just ends the process."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from jiebei_desktop.cli import main as command

    signal.signal(signal.SIGINT, before)
    try:
        command(prog_name="jiebei")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
