"""Takes signature stamps and page headers of the gazette's PDF files out of the text of the law.

They are printed over the page and land in the middle of an article when the text is extracted; a
quotation must not show them.
"""

from __future__ import annotations

import re

# A stamp ends in its time zone. "+07:00" may be followed by the page number on a line of its own, a
# stamp cut off at "+07:" always is.
_STAMP = re.compile(
    r"\s*(?:Người ký|Ký bởi):[^\n]{0,200}?(?:Thời gian ký|Ngày ký):\s*[\d.\-/]+\s+[\d:]+\s*\+07:"
    r"(?:00(?:\s*\n\d{1,4}(?=\s*(?:\n|$)))?|\s*\d{1,4}(?=\s|$))?[^\S\n]*(?P<end>\n?)"
)
_HEADER = re.compile(
    r"(?:(?<=\n)|(?<=\s)|^)(?:\d{1,4}\s+)?CÔNG BÁO/\s?Số \d+(?: \+ \d+)*/Ngày \d\d-\d\d-\d{4}"
    r"(?:\s+\d{1,4}(?=\s|$))?[^\S\n]*"
)


def without_stamps(text: str) -> str:
    """The text without stamps and headers; where one stood alone on its line, the line is gone."""
    if "+07:" not in text and "CÔNG BÁO" not in text:
        return text
    cleaned = _STAMP.sub(_gap, text)
    return _HEADER.sub("", cleaned).strip()


def _gap(stamp: re.Match[str]) -> str:
    alone = stamp[0].startswith("\n") or stamp["end"]
    return "\n" if alone else " "
