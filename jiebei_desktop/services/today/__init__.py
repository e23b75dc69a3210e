"""The first page: where things stand, what is urgent and the one next step.

Answers what matters today.
May use every room.
"""

from __future__ import annotations
