"""What the frozen command runs."""

from __future__ import annotations

import sys

from jiebei_desktop.cli import main as run
from jiebei_desktop.importers import apart


def main() -> int | None:
    """Run the program, or be the child that takes a stranger's paper apart."""
    if sys.argv[1:] == [apart.FLAG]:
        return apart.main()
    return run()


if __name__ == "__main__":
    sys.exit(main())
