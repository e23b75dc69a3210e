"""Test the affordability model on made-up households; an argument sets how many of each kind."""

from __future__ import annotations

import sys

from jiebei_desktop.analysis.backtest import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
