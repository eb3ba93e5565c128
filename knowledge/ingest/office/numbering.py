"""The numbers that Word prints before paragraphs of an automatic list; they stand in no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMAN = tuple(
    zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_BULLET = "-"
_LEVELS = range(9)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document; paragraphs must be asked for in their order."""

    document: Any
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _styles: dict[str | None, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        part = next(
            (rel.target_part for rel in self.document.part.rels.values()
             if rel.reltype.endswith("/numbering") and not rel.is_external),
            None,
        )  # fmt: skip
        if part is None or not hasattr(part, "element"):
            return
        for each in part.element.iterfind(qn("w:abstractNum")):
            self._levels[each.get(qn("w:abstractNumId"))] = dict(
                map(_level, each.iterfind(qn("w:lvl")))
            )
        for each in part.element.iterfind(qn("w:num")):
            self._lists[each.get(qn("w:numId"))] = _value(each, "w:abstractNumId")

    def label(self, paragraph: Any) -> str:
        """What Word prints before this paragraph ("II.", "a)", "-"), ``''`` where nothing."""
        number, depth = self._list_of(paragraph)
        levels = self._levels.get(self._lists.get(number, ""), {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[number], {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _printed(levels, counts, depth)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """List and depth of the paragraph, its own or its style's."""
        for properties in (paragraph._p.pPr, *self._of_style(paragraph)):
            found = properties.find(qn("w:numPr")) if properties is not None else None
            if found is not None:
                depth = _value(found, "w:ilvl") or "0"
                return _value(found, "w:numId"), int(depth) if depth.isdigit() else 0
        return "", 0

    def _of_style(self, paragraph: Any) -> list[Any]:
        """The properties of its style; looking a style up is slow, so each is looked up once."""
        name = paragraph._p.style
        if name not in self._styles:
            self._styles[name] = _properties(paragraph.style)
        return self._styles[name]


def _properties(style: Any) -> list[Any]:
    """The properties of a style and of the styles that it is based on."""
    found: list[Any] = []
    while style is not None and len(found) < len(_LEVELS):
        found.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    return found


def _level(element: Any) -> tuple[int, _Level]:
    start = _value(element, "w:start")
    level = _Level(
        form=_value(element, "w:numFmt") or "decimal",
        pattern=_value(element, "w:lvlText"),
        start=int(start) if start.isdigit() else 1,
    )
    return int(element.get(qn("w:ilvl"))), level


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return (child.get(qn("w:val")) or "") if child is not None else ""


def _printed(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    if levels[depth].form == "bullet":
        return _BULLET
    if levels[depth].form == "none":
        return ""
    text = levels[depth].pattern
    for level in levels:
        count = counts.get(level, levels[level].start)
        text = text.replace(f"%{level + 1}", written(count, levels[level].form))
    return text.strip()


def written(count: int, form: str) -> str:
    """A number as Word writes it: 4 as ``4``, ``IV``, ``iv``, ``D`` or ``d``."""
    if form.endswith("Roman"):
        roman = _roman(count)
        return roman.upper() if form.startswith("upper") else roman
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text
