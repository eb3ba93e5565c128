"""``faq push``: a file becomes FAQs as a whole, or nothing does; exit codes and output hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import open_store
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.schema import migrate

KEY = "k" * 40
FILE = """Câu hỏi;Trả lời;Căn cứ
Nhà văn hóa phường mở cửa lúc nào?;Nhà văn hóa mở cửa từ thứ Hai đến thứ Bảy.;
Nồi cơm phải rửa khi nào?;Nồi cơm được rửa sau mỗi bữa ăn.;Điều 1 Luật Bếp núc
"""
Run = Callable[..., Result]


@pytest.fixture
def faqs(tmp_path: Path) -> FaqRepository:
    return FaqRepository(open_store(f"sqlite:///{tmp_path / 'faqs.sqlite3'}"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped_library: Path) -> Run:
    """Runs a command where there are one account and two officers."""
    url = f"sqlite:///{tmp_path / 'faqs.sqlite3'}"
    migrate(url)
    known = {
        "DATABASE_URL": url,
        "SECRET_KEY": KEY,
        "VAR_DIR": tmp_path,
        "LIBRARY": shipped_library,
    }
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    run("oa", "add", "--id", "1001", "--name", "Hội phường", "--secret", "s")
    for name, role in (("lan", "officer"), ("hoa", "approver")):
        run("admin", "add", "--email", f"{name}@example.vn", "--role", role)
    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "hoi-dap.csv"
    file.write_text(FILE, encoding="utf-8")
    return file


def _lines(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_drafts_of_the_only_account(run: Run, file: Path, faqs: FaqRepository) -> None:
    done = run("faq", "push", file)

    assert done.exit_code == 0, done.output
    found = faqs.page("1001")
    assert [(faq.oa_id, faq.state) for faq in found] == [("1001", FaqState.DRAFT)] * 2
    assert found[0].content.citations[0].article == "1"
    assert "dòng 2: thêm F1" in done.stdout
    assert "Xong 2 câu hỏi: thêm 2" in done.stdout


def test_published_with_one_json_object_a_line(run: Run, file: Path, faqs: FaqRepository) -> None:
    done = run("faq", "push", file, "--publish", "--json")

    rows = _lines(done)
    assert done.exit_code == 0
    assert [(row["line"], row["step"], row["state"]) for row in rows] == [
        (2, "new", "published"),
        (3, "new", "published"),
    ]
    assert all(faq.live_content for faq in faqs.page("1001"))
    events = faqs.events(faqs.page("1001")[0].id)
    assert {event.actor for event in events} == {"operator"}
    assert any(event.self_approved for event in events)


def test_pushed_again_only_what_changed_is_a_new_version(
    run: Run, file: Path, faqs: FaqRepository
) -> None:
    run("faq", "push", file, "--publish")
    file.write_text(FILE.replace("sau mỗi bữa ăn", "ngay sau bữa ăn"), encoding="utf-8")

    rows = _lines(run("faq", "push", file, "--publish", "--json"))

    assert [(row["step"], row["version"], row["published_version"]) for row in rows] == [
        ("same", 1, 1),
        ("changed", 2, 2),
    ]
    assert len(faqs.page("1001")) == 2


def test_one_wrong_line_and_nothing_is_taken(run: Run, file: Path, faqs: FaqRepository) -> None:
    wrong = "Nồi canh thì sao?;Nồi canh cũng phải rửa sạch.;Điều 9 Luật Không Có\n;Trả lời.;\n"
    file.write_text(FILE + wrong, encoding="utf-8")

    done = run("faq", "push", file, "--publish", "--json")

    assert done.exit_code == 1
    assert done.stdout == ""
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "dòng 4",
        "dòng 5",
        "dòng 5",
    ]
    assert faqs.page("1001") == []


def test_doubles_of_what_is_there_are_shown(run: Run, file: Path) -> None:
    run("faq", "push", file)
    file.write_text(
        "Câu hỏi;Trả lời\nNhà văn hóa của phường mở cửa lúc nào?;Mở cửa cả tuần, trừ Chủ nhật.\n",
        encoding="utf-8",
    )

    assert [row["similar"] for row in _lines(run("faq", "push", file, "--json"))] == [["F1"]]


def test_an_officer_publishes_only_what_her_role_and_two_persons_allow(
    run: Run, file: Path, faqs: FaqRepository
) -> None:
    no_role = run("faq", "push", file, "--publish", "--as", "lan@example.vn")
    alone = run("faq", "push", file, "--publish", "--as", "hoa@example.vn")

    assert (no_role.exit_code, alone.exit_code) == (1, 1)
    assert "một người khác duyệt" in alone.stderr
    assert faqs.page("1001") == []

    run("setting", "set", "--oa", "1001", "faq_self_approval", "true")
    assert run("faq", "push", file, "--publish", "--as", "hoa@example.vn").exit_code == 0
    assert {faq.updated_by for faq in faqs.page("1001")} == {"hoa@example.vn"}


@pytest.mark.parametrize(
    "words",
    [
        ("faq", "push"),
        ("faq", "push", "khong-co.xlsx"),
        ("faq", "push", "a.csv", "--sai"),
    ],
)
def test_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("words", [("--oa", "9"), ("--as", "ai@example.vn")])
def test_unknown_account_or_officer(run: Run, file: Path, words: tuple[str, ...]) -> None:
    done = run("faq", "push", file, *words)

    assert done.exit_code == 1
    assert done.stderr.strip()
