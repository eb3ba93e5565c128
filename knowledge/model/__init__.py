"""The model that ships with the program: which terms of a question matter, and how to order what
is found. ``python -m knowledge train`` makes it; ``ranker.json`` beside it says from what.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.errors import ModelError
from knowledge.index.calibration import Calibration
from knowledge.index.forest import Forest
from knowledge.index.importance import Network
from knowledge.index.pooled import PooledNetworks
from knowledge.index.ranker import Ranker

FOLDER = Path(__file__).parent
FILE_NAME = "ranker.npz"

Arrays = dict[str, npt.NDArray[np.generic]]


class Model(NamedTuple):
    """Everything that is learned: the weights of terms for the first stage, and the ranker."""

    importance: Network
    ranker: Ranker


@cache
def shipped() -> Model:
    """The model that came with the program, read once.

    Raises:
        ModelError: its file is missing or damaged.
    """
    return read_model(FOLDER)


def write_model(folder: Path, model: Model) -> Path:
    """Write the model's file; the same model always gives the same bytes."""
    path = folder / FILE_NAME
    np.savez(path, allow_pickle=False, **_flattened(model))
    return path


def read_model(folder: Path) -> Model:
    """The model in this folder.

    Raises:
        ModelError: the file is missing or damaged.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return _model({name: file[name] for name in file.files})
    except FileNotFoundError as error:
        raise ModelError(
            f"Không có mô hình xếp hạng {path}. Hãy huấn luyện bằng «make train»."
        ) from error
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(
            f"Mô hình xếp hạng {path} bị hỏng. Hãy lấy lại tệp này hoặc chạy «make train»."
        ) from error


def _flattened(model: Model) -> Arrays:
    ranker = model.ranker
    parts: dict[str, Any] = {
        "importance": model.importance,
        "forest": ranker.forest,
        "networks": ranker.networks,
        "calibration": ranker.calibration,
    }
    arrays: Arrays = {"columns": np.frombuffer("\n".join(ranker.columns).encode(), np.uint8)}
    for part, values in parts.items():
        for name, value in zip(values._fields, values, strict=True):
            arrays[f"{part}.{name}"] = value
    return arrays


def _model(arrays: Arrays) -> Model:
    def part(name: str, fields: Sequence[str]) -> list[Any]:
        return [arrays[f"{name}.{field}"] for field in fields]

    ranker = Ranker(
        tuple(arrays["columns"].tobytes().decode().split("\n")),
        Forest._make(part("forest", Forest._fields)),
        PooledNetworks._make(part("networks", PooledNetworks._fields)),
        Calibration._make(part("calibration", Calibration._fields)),
    )
    return Model(Network._make(part("importance", Network._fields)), ranker)
