"""What comes into a household and what goes out, month by month, with ranges and origins.

One reading, `prospect`, answers it for affordability, forecast, pages and papers; it uses the
domain's values and reckons nothing of debts but what protected ones require.
"""

from __future__ import annotations

from jiebei_desktop.analysis.prospect.build import prospect
from jiebei_desktop.analysis.prospect.stream import AHEAD, Stream, StreamOrigin
from jiebei_desktop.analysis.prospect.value import (
    Answers,
    Dated,
    Gap,
    LaterMonth,
    LevelShift,
    MonthAhead,
    MonthFigure,
    MonthRow,
    NoIncome,
    Prospect,
    Repaid,
)

__all__ = [
    "AHEAD",
    "Answers",
    "Dated",
    "Gap",
    "LaterMonth",
    "LevelShift",
    "MonthAhead",
    "MonthFigure",
    "MonthRow",
    "NoIncome",
    "Prospect",
    "Repaid",
    "Stream",
    "StreamOrigin",
    "prospect",
]
