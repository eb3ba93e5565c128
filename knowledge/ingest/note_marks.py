"""Takes the marks of footnotes out of the text of the law.

A consolidated text (văn bản hợp nhất) hangs a number in brackets on every place that was amended:
``4.[33] Giá trị quyền sử dụng đất``, ``tổ dân phố[5]``. The notes are not in the text at hand, and
a number in the midst of a quotation only puzzles whoever reads it.
"""

from __future__ import annotations

import re

# Fields of forms are [01] or stand by themselves; columns and formulas have no word before them.
_MARK = re.compile(r"(?<=[^\W_]|[.,;:)”\"])\[[1-9]\d{0,2}\](?![\]=+*/-])")


def without_note_marks(text: str) -> str:
    """The text without the numbers of its footnotes."""
    return _MARK.sub("", text) if "[" in text else text
