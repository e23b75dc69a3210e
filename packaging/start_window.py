"""What the frozen window program runs."""

from __future__ import annotations

import sys

from jiebei_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
