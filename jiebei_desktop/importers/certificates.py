"""Rows of the wallets' certificates on paper, which list what was done and so have no status."""

from __future__ import annotations

from jiebei_desktop.importers.alipay import Alipay
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Verdict
from jiebei_desktop.importers.wechat import WeChat

_ALIPAY_STATUSES = {"退款": "退款成功", "放款": "放款成功", "还款": "还款成功"}
"""What the description of an uncounted row says of it."""
_RECEIVED = "收入"
_SPENT = "支出"


class AlipayCertificate(Alipay):
    """Judges the rows of Alipay's 交易流水证明."""

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; a refund, a draw and a repayment are told by their words."""
        found = [status for word, status in _ALIPAY_STATUSES.items() if word in row.item]
        counted = row.direction == _SPENT or (row.direction == _RECEIVED and "退款" not in row.item)
        status = found[0] if found and not counted else "交易成功"
        return super().judge(row._replace(status=status))


class WeChatCertificate(WeChat):
    """Judges the rows of WeChat Pay's 交易明细证明."""

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is, as if it had been paid."""
        return super().judge(row._replace(status="支付成功"))
