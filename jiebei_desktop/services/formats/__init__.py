"""Documents in and out: strict JSON with the path of what is wrong, whole files.

Answers whether a document says what its format asks, and writes files that are never half there.
May use nothing of the other rooms.
"""

from __future__ import annotations
