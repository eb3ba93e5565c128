from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import handlers
from handlers import texts
from knowledge.text.fold import has_accents

FOLDER = Path(handlers.__file__).parent
NAMES_ONLY = "turn.py"  # the Union's name stands there as a default
OTHERS = sorted(path for path in FOLDER.glob("*.py") if path.name not in ("texts.py", NAMES_ONLY))


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
    found = {name: value for name, value in vars(texts).items() if isinstance(value, str)}
    for name, function in inspect.getmembers(texts, inspect.isfunction):
        names = inspect.signature(function).parameters
        lists = {"references", "lines", "successors"}
        numbers = {"page", "part", "parts", "count"}
        given = {n: ["mục"] if n in lists else 2 if n in numbers else "mục" for n in names}
        found[name] = function(**given)
    return {name: text for name, text in found.items() if not name.startswith("_")}


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
