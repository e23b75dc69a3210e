"""Widgets shared by pages."""

from __future__ import annotations
