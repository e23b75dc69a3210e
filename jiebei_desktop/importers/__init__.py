"""Statement files: bytes in, classified rows and problems out; no database, no window."""

from __future__ import annotations
