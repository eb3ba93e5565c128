"""``python -m tests.bench.card_fit``: fits the model of the cards and writes its file.

Greatest likelihood with a small penalty on large weights, on the new wordings and the messages off
topic (as typed, and spoilt), and on the cards' own questions, each left out of its card. The same
data give the same weights. Takes about two minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from knowledge.index.card_model import FILE, CardEvidence, CardModel, QuestionEvidence
from tests.bench.card_samples import (
    FOLDS,
    OFF_TOPIC,
    WORDINGS,
    Sample,
    Sampler,
    cards,
    index,
    left_out,
    messages,
    spoiler,
)

Numbers = npt.NDArray[np.float64]

FITTING_NOISE = 1
#: A question of a card counts so much of a new wording: there are many, all by few authors.
OWN_QUESTION = 0.15
PENALTY = 1.0
#: So many cards stand beside the right ones in the fit; the others have next to no odds.
RIVALS = 100


def training_samples(folder: Path) -> list[Sample]:
    """All that the model is fitted on."""
    of = cards()
    sampler = Sampler(index(of, folder / "cards"), of)
    asked = messages(WORDINGS, OFF_TOPIC)
    typed = sampler.samples(asked, weight=0.5)
    return [
        *typed,
        *sampler.samples(asked, spoiler(FITTING_NOISE), 0.5),
        *left_out(of, OWN_QUESTION),
    ]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What is made as small as possible: minus the logarithm of the likelihood, and the penalty.

    Shapes: ``seen`` (samples, cards, k), ``around`` (samples, m), ``right`` (samples, cards + 1)
    with "none of them" last, ``importance`` (samples,), ``penalty`` (k + m,).
    """

    seen: Numbers
    around: Numbers
    right: Numbers
    importance: Numbers
    penalty: Numbers

    def loss(self, weights: Numbers) -> tuple[float, Numbers]:
        """The loss and its slope for these weights, shape (k + m,) both."""
        shares = self._shares(weights)
        likely = np.maximum((shares * self.right).sum(axis=1), 1e-30)
        off = (shares - shares * self.right / likely[:, None]) * self.importance[:, None]
        slope = [np.einsum("nc,nck->k", off[:, :-1], self.seen), off[:, -1] @ self.around]
        pull = self.penalty * weights
        loss = 0.5 * pull @ weights - self.importance @ np.log(likely)
        return float(loss), np.concatenate(slope) + pull

    def _shares(self, weights: Numbers) -> Numbers:
        kinds = self.seen.shape[2]
        odds = np.column_stack([self.seen @ weights[:kinds], self.around @ weights[kinds:]])
        shares: Numbers = np.exp(odds - odds.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)


def fit(samples: Sequence[Sample]) -> CardModel:
    """The weights that make the samples likeliest."""
    rivals = [_rivals(sample) for sample in samples]
    pairs = list(zip(samples, rivals, strict=True))
    seen = np.array([np.transpose(sample.evidence.cards)[few] for sample, few in pairs])
    around = np.array([sample.evidence.question for sample in samples])
    kinds = seen.shape[2]
    scale = np.concatenate([seen.std((0, 1)), around.std(0)])
    scale[kinds] = 1.0  # the constant has no spread
    penalty = np.full(len(scale), PENALTY)
    penalty[kinds] = 0.0
    likelihood = Likelihood(
        seen / scale[:kinds],
        around / scale[kinds:],
        np.array([_right(sample, few) for sample, few in pairs]),
        np.array([sample.weight for sample in samples]),
        penalty,
    )
    start = np.zeros(len(scale))
    found = minimize(likelihood.loss, start, jac=True, method="L-BFGS-B").x / scale
    return CardModel(tuple(found[:kinds].tolist()), tuple(found[kinds:].tolist()))


def _rivals(sample: Sample) -> npt.NDArray[np.intp]:
    """The places of the cards that share most with the text, in the order of the library."""
    shared = np.sum([sample.evidence.cards.words, sample.evidence.cards.pairs], axis=0)
    shared[list(sample.akin)] += 1e6
    return np.sort(np.argsort(-shared, kind="stable")[:RIVALS])


def _right(sample: Sample, places: npt.NDArray[np.intp]) -> Numbers:
    """Which of the places answer, "none of them" last."""
    right: Numbers = np.append(np.isin(places, sample.akin), not sample.akin).astype(np.float64)
    return right


def fit_folds(samples: Sequence[Sample]) -> list[CardModel]:
    """A model for each fold, fitted on the other folds."""
    return [fit([sample for sample in samples if sample.fold != fold]) for fold in range(FOLDS)]


def _written(model: CardModel) -> str:
    """The file: the weights by name, and where they come from."""
    told = {
        "fitted_by": "python -m tests.bench.card_fit",
        "data": {path.name: _digest(path.read_bytes()) for path in (WORDINGS, OFF_TOPIC)},
        "card": _named(CardEvidence._fields, model.card),
        "none": _named(QuestionEvidence._fields, model.none),
    }
    return json.dumps(told, indent=2) + "\n"


def _digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def _named(names: Iterable[str], weights: Iterable[float]) -> dict[str, float]:
    return {name: round(weight, 4) for name, weight in zip(names, weights, strict=True)}


def main() -> int:
    """Fit and write."""
    with TemporaryDirectory() as folder:
        FILE.write_text(_written(fit(training_samples(Path(folder)))), "utf-8")
    print(FILE.read_text("utf-8"))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
