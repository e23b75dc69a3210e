from __future__ import annotations

from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt


def test_a_figure_that_no_paper_tells_is_unknown_not_nought():
    seen = ProposedDebt(id="x", name="示例贷", lender="示例消费金融", product="other")
    assert (seen.limit, seen.balance, seen.overdue, seen.principal) == (None, None, None, None)
    assert (seen.paper, seen.closed, seen.late_months) == (Paper.STATEMENT, False, None)
