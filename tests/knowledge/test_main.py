"""The command line: what stands on stdout, and the exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.search import Library
from knowledge.shelf import KINDS

ROW = {
    "id": "901/2014/qh99+51",
    "law_id": "901/2014/qh99",
    "article_id": "51",
    "law_name": "Luật Hôn nhân và gia đình",
    "title": "Quyền yêu cầu giải quyết ly hôn",
    "text": "Vợ, chồng có quyền yêu cầu Tòa án giải quyết ly hôn.",
    "effective": "01/01/2015",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(ROW, ensure_ascii=False) + "\nkhông phải JSON\n", encoding="utf-8")
    return path


def test_build_then_search(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "compiled")
    assert (
        main(["build", "--json", "--out", out, "--cache", str(tmp_path / "w.db"), str(corpus)]) == 0
    )
    built, reported = capsys.readouterr()
    facts = json.loads(built)
    assert (facts["articles"], facts["documents"], facts["problems"]) == (1, 1, 1)
    assert facts["version"] == Library.open(out).version
    assert "dòng 2" in reported

    assert main(["search", "--library", out, "--json", "ly hon", "--verify"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    hit = json.loads(line)
    assert list(hit)[:5] == ["id", "document", "article", "title", "score"]
    assert set(hit) == {*list(hit)[:5], "confidence", "snippet"}
    assert (hit["id"], hit["document"], hit["article"]) == (ROW["id"], "901/2014/QH99", "51")
    assert hit["snippet"] in ROW["text"]

    assert main(["search", "--library", out, "--json", "--as-of", "2014-12-31", "ly hôn"]) == 0
    assert capsys.readouterr().out == ""


def test_search_for_people(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--library", str(library.folder), "--top", "1", "nghỉ thai sản"]) == 0
    assert "Điều 139. Nghỉ thai sản" in capsys.readouterr().out


def test_search_as_of_a_day_tells_how_each_hit_stands(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "khai sinh cho trẻ em, quyền được nuôi dưỡng, sau khi ly hôn"
    call = ["search", "--library", str(library.folder), "--as-of", "2026-11-21", question]
    assert main([*call, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (rows[0]["standing"], rows[-1]["standing"]) == ("in force", "not yet in force")
    assert (rows[-1]["begins"], rows[-1]["ends"]) == ("2099-01-01", None)
    assert main(call) == 0
    assert "[CHƯA có hiệu lực, từ 2099-01-01]" in capsys.readouterr().out


def test_explain(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["explain", "--library", str(library.folder), "nghỉ thai sản mấy tháng"]
    assert main(call) == 0
    assert "Điều 139 Bộ luật Lao động" in capsys.readouterr().out
    assert main([*call, "--article", "945/2019/qh99+137", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "945/2019/qh99+137"
    assert main([*call, "--article", "1/2/3+4"]) == 1
    assert "1/2/3+4" in capsys.readouterr().err


def test_evaluate(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        json.dumps({"question": "Nghỉ thai sản mấy tháng?", "relevant": ["945/2019/qh99+139"]})
    )
    call = ["evaluate", "--library", str(library.folder), "--questions", str(questions)]
    assert main([*call, "--unaccented", "--json"]) == 0
    measures = json.loads(capsys.readouterr().out)
    assert (measures["n"], measures["ndcg@10"]) == (1, 1)
    assert main(call) == 0
    assert "ndcg@10  1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "call",
    [
        ["search", "--library", "/nowhere", "ly hôn"],
        ["evaluate", "--library", "/nowhere", "--questions", "/nowhere"],
        ["build", "--out", "/dev/null/x", "/nowhere.jsonl"],
    ],
)
def test_a_refusal_is_one_sentence_on_stderr(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call) == 1
    said, complained = capsys.readouterr()
    assert said == ""
    assert len(complained.splitlines()) == 1


def test_a_place_that_cannot_be_written(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["build", "--out", str(tmp_path / "file" / "x"), str(corpus)]) == 1
    assert "Không đọc hoặc ghi được" in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [[], ["dance"], ["search"], ["search", "--library", "x", "--as-of", "hôm qua", "ly hôn"]],
)
def test_wrong_usage(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(call)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_as_a_program(library: Library) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "knowledge",
            "search",
            "--library",
            str(library.folder),
            "--json",
            "x y",
        ],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_check_says_that_all_is_well_or_names_every_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["check", "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    faults = [line for line in lines if "reason" in line]
    assert code == (1 if faults else 0)
    assert all(set(fault) == {"file", "place", "reason"} for fault in faults)
    table = [line for line in lines if "kind" in line]
    assert len(faults) + len(table) == len(lines)
    assert {"law", "procedure", "guide"} <= {row["kind"] for row in table}
    assert all(date.fromisoformat(row["oldest"]) for row in table)


def test_what_is_due_what_cites_and_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rows(*command: str) -> list[dict[str, str]]:
        assert main([*command, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    due = rows("due", "--on", "2099-01-01")
    assert [row["day"] for row in due] == sorted(row["day"] for row in due)
    uses = rows("impact", "52/2014/qh13")
    reviewed = {row["id"] for row in uses if row["kind"] in KINDS}
    assert reviewed
    assert reviewed <= {row["id"] for row in due}
    assert main(["impact", "9/9999/QH99"]) == 0
    assert "Không có mục nào" in capsys.readouterr().out
    assert main(["page", "--out", str(tmp_path / "thu-vien.html")]) == 0
    assert (tmp_path / "thu-vien.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_library_is_built_anew_only_when_a_source_has_changed(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "compiled"
    command = ["build", "--unless-current", "--json", "--out", str(out), str(corpus)]
    assert main(command) == 0
    first = (out / "manifest.json").stat().st_ino
    assert main(command) == 0
    assert (out / "manifest.json").stat().st_ino == first
    line = corpus.read_text(encoding="utf-8").splitlines()[0]
    corpus.write_text(line.replace("ly hôn", "kết hôn"), encoding="utf-8")
    assert main(command) == 0
    assert (out / "manifest.json").stat().st_ino != first
