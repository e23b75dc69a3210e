"""What the layout says of heights without measuring is what would be measured."""

from __future__ import annotations

import pytest
import typst
from households import DAY, MADE

from jiebei_desktop import bundle
from jiebei_desktop.report import pdf
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

HELD = """
#context {
  let high-of(blocks, air) = measure(block(width: wide, blocks.map(b => draw(b, air: air)).join())).height
  for blocks in (..d.pages, ..d.sections) {
    let said = growing(blocks, high-of(blocks, 1.0))
    for air in (2.4, 0.7) {
      let off = calc.abs((said(air) - high-of(blocks, air)).pt())
      assert(off < 0.01, message: "off by " + str(off))
    }
  }
}
"""


@pytest.mark.parametrize(
    ("household", "locale"), [("family", "zh_CN"), ("typed", "en"), ("employee", "zh_CN")]
)
def test_a_page_with_more_or_less_air_is_as_high_as_is_reckoned(household, locale):
    book = demo.employee(DAY) if household == "employee" else MADE[household]()
    worded = compose(statement.document(statement.build(book, DAY, rulebook.load())), Texts(locale))
    kinds = {block["kind"] for page in worded["sections"] for block in page}
    assert "dense" in kinds or "table" in kinds
    source = (bundle.resources() / "report" / "plan.typ").read_bytes() + HELD.encode()
    assert typst.compile(
        source,
        format="pdf",
        font_paths=[str(bundle.resources() / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": pdf._data(worded)},
    )
