"""Papers from banks, wallets and lenders: read, judged, matched, looked through, booked.

Answers what each row became and which debts a paper shows.
May use files and what is below it.
"""

from __future__ import annotations
