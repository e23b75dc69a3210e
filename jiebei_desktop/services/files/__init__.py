"""A ledger as a file of its own: household and offer files, anonymised copies, examples, exports.

Answers what a file holds, and brings a whole household in or out.
May use the book and what is below it.
"""

from __future__ import annotations
