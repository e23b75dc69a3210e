"""Ways ahead: repayments side by side, what-ifs, shares, loan offers, cash flow and life to come.

Answers what each way costs and needs; reads the picture for every figure it shares with it.
May use the picture and what is below it.
"""

from __future__ import annotations
