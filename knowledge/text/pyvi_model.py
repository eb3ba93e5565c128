"""pyvi's trained model and its word lists, read from pyvi's own files.

Importing pyvi brings scikit-learn and with it 67 MB for every worker, for a class around the model
that is only needed to train it. The model itself is CRFsuite's, and python-crfsuite applies it.
"""

from __future__ import annotations

import codecs
import pickle
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

from pycrfsuite import Tagger  # type: ignore[import-untyped]

#: Where sklearn-crfsuite keeps the bytes of a model in its pickles.
_BYTES = "__FILE_RESOURCE_DATA__"


class Pyvi(NamedTuple):
    """What labels pieces, the lists of known words of two and three syllables, and the bytes of the
    model, which CRFsuite reads where they lie.
    """

    tag: Callable[[list[list[str]]], list[str]]
    pairs: frozenset[str]
    triples: frozenset[str]
    model: bytes


@cache
def pyvi() -> Pyvi:
    """pyvi's model, loaded at the first call (a few milliseconds, 5 MB)."""
    models = files("pyvi") / "models"
    tagger = Tagger()
    model = _model(models.joinpath("pyvi3.pkl").read_bytes())
    tagger.open_inmemory(model)
    words = models.joinpath("words.txt").read_text("utf-8").split("\n")
    return Pyvi(
        tagger.tag,
        frozenset(word for word in words if word.count(" ") == 1),
        frozenset(word for word in words if word.count(" ") == 2),
        model,
    )


class _Anything:
    """Stands for every object in the pickle; keeps what it is told about it."""

    def __init__(self, *_: object) -> None: ...

    def __setstate__(self, state: object) -> None:
        self.state = state


class _Parts(pickle.Unpickler):
    """Reads a pickle without importing any class that it names."""

    def find_class(self, module: str, name: str) -> Any:
        return codecs.encode if (module, name) == ("_codecs", "encode") else _Anything


def _model(pickled: bytes) -> bytes:
    """The model of a pickled ``sklearn_crfsuite.CRF``, as CRFsuite wrote it."""
    estimator = _Parts(BytesIO(pickled)).load().state
    model: bytes = estimator["modelfile"].state[_BYTES]
    return model
