"""Words: facts in, sentences of one language out."""

from __future__ import annotations
