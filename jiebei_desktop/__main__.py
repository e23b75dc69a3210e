"""Start the window: read the arguments, then hand over to the composition root."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from jiebei_desktop.text.languages import languages


def parser() -> argparse.ArgumentParser:
    """Return the command line of the window."""
    made = argparse.ArgumentParser(prog="jiebei-desktop", description="Offline debt planner.")
    made.add_argument("ledger", nargs="?", type=Path, help="ledger file to open")
    made.add_argument("--lang", choices=languages(), help="language of the window")
    made.add_argument(
        "--theme", choices=("system", "light", "dark", "contrast"), help="look of the window"
    )
    made.add_argument("--data-dir", type=Path, help="folder for preferences, logs and the lock")
    made.add_argument("--self-test", action="store_true", help="open, check and close")
    made.add_argument("--pictures", type=Path, metavar="DIR", help="draw every page into DIR")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    gc.disable()  # what is imported stays; the window collects by its own clock
    read = parser().parse_args(arguments)
    if read.self_test or read.pictures:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from jiebei_desktop import app

    return app.run(
        app.LaunchOptions(
            ledger=read.ledger,
            language=read.lang,
            theme=read.theme,
            data_dir=read.data_dir,
            self_test=read.self_test,
            pictures=read.pictures,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
