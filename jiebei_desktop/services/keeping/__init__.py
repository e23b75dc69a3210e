"""The ledger as a thing to keep: opened, undone, copied, protected, restored, salvaged.

Answers what is open, what was done last, where the copies lie and what this machine prefers.
May use reference and formats.
"""

from __future__ import annotations
