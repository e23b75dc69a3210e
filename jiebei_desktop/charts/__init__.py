"""Figures: snapshot and words in, matplotlib figure out."""

from __future__ import annotations
