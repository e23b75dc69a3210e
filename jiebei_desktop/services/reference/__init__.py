"""What ships with the program: the rule book, guides, product templates, published fixings.

Answers which rule, hotline, document or usual term is in force on a day.
May use nothing of the other rooms.
"""

from __future__ import annotations
