"""The house has three floors and arrows that run downwards; rooms stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"knowledge": set(), "handlers": {"knowledge"}, "bot": {"handlers", "knowledge"}}
FORBIDDEN_BELOW_BOT = {"flask", "redis", "sqlalchemy", "celery", "requests"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "data2"}
MODULES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_run_downwards(path: Path) -> None:
    floor = path.relative_to(ROOT).parts[0]
    imported = _imported(ast.parse(path.read_text(encoding="utf-8")))
    assert (imported & set(FLOORS)) <= FLOORS[floor] | {floor}
    if floor != "bot":
        assert not imported & FORBIDDEN_BELOW_BOT


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is too long"


def test_rooms_are_named_after_what_is_in_them() -> None:
    assert not [_name(path) for path in MODULES if path.stem in VAGUE_NAMES]


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert lengths[len(lengths) // 2] <= 9
