"""借呗还款规划 (Jiebei Planner): an offline debt planner for one household."""

from __future__ import annotations

__version__ = "0.1.0"
