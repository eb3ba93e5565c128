"""``python -m tests.write_docs``: write what in docs/ is made from the code and the library."""

from pathlib import Path

from bot import keys, settings
from knowledge.upkeep.page import library_page

DOCS = Path(__file__).parent.parent / "docs"
WRITTEN = {
    "settings.md": settings.as_markdown,
    "redis-keys.md": keys.as_markdown,
    "thu-vien.html": library_page,
}


def main() -> None:
    for name, written in WRITTEN.items():
        (DOCS / name).write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
