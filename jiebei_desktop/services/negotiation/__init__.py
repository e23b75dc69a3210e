"""The talk with each lender: stages, proposal versions, days to remember, case warnings.

Answers where each talk stands, what comes next and by when.
May use plans and what is below it.
"""

from __future__ import annotations
