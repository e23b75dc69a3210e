"""Test the affordability model on made-up households, or the forecast on a ledger's own past.

``backtest.py [N [SEED]]``: N households of each kind and length of history (20 when left out).
``backtest.py N SEED KINDS [MONTHS]``: these only, as in ``300 1 fallen_wage,gig 12,24``.
``backtest.py LEDGER [YYYY-MM-DD]``: forecast every past month from what was known before it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from backtest_past import check_forecast
from backtest_scores import main

from jiebei_desktop.services.keeping.session import Session


def of_ledger(path: Path, as_of: date | None) -> int:
    """Print how often the band of the forecast held what the ledger then showed."""
    with Session.open(path) as session:
        book = session.book()
    last = max((entry.date for entry in book.entries), default=date(2000, 1, 1))
    found = check_forecast(book, as_of or last)
    by_distance: dict[int, list[bool]] = defaultdict(list)
    for trial in found.trials:
        by_distance[trial.ahead].append(trial.is_inside)
    print(f"{len(found.trials)} forecasts of past months; four in five should hold")
    for ahead, held in sorted(by_distance.items()):
        print(f"{ahead} months ahead: {sum(held)} of {len(held)} held")
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and Path(arguments[0]).exists():
        day = date.fromisoformat(arguments[1]) if len(arguments) > 1 else None
        raise SystemExit(of_ledger(Path(arguments[0]), day))
    raise SystemExit(main(arguments))
