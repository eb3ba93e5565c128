from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

import handlers
from handlers import texts
from handlers.day import EventTime
from handlers.people import CaseInBrief, Presence, Staffing, WaitingInBrief
from handlers.severity import Severity
from knowledge.text.fold import has_accents

FOLDER = Path(handlers.__file__).parent
NAMES_ONLY = "turn.py"  # the Union's name stands there as a default
#: Patterns stand there that tell words by their accents; no sentence.
PATTERNS_ONLY = ("facts.py", "continuation.py")
OTHERS = sorted(
    path
    for folder in (FOLDER, FOLDER / "calculators")
    for path in folder.glob("*.py")
    if path.name not in (NAMES_ONLY, *PATTERNS_ONLY)
)
MODULES = (
    texts,
    *(
        import_module(module.name)
        for module in pkgutil.iter_modules(texts.__path__, "handlers.texts.")
    ),
)


def spoken(source: str) -> list[str]:
    """Strings of a module that hold Vietnamese letters, docstrings left out."""
    tree = ast.parse(source)
    docs = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node not in docs and has_accents(node.value)
    ]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_only_the_catalogue_holds_vietnamese_sentences(path: Path):
    assert spoken(path.read_text(encoding="utf-8")) == []


def test_the_search_for_sentences_finds_one():
    assert spoken('"""Câu này là chú thích."""\nx = "Chào chị"') == ["Chào chị"]


#: What is told of something larger is read where that is tested.
UNREAD: list[str] = []

AT = datetime(2026, 11, 22, 14, 4, tzinfo=UTC)
#: What a function of the catalogue is called with, by the type of its parameter.
PLACEHOLDERS: dict[object, object] = {
    str: "mục",
    int: 2,
    bool: True,
    date: AT.date(),
    datetime: AT,
    Sequence[str]: ["mục"],
    Iterable[str]: ["mục"],
    EventTime: EventTime(2025, 5),
    Staffing: Staffing(Presence.AWAY, AT, AT),
    Severity: Severity.C2,
    CaseInBrief: CaseInBrief("V12", Severity.C3, "DV", AT),
    WaitingInBrief: WaitingInBrief("H5", "asked", AT, AT, AT, AT, "Chị Lan"),
}


def catalogue() -> dict[str, str]:
    """Every sentence of the catalogue, functions called with placeholders."""
    return {
        f"{module.__name__.removeprefix('handlers.')}.{name}": text
        for module in MODULES
        for name, text in sentences(module).items()
        if not name.startswith("_")
    }


def sentences(module: ModuleType) -> dict[str, str]:
    found = {name: value for name, value in vars(module).items() if isinstance(value, str)}
    for name, value in vars(module).items():
        if isinstance(value, dict) and not name.startswith("_"):
            found |= {f"{name}.{key}": getattr(e, "told", e) for key, e in value.items()}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ != module.__name__:
            continue
        types = get_type_hints(function)
        if types["return"] is bool:
            continue  # tells whether, and says nothing
        if all(types[each] in PLACEHOLDERS for each in inspect.signature(function).parameters):
            names = inspect.signature(function).parameters
            told = function(**{each: PLACEHOLDERS[types[each]] for each in names})
            told = getattr(told, "told", told)  # a reason knows how it is told
            found[name] = told if isinstance(told, str) else "\n".join(told)
        else:
            UNREAD.append(f"{module.__name__}.{name}")
    return found


def test_few_sentences_are_not_read_here():
    catalogue()
    assert len(set(UNREAD)) <= 8, set(UNREAD)


@pytest.mark.parametrize(("name", "text"), catalogue().items(), ids=list(catalogue()))
def test_every_sentence_is_plain_short_and_polite(name: str, text: str):
    assert 0 < len(text) <= 900
    assert not set("*_#`<>") & set(re.sub("#faq|#tin|PUBLIC_URL", "", text)), (
        "Zalo shows no formatting"
    )
    assert "mày" not in text.split()
    assert "  " not in text
    assert (
        len(max(text.replace("\n", ". ").split(". "), key=lambda s: len(s.split())).split()) <= 34
    )


def test_first_contact_tells_who_what_and_how_long():
    text = texts.greeting(organisation="Hội Thử", danger="Gọi 113")
    for part in ("Hội Thử", "không phải người thật", "tra luật", "tự xóa", "Gọi 113"):
        assert part in text
