"""One module or package per page of the window; pages do not know each other."""

from __future__ import annotations
