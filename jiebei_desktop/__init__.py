"""借呗还款规划 (Jiebei Planner): an offline debt planner for one household."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""No matrix is multiplied here: numpy's threads for it would only cost their start."""

__version__ = "0.1.0"
