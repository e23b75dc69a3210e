"""What the frozen command runs."""

from __future__ import annotations

import sys

from jiebei_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
