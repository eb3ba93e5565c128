"""From a library and a file of questions to the model's file, and the record beside it."""

from __future__ import annotations

import json
import platform
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from knowledge.evaluate import read_questions
from knowledge.model import write_model
from knowledge.train.crossvalidate import CrossValidation, cross_validate
from knowledge.train.dataset import Dataset
from knowledge.train.fitting import fit
from knowledge.train.measures import Row, readable

RECORD_NAME = "ranker.json"

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "lightgbm", "pyvi")


class Training(NamedTuple):
    """A cross-validated set of questions, ready to be fitted on as a whole."""

    dataset: Dataset
    questions: Path
    seed: int
    validated: CrossValidation

    @classmethod
    def of(cls, library: Path, questions: Path, seed: int, *, progress: bool = False) -> Training:
        """Read library and questions, and cross-validate.

        Raises:
            SourceError: the questions cannot be read.
            SnapshotError: the library cannot be opened.
        """
        labelled = read_questions(questions)
        with threadpool_limits(1):
            dataset = Dataset(library, labelled, progress=progress)
            validated = cross_validate(dataset, seed, progress=progress)
        return cls(dataset, questions, seed, validated)

    def rows(self) -> list[Row]:
        """The table of the cross-validation."""
        topical = np.array([item.topical for item in self.dataset.labelled])
        return self.validated.table(topical)

    def table(self) -> str:
        """The same for people."""
        return readable(self.rows())

    def write(self, out: Path) -> None:
        """Fit on all questions; write the model and its record. One thread: bit for bit."""
        everything = np.arange(len(self.dataset.labelled))
        with threadpool_limits(1):
            fitted = fit(self.dataset, everything, self.seed)
            calibration = self.validated.calibration(np.ones(len(everything), dtype=bool))
        out.mkdir(parents=True, exist_ok=True)
        path = write_model(out, fitted.calibrated(calibration))
        record = self._record(fitted.columns, sha256(path.read_bytes()).hexdigest())
        text = json.dumps(record, ensure_ascii=False, indent=1)
        (out / RECORD_NAME).write_text(text + "\n", encoding="utf-8")

    def _record(self, columns: tuple[str, ...], digest: str) -> dict[str, Any]:
        content = self.questions.read_bytes()
        return {
            "command": "python -m knowledge train --library DIR "
            f"--questions {self.questions.name} --seed {self.seed}",
            "library": self.dataset.version,
            "questions": len(self.dataset.labelled),
            "questions_sha256": sha256(content).hexdigest(),
            "model_sha256": digest,
            "seed": self.seed,
            "python": platform.python_version(),
            "processor": platform.machine(),
            "versions": {name: version(name) for name in _LIBRARIES},
            "scores": [item._asdict() for item in self.rows()],
            "features": list(columns),
        }
