"""What the frozen programs run: ``jiebei`` is the command, anything else the window."""

from __future__ import annotations

import sys
from pathlib import Path

from jiebei_desktop.importers import apart


def main() -> int | None:
    """Run the program asked for, or be the child that takes a stranger's paper apart."""
    if sys.argv[1:] == [apart.FLAG]:
        return apart.main()
    if Path(sys.argv[0]).stem.lower() == "jiebei":
        from jiebei_desktop.cli.__main__ import main as run  # noqa: PLC0415 - each program loads its own half
    else:
        from jiebei_desktop.__main__ import main as run  # noqa: PLC0415
    return run()


if __name__ == "__main__":
    sys.exit(main())
