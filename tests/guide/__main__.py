"""``python -m tests.guide [NAME...]``: takes the pictures of docs/huong-dan-can-bo.md anew.

The console runs over a ward that does not exist; LIBRARY, or var/library, is the law it shows.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from bot.console.site import PATH
from tests.bot.console.office import Office
from tests.browser.conftest import MISSING, chromium_path
from tests.guide.pictures import FOLDER, PICTURES, Picture
from tests.guide.ward import busy_ward

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1180, "height": 800}}
IN_ENGLISH = """
input::-webkit-datetime-edit { visibility: hidden; }
input[type=file], ::file-selector-button { color: transparent !important; }
"""
"""What the browser itself writes into fields; on a telephone it does so in its owner's language."""
COLOURS = 96
"""Enough for pages with one accent; a picture then has a third of its bytes."""


def main(names: list[str]) -> int:
    """Take these pictures, or all; returns the exit code."""
    chromium = chromium_path()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, busy_ward(Path(folder), _library()) as office:
        server = make_server("127.0.0.1", 0, office.app, threaded=True)
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--disable-dev-shm-usage"],
            )
            url = f"http://127.0.0.1:{server.server_port}{PATH}"
            wanted = [each for each in PICTURES if not names or each.name in names]
            failed = [each.name for each in wanted if not _taken(browser, office, url, each)]
        server.shutdown()
        server.server_close()
    if failed:
        print(f"Chưa chụp được: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _library() -> Path | None:
    folder = Path(os.environ.get("LIBRARY") or "var/library")
    return folder.absolute() if (folder / "manifest.json").is_file() else None


def _taken(browser: Browser, office: Office, url: str, picture: Picture) -> bool:
    context = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
        bypass_csp=True, viewport=SIZES[picture.size],  # type: ignore[arg-type]
    )  # fmt: skip
    if picture.role is not None:
        cookie = {"name": "console", "value": office.cookie(picture.role), "url": url}
        context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(20_000)
    try:
        answer = page.goto(f"{url}{picture.path}")
        assert answer is not None
        if answer.status != 200:
            return False
        if picture.act:
            picture.act(page)
        _write(page, picture)
    except Exception as error:
        print(f"{picture.name}: {error}", file=sys.stderr)
        return False
    finally:
        context.close()
    return True


def _write(page: Page, picture: Picture) -> None:
    page.add_style_tag(content=IN_ENGLISH)
    page.evaluate("document.fonts.ready")
    height = min(picture.height, page.evaluate("document.documentElement.scrollHeight"))
    width = SIZES[picture.size]["width"]
    page.set_viewport_size({"width": width, "height": max(height, 600)})
    page.evaluate("window.scrollTo(0, 0)")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{picture.name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
