"""What is read from pyvi's files is what pyvi itself has, without the classes around it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pyvi.ViTokenizer import ViTokenizer

from knowledge.text.pyvi_model import _Parts, pyvi

LABELLED = [["bias", "word.lower():ly"], ["bias", "word.lower():hôn", "-1:word.lower():ly"]]


def test_the_lists_are_pyvis() -> None:
    assert pyvi().pairs == ViTokenizer.bi_grams
    assert pyvi().triples == ViTokenizer.tri_grams


def test_the_model_is_pyvis() -> None:
    theirs = ViTokenizer.model.tagger_
    assert pyvi().tag(LABELLED) == theirs.tag(LABELLED)
    assert pyvi().model == Path(ViTokenizer.model.modelfile.name).read_bytes()


def test_nothing_that_a_pickle_names_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    class Harmful:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("run",)

    _Parts(BytesIO(pickle.dumps(Harmful()))).load()
    assert not capsys.readouterr().out


def test_segmenting_does_not_import_what_only_training_needs() -> None:
    code = (
        "import sys; from knowledge.text.segment import segment; segment('ly hôn');"
        "sys.exit(not {'sklearn', 'sklearn_crfsuite'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
