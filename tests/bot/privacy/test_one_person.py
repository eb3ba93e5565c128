"""Everything about one person: in one file, and gone from every store."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from bot import keys, logs
from bot.cli import main
from bot.privacy.export_file import MACHINE_PART
from bot.store.handover_texts import HandoverTexts
from handlers.actions import Right
from tests.bot.privacy.conftest import LAN, MAILBOX, OA, SECRET_KEY, Ward
from tests.bot.privacy.test_rights import (
    a_full_life,
    keys_that_name_her,
    requests,
    rows_that_name_her,
)
from tests.bot.store.conftest import url  # noqa: F401 - the address of the database, here too

HER_WORDS = "Nhà em ở xóm bếp hồng, em hỏi chuyện riêng"
OFFICER = "a@example.vn"


@pytest.fixture
def installation(
    ward: Ward,
    url: str,  # noqa: F811
    redis_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """The settings of the ward for the command line; its folder of files, with a log in it."""
    known = {
        "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY, "VAR_DIR": tmp_path, "REDIS_URL": redis_url,
    }  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))
    ward.officer("Chị Hoa")
    handler = logging.FileHandler(tmp_path / "service.log")
    handler.setFormatter(logs.formatter())
    logging.getLogger().addHandler(handler)
    yield tmp_path
    logging.getLogger().removeHandler(handler)
    handler.close()


def command(*words: str) -> Result:
    whose = ("--oa", OA, "--person", LAN, "--as", OFFICER)
    return CliRunner().invoke(main, ["privacy", words[0], *whose, *words[1:]])


def lives(ward: Ward) -> None:
    """Something of hers in every store, also what waits to be answered and what is sealed."""
    a_full_life(ward)
    handover = ward.handovers.of_person(OA, LAN)
    assert handover is not None
    HandoverTexts(ward.database, SECRET_KEY).add_question(handover.id, HER_WORDS, "event-1")
    ward.receives(
        sender={"id": LAN}, recipient={"id": OA}, message={"text": HER_WORDS, "msg_id": "last"}
    )


def files_that_name_her(folder: Path) -> list[str]:
    """Files with her id or her words, her own export apart."""
    signs = (LAN.encode(), HER_WORDS.encode())
    files = (each for each in folder.rglob("*") if each.is_file() and each.name != "hers.txt")
    # A page of a database that was given back is overwritten later; its rows are asked for apart.
    kept = (each for each in files if ".sqlite3" not in each.name)
    return [each.name for each in kept if any(sign in each.read_bytes() for sign in signs)]


def test_the_file_tells_everything_in_words_and_for_machines(ward: Ward, installation: Path):
    lives(ward)
    out = installation / "hers.txt"
    result = command("export", "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    words, machine = out.read_text("utf-8").split(MACHINE_PART)
    held = json.loads(machine)
    assert {name.split(".")[0] for name in rows_that_name_her(ward)} <= {*held["tables"], "cases"}
    assert {name for name in held["memory"] if LAN in name}
    assert HER_WORDS in words
    assert HER_WORDS in json.dumps(held["tables"]["handovers"], ensure_ascii=False)
    assert any(HER_WORDS in str(value) for value in held["memory"].values())
    assert "Những điều chị đã cho phép" in words
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    last = max(requests(ward), key=lambda each: each.code)
    assert (last.right, last.outcome) == (Right.SEE, "done")
    assert last.code in words


def test_a_file_that_stands_there_is_not_written_over(ward: Ward, installation: Path):
    lives(ward)
    out = installation / "hers.txt"
    out.write_text("của người khác", "utf-8")
    before = len(requests(ward))
    assert command("export", "--out", str(out)).exit_code == 1
    assert out.read_text("utf-8") == "của người khác"
    assert len(requests(ward)) == before


def test_the_file_never_tells_of_a_case(ward: Ward, installation: Path):
    ward.hears("xin chào")
    ward.hears("chồng đang cầm dao dọa giết tôi, cứu với")
    case = ward.duty.register.of_person(OA, LAN)
    assert case is not None
    out = installation / "hers.txt"
    assert command("export", "--out", str(out)).exit_code == 0
    assert "cases" not in json.loads(out.read_text("utf-8").split(MACHINE_PART)[1])["tables"]


def test_after_erasing_no_store_names_her(ward: Ward, installation: Path, redis: Redis):
    lives(ward)
    assert rows_that_name_her(ward)
    assert keys_that_name_her(redis)
    result = command("erase", "--yes")
    assert result.exit_code == 0, result.output
    assert rows_that_name_her(ward) == []
    assert keys_that_name_her(redis) == []
    assert files_that_name_her(installation) == []
    assert not [key for key in redis.scan_iter() if HER_WORDS.encode() in _dump(redis, key)]
    last = max(requests(ward), key=lambda each: each.code)
    assert (last.right, last.outcome, last.user_id) == (Right.ERASE, "done", "")
    assert last.code in result.stderr
    assert LAN not in result.output


def test_the_audit_log_names_the_officer_and_not_her(ward: Ward, installation: Path):
    lives(ward)
    command("export", "--out", str(installation / "hers.txt"))
    command("erase", "--yes")
    acts = {each.action: each for each in ward.audit.latest()}
    for action in ("person_exported", "person_erased"):
        assert acts[action].actor == "1"
        assert LAN not in acts[action].subject
        assert "DL-2026" in acts[action].subject


def test_an_open_case_keeps_its_duty(ward: Ward, installation: Path):
    ward.hears("chồng đang cầm dao dọa giết tôi, cứu với")
    assert command("erase", "--yes").exit_code == 0
    case = ward.duty.register.of_person(OA, LAN)
    person = ward.people.get(OA, LAN)
    assert case is not None
    assert person is not None
    assert not person.may_be_pushed(ward.now + timedelta(days=1))
    ward.duty.register.close(OA, case.number, 1, "helped", ward.now, timedelta(days=90))
    assert rows_that_name_her(ward) == []


def test_nobody_known_is_told_so(ward: Ward, installation: Path):
    result = command("export", "--out", str(installation / "hers.txt"))
    assert result.exit_code == 1
    assert "Không nơi nào lưu" in result.stderr
    assert requests(ward) == []


def test_who_is_being_answered_is_erased_a_minute_later(
    ward: Ward, installation: Path, redis: Redis
):
    lives(ward)
    with ward.conversations.sole_reader(MAILBOX):
        result = command("erase", "--yes")
    assert result.exit_code == 1
    assert "một phút" in result.stderr
    assert redis.exists(keys.mailbox(MAILBOX))


def _dump(redis: Redis, key: bytes) -> bytes:
    kind = redis.type(key)
    if kind == b"list":
        return b"".join(redis.lrange(key, 0, -1))
    if kind == b"hash":
        return b"".join(redis.hgetall(key).values())
    return redis.get(key) or b"" if kind == b"string" else b""
