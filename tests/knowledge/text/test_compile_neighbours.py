import json
import lzma
from collections import Counter
from pathlib import Path

from knowledge.text import neighbours
from knowledge.text.compile_neighbours import FEWEST, counted, main, packed
from knowledge.text.neighbours import Neighbours


def read(packed_table: bytes) -> Neighbours:
    syllables, words, cells = lzma.decompress(packed_table).split(b"\n", 2)
    return Neighbours(syllables.decode().split(), frozenset(words.decode().split(",")), cells)


def corpus(folder: Path, times: int) -> Path:
    row = {"law_name": "Luật thử", "title": "Lãnh kẹo", "text": "kẹo bồng " * times}
    path = folder / "laws.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_rare_pairs_are_left_out_and_listed_words_kept():
    laws = Counter({("kẹo", "bồng"): FEWEST, ("bồng", "kẹo"): FEWEST - 1})
    counts = counted(laws, {("sổ", "đỏ"), ("x", "đỏ"), ("nhà", "cửa")}, {("nha", "cua")})
    assert counts[("keo", "bong")] == FEWEST
    assert ("bong", "keo") not in counts
    assert counts[("nha", "cua")] > counts[("so", "do")] > 0
    assert ("x", "do") not in counts


def test_levels_are_binary_logarithms():
    table = read(
        packed(
            {("keo", "bong"): 1024, ("so", "do"): 3}, {("kẹo", "bồng")}, {("sổ", "đỏ"), ("b", "đỏ")}
        )
    )
    assert table.level("keo", "bong") == 10
    assert table.level("so", "do") == 1
    assert table.is_word("keo", "bong")
    assert not table.is_word("so", "do")
    assert table.words == {"sổ đỏ"}


def test_the_command_writes_the_same_file_twice(tmp_path):
    source = str(corpus(tmp_path, 40))
    first, second = tmp_path / "a.xz", tmp_path / "b.xz"
    assert main(["--out", str(first), source]) == 0
    assert main(["--out", str(second), source]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert read(first.read_bytes()).level("keo", "bong") == 5
    assert first.with_suffix(".json").exists()
    assert neighbours.TABLE not in (first, second)
