from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bot.cli import broadcast_pictures, main
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from knowledge.tips import read_tips
from tests.bot.broadcast.test_fit_files import pdf, picture

SECRET = "secret-key-of-the-tests-only-0123456789"
OA = "579745863508352884"
Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, shipped_library: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command of the bot over a database of its own."""
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    migrate(url)
    OaRepository(open_store(url), SECRET).add(AccountDraft(OA, "Hội Phụ nữ phường", "s", "t", "r"))
    given = {
        "DATABASE_URL": url, "SECRET_KEY": SECRET, "REDIS_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path), "LIBRARY": str(shipped_library),
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def rows(told: str) -> list[dict[str, object]]:
    """What was printed as JSON; here logs go to the same place."""
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]


def drafted(command: Command, *more: object) -> str:
    told = done(
        command(
            "broadcast", "create", "--oa", OA, "--title", "Việc nhà", "--text",
            "Việc nhà, cả nhà cùng làm.", "--json", *more,
        )
    )  # fmt: skip
    return str(rows(told)[0]["code"])


def drawn(command: Command, code: str, out: Path, *more: str) -> Image.Image:
    done(command("broadcast", "picture", code, "--out", out, *more))
    return Image.open(io.BytesIO(out.read_bytes())).convert("RGB")


def test_a_card_is_chosen_looked_at_and_taken_away(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "card.png"
    code = drafted(command, "--picture", "doc")
    assert drawn(command, code, out).size == (1080, 1350)
    done(command("broadcast", "attach", code, "vuong"))
    assert drawn(command, code, out).size == (1080, 1080)
    assert drawn(command, code, out, "--portrait").size == (1080, 1350)
    done(command("broadcast", "attach", code, "khong"))
    assert drawn(command, code, out).size == (1080, 1080)  # as it would be


def test_a_picture_and_a_file_of_ones_own(command: Command, tmp_path: Path) -> None:
    photo, letter, out = tmp_path / "a.jpg", tmp_path / "Giấy mời.pdf", tmp_path / "out.jpg"
    photo.write_bytes(picture("JPEG", (300, 200)))
    letter.write_bytes(pdf())
    code = drafted(command, "--picture", photo)
    assert drawn(command, code, out).size == (300, 200)
    done(command("broadcast", "erase-file", "--oa", OA, "file:1"))
    assert "Không thấy tệp đính kèm" in command("broadcast", "check", code).output
    done(command("broadcast", "attach", code, letter))
    assert "Tin này không kèm ảnh" in command("broadcast", "picture", code, "--out", out).output
    done(command("broadcast", "check", code))
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    refused = command("broadcast", "attach", code, tmp_path / "a.xlsx")
    assert refused.exit_code == 1
    assert "Không mở được tệp" in refused.output
    assert command("broadcast", "attach", code, tmp_path / "none.pdf").exit_code == 1


def test_the_wards_logo_comes_and_goes(command: Command, tmp_path: Path) -> None:
    logo, out = tmp_path / "logo.png", tmp_path / "card.png"
    Image.new("RGB", (80, 80), (0, 90, 200)).save(logo)
    code = drafted(command, "--picture", "vuong")
    plain = drawn(command, code, out).tobytes()
    done(command("broadcast", "logo", "--oa", OA, logo))
    assert (0, 90, 200) in [each for _, each in drawn(command, code, out).getcolors(999) or []]
    done(command("broadcast", "logo", "--oa", OA, "--remove"))
    assert drawn(command, code, out).tobytes() == plain
    assert command("broadcast", "logo", "--oa", OA).exit_code == 2


def test_tips_are_drawn_for_nobody_or_for_an_account(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = read_tips()[:2]
    monkeypatch.setattr(broadcast_pictures, "shipped_tips", lambda: two)
    done(command("tips", "draw", "--out", tmp_path / "a"))
    told = done(command("tips", "draw", "--out", tmp_path / "b", "--oa", OA, "--json"))
    assert [row["tip"] for row in rows(told)] == [tip.id for tip in two]
    of_nobody, of_account = (
        [(tmp_path / folder / f"{tip.id}.png").read_bytes() for tip in two] for folder in "ab"
    )
    assert of_nobody != of_account
    assert len({*of_nobody, *of_account}) == 4
