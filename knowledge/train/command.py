"""``python -m knowledge train``: fits the model that ships with the program."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from knowledge.errors import ModelError
from knowledge.model import FOLDER


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments, which ``run`` takes."""
    parser.add_argument("--library", type=Path, required=True, metavar="DIR")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="DIR")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument(
        "--cross-validate", action="store_true", help="chỉ kiểm tra chéo, không ghi mô hình"
    )


def run(options: argparse.Namespace) -> str:
    """Cross-validate and, unless told otherwise, fit on everything and write the model.

    Returns the table of the cross-validation.

    Raises:
        ModelError: LightGBM cannot be loaded.
        SourceError: the questions cannot be read.
        SnapshotError: the library cannot be opened.
    """
    try:
        from knowledge.train.training import Training
    except (ImportError, OSError) as error:
        raise ModelError(
            "Muốn huấn luyện phải có thư viện lightgbm («make dev-setup») và gói libgomp1 của hệ "
            "điều hành."
        ) from error
    training = Training.of(
        options.library, options.questions, options.seed, progress=sys.stderr.isatty()
    )
    if not options.cross_validate:
        training.write(options.out)
    return training.table()
