from __future__ import annotations

import ast
import inspect
import pkgutil
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import handlers
from handlers import texts
from handlers.day import EventTime
from handlers.people import CaseInBrief
from handlers.severity import Severity
from handlers.texts import (
    calculator,
    directory,
    duty,
    easy_reading,
    feedback,
    figures,
    matches,
    menu,
    privacy,
    reading,
    section,
    validity,
)
from knowledge.text.fold import has_accents

FOLDER = Path(handlers.__file__).parent
NAMES_ONLY = "turn.py"  # the Union's name stands there as a default
#: Patterns stand there that tell words by their accents; no sentence.
PATTERNS_ONLY = "facts.py"
OTHERS = sorted(
    path
    for folder in (FOLDER, FOLDER / "calculators")
    for path in folder.glob("*.py")
    if path.name not in (NAMES_ONLY, PATTERNS_ONLY)
)
MODULES = (
    texts,
    calculator,
    directory,
    duty,
    easy_reading,
    feedback,
    figures,
    matches,
    menu,
    privacy,
    reading,
    section,
    validity,
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
            found |= {f"{name}.{key}": each for key, each in value.items()}
    lists = {"references", "lines", "successors", "before", "names", "codes", "happened"}
    numbers = {"page", "part", "parts", "count", "number"}
    at = datetime(2026, 11, 22, 14, 4, tzinfo=UTC)
    case = CaseInBrief("V12", Severity.C3, "DV", at)
    special = {"time": EventTime(2025, 5), "more": True, "at": at, "received_at": at, "case": case}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ != module.__name__:
            continue
        names = inspect.signature(function).parameters
        given = {n: ["mục"] if n in lists else 2 if n in numbers else "mục" for n in names}
        found[name] = function(**given | {n: special[n] for n in names if n in special})
    return found


def test_every_module_of_the_catalogue_is_read():
    names = {module.name for module in pkgutil.iter_modules(texts.__path__, "handlers.texts.")}
    assert names | {"handlers.texts"} == {module.__name__ for module in MODULES}


@pytest.mark.parametrize(("name", "text"), catalogue().items(), ids=list(catalogue()))
def test_every_sentence_is_plain_short_and_polite(name: str, text: str):
    assert 0 < len(text) <= 900
    assert not set("*_#`<>") & set(text), "Zalo shows no formatting"
    assert "mày" not in text.split()
    assert "  " not in text
    assert (
        len(max(text.replace("\n", ". ").split(". "), key=lambda s: len(s.split())).split()) <= 34
    )


def test_first_contact_tells_who_what_and_how_long():
    text = texts.greeting(organisation="Hội Thử", danger="Gọi 113")
    for part in ("Hội Thử", "không phải người thật", "tra luật", "tự xóa", "Gọi 113"):
        assert part in text
