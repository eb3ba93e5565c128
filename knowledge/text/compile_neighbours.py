"""Counts which syllables stand side by side in law texts.

    python -m knowledge.text.compile_neighbours --out knowledge/text/neighbours.xz CORPUS.jsonl.xz

Equal input gives an equal file. Beside it, ``neighbours.json`` says what it was made of.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from knowledge.text import everyday
from knowledge.text.fold import fold
from knowledge.text.neighbours import HIGHEST, TABLE, WORD
from knowledge.text.respelling import COMPOUNDS
from knowledge.text.segment import split_syllables
from knowledge.text.syllables import SYLLABLES
from knowledge.text.unicode import normalise

#: Rarer pairs in law are mostly slips of whoever typed the text.
FEWEST = 10
#: Words are kept with their accents from this count on, other pairs of the laws from that one.
OFTEN, VERY_OFTEN = 64, 1_000
# What a pair counts at least that people use: one of the dictionary or our cards, a common one
_IN_SPEECH, _COMMON = 16, 512
_CARDS = Path(__file__).parents[1] / "library"

Pair = tuple[str, str]


def _texts(path: Path) -> Iterator[str]:
    """Name, heading and text of every article of a corpus in JSON lines."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['law_name']}\n{row['title']}\n{row['text']}"


def _common() -> Iterator[str]:
    """The words of our list of compounds."""
    yield from COMPOUNDS.read_text("utf-8").replace("_", "-").split()


def _words() -> Iterator[str]:
    """Words of more than one syllable: those that pyvi knows, and the legal ones of our lists."""
    yield from files("pyvi").joinpath("models/words.txt").read_text("utf-8").splitlines()
    yield from (wording for saying in everyday.read() for wording in saying.law)


def _cards() -> Iterator[str]:
    return (path.read_text("utf-8") for path in sorted(_CARDS.glob("*.yaml")))


def _pairs(texts: Iterable[str]) -> Iterator[Pair]:
    for text in texts:
        for line in normalise(text).lower().splitlines():
            yield from pairwise(split_syllables(line))


def counted(counts: Counter[Pair], words: Set[Pair], common: Set[Pair]) -> dict[Pair, int]:
    """Count of each pair of folded syllables: frequent ones of the laws, and all listed words.

    ``counts`` and ``words`` carry accents; ``common`` are words that people use all the time.
    """
    known: Counter[Pair] = Counter()
    for pair, count in counts.items():
        known[_folded(pair)] += count
    kept = {pair: count for pair, count in known.items() if count >= FEWEST}
    for pair in map(_folded, words):
        least = _COMMON if pair in common else _IN_SPEECH
        kept[pair] = max(kept.get(pair, 0), least)
    return {pair: count for pair, count in kept.items() if SYLLABLES.issuperset(pair)}


def packed(counts: Mapping[Pair, int], words: Set[Pair], spelt: Set[Pair]) -> bytes:
    """The table as it is written, compressed: the syllables on the first line, on the second those
    pairs whose accents are kept, then a byte a pair.
    """
    syllables = sorted(SYLLABLES)
    places = {syllable: place for place, syllable in enumerate(syllables)}
    bare = {(fold(first), fold(second)) for first, second in words}
    levels = bytearray(len(syllables) ** 2)
    for pair, count in counts.items():
        level = min(count.bit_length() - 1, HIGHEST)
        cell = places[pair[0]] * len(syllables) + places[pair[1]]
        levels[cell] = level | (WORD if pair in bare else 0)
    kept = sorted(" ".join(pair) for pair in spelt if SYLLABLES.issuperset(_folded(pair)))
    head = f"{' '.join(syllables)}\n{','.join(kept)}\n"
    return lzma.compress(head.encode() + levels, preset=9)


def _folded(pair: Pair) -> Pair:
    return fold(pair[0]), fold(pair[1])


def main(arguments: list[str] | None = None) -> int:
    """Write the table and the note beside it."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.text.compile_neighbours")
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("corpus", type=Path, nargs="+", help="Luật, mỗi dòng một điều (JSON)")
    asked = parser.parse_args(arguments)
    laws = Counter(_pairs(text for path in asked.corpus for text in _texts(path)))
    common = frozenset(_pairs(_common()))
    listed = common | frozenset(_pairs(_words()))
    counts = counted(laws, listed | frozenset(_pairs(_cards())), common)
    often = {pair for pair, count in laws.items() if count >= VERY_OFTEN}
    in_law = counted(laws, frozenset(), frozenset())
    spelt = often | {pair for pair in listed if in_law.get(_folded(pair), 0) >= OFTEN}
    asked.out.write_bytes(packed(counts, listed | often, spelt))
    note = {
        "command": "python -m knowledge.text.compile_neighbours CORPUS",
        "corpus": {path.name: sha256(path.read_bytes()).hexdigest() for path in asked.corpus},
        "pyvi": version("pyvi"),
        "pairs": len(counts),
        "fewest": FEWEST,
        "sha256": sha256(asked.out.read_bytes()).hexdigest(),
    }
    asked.out.with_suffix(".json").write_text(f"{json.dumps(note, indent=1)}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
