"""Small PDFs written by hand: text at places, as banks print it."""

from __future__ import annotations

import zlib

WIDTH, HEIGHT = 595, 842
SIZE = 8.0


def wide(text, size=SIZE):
    """Return the width of a text in points: Latin characters take half of a Han character."""
    return sum(size / 2 if ord(sign) < 0x2000 else size for sign in text)


class Sheet:
    """One page under construction; y counts from the top."""

    def __init__(self, rotate=0):
        self.parts = []
        self.rotate = rotate

    def put(self, x, y, text, size=SIZE, angle=(1, 0, 0, 1)):
        code = text.encode("utf-16-be").hex()
        turn = " ".join(str(part) for part in angle)
        self.parts.append(f"BT /F {size} Tf {turn} {x} {HEIGHT - y} Tm <{code}> Tj ET")
        return self

    def row(self, xs, y, cells, size=SIZE, leading=10):
        """Put cells side by side; the lines of a cell stand around the middle of the row."""
        for x, cell in zip(xs, cells, strict=True):
            lines = cell.split("\n")
            top = y - leading * (len(lines) - 1) / 2
            for n, line in enumerate(lines):
                if line:
                    self.put(x, top + n * leading, line, size)
        return self


def pdf(*sheets, extra=""):
    """Return the bytes of a PDF; a character's code is its code point."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(sheets)))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
            "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [0 8191 500] "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            "/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 "
            "/Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>"
        ),
        _stream(cmap.encode()),
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(_stream("\n".join(sheet.parts).encode()))
    return _file(objects)


def _stream(data):
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >> stream\n".encode()
    return head + packed + b"\nendstream"


def _file(objects):
    made = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(made))
        body = content if isinstance(content, bytes) else content.encode()
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    made += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return bytes(made)


def table(names, xs, rows, head=(), first=60, pitch=24, **options):
    """Return a sheet with lines above a table, its names, and its rows."""
    sheet = Sheet(**options)
    for n, line in enumerate(head):
        sheet.put(40, 30 + 14 * n, line)
    top = max(first, 40 + 14 * len(head))
    sheet.row(xs, top, names)
    for n, cells in enumerate(rows, start=1):
        sheet.row(xs, top + n * pitch, cells)
    return sheet
