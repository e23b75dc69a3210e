"""Debts as the user keeps them: typed, changed, paid, held against the lender's own figure.

Answers what one debt looks like and what a press would change, before it is saved.
May use cases and what is below it.
"""

from __future__ import annotations
