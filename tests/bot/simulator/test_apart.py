"""The stand-in knows the bot by HTTP alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bot.simulator

OURS = {"bot", "handlers", "knowledge"}


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_imports_nothing_else_of_ours() -> None:
    folder = Path(bot.simulator.__file__).parent
    files = list(folder.rglob("*.py"))
    names = {name for file in files for name in imports(file) if name.split(".")[0] in OURS}
    assert len(files) > 20
    assert {name for name in names if not name.startswith("bot.simulator")} == set()
