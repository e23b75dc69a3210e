"""The picture of a household on one day: every named figure, reckoned once, for every head.

Answers what is owed, due, coming in, spent, left, affordable, and where three ways of paying lead.
May use what is known of debts, statements and cases; plans, negotiation and papers stand above it.
"""

from __future__ import annotations

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.services.picture.figure import Figure, NextDue, Origin, Rates, Term, Unit, Value
from jiebei_desktop.services.picture.lanes import HORIZONS, CreditRecord, Lane, LaneName, Late
from jiebei_desktop.services.picture.last_known import last_key, last_known, last_written, remember
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.services.picture.reading import Reading, key_of, read, reading_of
from jiebei_desktop.services.picture.trails import StageReached
from jiebei_desktop.services.picture.week import Week, WeekState
from jiebei_desktop.services.picture.whole import (
    Picture,
    at_payment,
    glance,
    picture,
    picture_of,
)

__all__ = [
    "HORIZONS",
    "CreditRecord",
    "Figure",
    "Lane",
    "LaneName",
    "Late",
    "Low",
    "NextDue",
    "Origin",
    "Picture",
    "Rates",
    "Reading",
    "StageReached",
    "Term",
    "Unit",
    "Value",
    "Week",
    "WeekState",
    "at_payment",
    "glance",
    "home_of",
    "key_of",
    "last_key",
    "last_known",
    "last_written",
    "picture",
    "picture_of",
    "read",
    "reading_of",
    "remember",
]
