"""``python -m tests.write_docs``: write the tables of docs/ that are made from the code."""

from pathlib import Path

from bot import keys, settings

DOCS = Path(__file__).parent.parent / "docs"
TABLES = {"settings.md": settings.as_markdown, "redis-keys.md": keys.as_markdown}


def main() -> None:
    for name, written in TABLES.items():
        (DOCS / name).write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
