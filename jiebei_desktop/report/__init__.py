"""Documents: plan facts and words in, PDF bytes out."""

from __future__ import annotations
