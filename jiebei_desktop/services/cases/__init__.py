"""What happened with a lender: contacts, evidence, facts, agreements and their instalments.

Answers what is on record in a case and what proves it.
May use statements and what is below it.
"""

from __future__ import annotations
