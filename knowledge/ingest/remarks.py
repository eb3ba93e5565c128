"""Takes editors' remarks out of the text of the law.

A private collection of laws writes into its texts which decree guides a clause, and which law
amended it: ``[Khoản này được sửa đổi bởi … có hiệu lực từ ngày 01/07/2026]``, often in the middle
of a sentence. Nothing of it is the law's; what it tells of changes stands in the register of
amendments (``knowledge/library/amendments.yaml``).
"""

from __future__ import annotations

import re

_REMARK = re.compile(
    r"\[[^\[\]]*có hiệu lực từ ngày \d{1,2}/\d{1,2}/\d{4}[^\[\]]*\]", re.IGNORECASE
)
_ALONE = re.compile(rf"^[^\S\n]*(?:{_REMARK.pattern})[^\S\n]*\n", re.MULTILINE | re.IGNORECASE)
_BETWEEN = re.compile(rf"[^\S\n]*(?:{_REMARK.pattern})", re.IGNORECASE)


def without_remarks(text: str) -> str:
    """The text without remarks; where one stood alone on its line, the line is gone."""
    if "[" not in text:
        return text
    return _BETWEEN.sub("", _ALONE.sub("", text)).strip()
