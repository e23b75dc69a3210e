"""Papers that can be signed: plan, letters, record of an agreement, checks before a signature.

Answers what a paper says, to whom, with which number and checksum.
May use every room but today.
"""

from __future__ import annotations
