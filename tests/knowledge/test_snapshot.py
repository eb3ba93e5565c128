"""A compiled library is put in place whole, says what it is, and betrays every damage."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import snapshot
from knowledge.documents import Document
from knowledge.errors import SnapshotError, SourceError
from knowledge.ingest.batch import Batch
from knowledge.manifest import FILE_NAME
from knowledge.search import Library
from tests.knowledge import samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    snapshot.build(tmp_path / "compiled", samples.batch())
    return tmp_path / "compiled"


def rewrite(folder: Path, **changes: object) -> None:
    manifest = json.loads((folder / FILE_NAME).read_text())
    (folder / FILE_NAME).write_text(json.dumps(manifest | changes))


def test_nothing_but_the_library_is_left_behind(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir()] == ["compiled"]


def test_equal_content_has_an_equal_version(folder: Path, tmp_path: Path) -> None:
    again = snapshot.build(tmp_path / "again", samples.batch(), cache=tmp_path / "words.db")
    assert again.version == Library.open(folder).version


def test_other_content_has_another_version(folder: Path, tmp_path: Path) -> None:
    batch = samples.batch()
    batch.articles[0] = replace(batch.articles[0], text="Khác.")
    assert snapshot.build(tmp_path / "other", batch).version != Library.open(folder).version


def test_a_new_build_replaces_the_old_one_while_readers_go_on(folder: Path) -> None:
    reader = Library.open(folder)
    batch = samples.batch()
    batch.articles = [article for article in batch.articles if article.number != "51"]
    snapshot.build(folder, batch)
    assert Library.open(folder).article("901/2014/qh99+51") is None
    assert reader.search("quyền yêu cầu giải quyết ly hôn")[0].article.number == "51"


def test_a_failed_build_leaves_the_old_library(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "compile_cards", broken)
    with pytest.raises(OSError, match="No space"):
        snapshot.build(folder, Batch(articles=samples.ARTICLES[:1]))
    assert len(Library.open(folder).articles_of(samples.MARRIAGE.number)) == 2
    assert [path.name for path in folder.parent.iterdir()] == ["compiled"]


def test_a_folder_with_other_things_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(SnapshotError, match="nội dung khác"):
        snapshot.build(tmp_path, samples.batch())
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_nothing_to_compile(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        snapshot.build(tmp_path / "empty", Batch())


def test_cards_alone_make_a_library(tmp_path: Path) -> None:
    snapshot.build(tmp_path / "cards", Batch(cards=list(samples.CARDS)))
    library = Library.open(tmp_path / "cards")
    assert library.search("ly hôn") == []
    assert library.match_cards("bo me bo nhau con nho o voi ai")[0].card.id == "con-nho"


def test_cards_and_documents_without_articles_make_a_library(tmp_path: Path) -> None:
    documents = {"52/2014/QH13": Document("52/2014/QH13", "Luật", "Luật Hôn nhân và gia đình")}
    snapshot.build(tmp_path / "both", Batch(documents=documents, cards=list(samples.CARDS)))
    library = Library.open(tmp_path / "both")
    assert library.search("hôn nhân") == []
    assert library.document("52/2014/QH13") == documents["52/2014/QH13"]


def test_articles_alone_make_a_library(tmp_path: Path) -> None:
    snapshot.build(tmp_path / "articles", Batch(articles=list(samples.ARTICLES)))
    library = Library.open(tmp_path / "articles")
    assert library.match_cards("ly hôn") == []
    assert library.search("nghỉ thai sản")[0].article.number == "139"


def test_no_library(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="Không có thư viện"):
        Library.open(tmp_path / "nowhere")


@pytest.mark.parametrize("change", [{"format": 999}, {"tokenizer": "another"}])
def test_a_foreign_library(folder: Path, change: dict[str, object]) -> None:
    rewrite(folder, **change)
    with pytest.raises(SnapshotError, match="phiên bản khác"):
        Library.open(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\0\1"])
def test_a_manifest_that_is_none(folder: Path, text: str) -> None:
    (folder / FILE_NAME).write_text(text)
    with pytest.raises(SnapshotError, match="bị hỏng"):
        Library.open(folder)


def test_a_manifest_that_was_changed(folder: Path) -> None:
    rewrite(folder, articles=1)
    with pytest.raises(SnapshotError, match="bị hỏng"):
        Library.open(folder)


def test_a_file_that_was_cut_or_lost_is_noticed_at_once(folder: Path) -> None:
    for path in sorted(folder.glob("*.npy")):
        content = path.read_bytes()
        path.write_bytes(content[:-1])
        with pytest.raises(SnapshotError, match=path.name):
            Library.open(folder)
        path.unlink()
        with pytest.raises(SnapshotError, match=path.name):
            Library.open(folder)
        path.write_bytes(content)
    Library.open(folder)


def test_a_flipped_bit_is_noticed_by_the_thorough_check(folder: Path) -> None:
    path = folder / "articles.bin"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    Library.open(folder)
    with pytest.raises(SnapshotError, match=r"articles\.bin"):
        Library.open(folder, thorough=True)
