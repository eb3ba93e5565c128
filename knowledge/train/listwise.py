"""Fits the pooled networks (``knowledge.index.pooled``): a softmax over each list should put its
mass on the right candidates.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.occurrences import Integers
from knowledge.index.pooled import PooledNetworks, bend, standardised
from knowledge.index.postings import Matrix, Scores
from knowledge.train.adam import AdamW, Parameters
from knowledge.train.dataset import Lists

HIDDEN = 96
OUTER = 32
EPOCHS = 20
BATCH = 32
RATE = 2e-3
DECAY = 1e-3
DROPOUT = 0.4
FEATURE_DROPOUT = 0.1
WARM_UP = 30
NETWORKS = 3

#: At most so many candidates of a list are shown at a time; the nearer the top, the likelier.
SHOWN = 40
_SPREAD = 40.0


class Batch(NamedTuple):
    """Lists of candidates: ``inputs`` (rows, inputs), ``targets`` (rows,) the share of each list's
    mass that belongs there, ``sizes`` (lists,); ``kept`` and ``kept_outer`` (rows, units) what
    dropout leaves of each hidden unit.
    """

    inputs: Matrix
    targets: Scores
    sizes: Integers
    kept: Matrix
    kept_outer: Matrix


def fit(lists: Lists, seed: int, networks: int = NETWORKS, epochs: int = EPOCHS) -> PooledNetworks:
    """Networks that order these lists best; each starts elsewhere and sees another order."""
    mean = lists.features.mean(0, dtype=np.float64).astype(np.float32)
    spread = np.maximum(lists.features.std(0, dtype=np.float64), 1e-6).astype(np.float32)
    learnable = lists.learnable()
    inputs = [standardised(learnable.features[rows], mean, spread) for rows in learnable.slices()]
    rights = [learnable.right[rows] for rows in learnable.slices()]
    fitted = [
        _fit_one(inputs, rights, np.random.default_rng([seed, place]), epochs)
        for place in range(networks)
    ]
    return _side_by_side(mean, spread, fitted)


def _side_by_side(mean: Matrix, spread: Matrix, fitted: list[Parameters]) -> PooledNetworks:
    return PooledNetworks(
        mean,
        spread,
        np.concatenate([one["inner"] for one in fitted], axis=1),
        np.concatenate([one["inner_bias"] for one in fitted]),
        *(np.stack([one[name] for one in fitted]) for name in ("outer", "outer_bias", "last")),
    )


def _fit_one(
    inputs: list[Matrix],
    rights: list[npt.NDArray[np.bool_]],
    random: np.random.Generator,
    epochs: int,
) -> Parameters:
    parameters = _initial(random, inputs[0].shape[1])
    optimiser = AdamW(parameters, DECAY)
    steps, step = epochs * -(-len(inputs) // BATCH), 0
    for _ in range(epochs):
        order = random.permutation(len(inputs))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            batch = _batch([inputs[one] for one in chosen], [rights[one] for one in chosen], random)
            rate = RATE * min(1, step / WARM_UP) * (1 - step / steps)
            optimiser.step(gradients(parameters, batch)[1], rate)
            step += 1
    return parameters


def _initial(random: np.random.Generator, inputs: int) -> Parameters:
    """Uniform within one by the root of the number of a unit's inputs."""
    shapes = {
        "inner": (inputs, (inputs, HIDDEN)),
        "inner_bias": (inputs, (HIDDEN,)),
        "outer": (3 * HIDDEN, (3 * HIDDEN, OUTER)),
        "outer_bias": (3 * HIDDEN, (OUTER,)),
        "last": (OUTER, (OUTER,)),
    }
    return {
        name: (random.uniform(-1, 1, shape) / np.sqrt(fan_in)).astype(np.float32)
        for name, (fan_in, shape) in shapes.items()
    }


def _batch(
    inputs: list[Matrix], rights: list[npt.NDArray[np.bool_]], random: np.random.Generator
) -> Batch:
    """Some of the candidates of each list, with dropout drawn."""
    shown = [_shown(right, random) for right in rights]
    parts = [one[rows] * _kept(random, (1, one.shape[1]), FEATURE_DROPOUT, 1.0)
             for one, rows in zip(inputs, shown, strict=True)]  # fmt: skip
    targets = [right[rows] / right.sum() for right, rows in zip(rights, shown, strict=True)]
    sizes = np.array([len(rows) for rows in shown], dtype=np.int64)
    rows = int(sizes.sum())
    scale = 1 / (1 - DROPOUT)
    return Batch(
        np.concatenate(parts),
        np.concatenate(targets).astype(np.float32),
        sizes,
        _kept(random, (rows, HIDDEN), DROPOUT, scale),
        _kept(random, (rows, OUTER), DROPOUT, scale),
    )


def _shown(right: npt.NDArray[np.bool_], random: np.random.Generator) -> Integers:
    """Places of the candidates to show: all right ones, the others by luck and rank."""
    key = np.arange(len(right)) + _SPREAD * random.random(len(right)) - 1e6 * right
    return np.sort(np.argsort(key, kind="stable")[:SHOWN])


def _kept(
    random: np.random.Generator, shape: tuple[int, int], dropped: float, scale: float
) -> Matrix:
    kept = random.random(shape, dtype=np.float32) >= np.float32(dropped)
    return kept * np.float32(scale)


def gradients(parameters: Parameters, batch: Batch) -> tuple[float, Parameters]:
    """The mean over lists of -log softmax at the targets, and its slope by each parameter."""
    owners = np.repeat(np.arange(len(batch.sizes)), batch.sizes)
    begins = np.cumsum(batch.sizes) - batch.sizes
    counts = batch.sizes[:, None].astype(batch.inputs.dtype)
    outer = parameters["outer"]
    width = len(outer) // 3
    hidden, slope = _gelu(batch.inputs @ parameters["inner"] + parameters["inner_bias"])
    hidden *= batch.kept
    highest = np.maximum.reduceat(hidden, begins)
    scene = np.concatenate([np.add.reduceat(hidden, begins) / counts, highest], axis=1)
    context = scene @ outer[width:] + parameters["outer_bias"]
    judged, slope_outer = _gelu(hidden @ outer[:width] + context[owners])
    judged *= batch.kept_outer
    loss, by_score = _softmax_loss(judged @ parameters["last"], batch.targets, begins, owners)
    by_outer = by_score[:, None] * parameters["last"] * batch.kept_outer * slope_outer
    by_context = np.add.reduceat(by_outer, begins)
    by_scene = by_context @ outer[width:].T
    by_hidden = by_outer @ outer[:width].T
    by_hidden += (by_scene[:, :width] / counts)[owners]
    by_hidden += by_scene[owners, width:] * (hidden == highest[owners])
    by_hidden *= batch.kept
    by_hidden *= slope
    return loss, {
        "inner": batch.inputs.T @ by_hidden,
        "inner_bias": by_hidden.sum(0),
        "outer": np.concatenate([hidden.T @ by_outer, scene.T @ by_context]),
        "outer_bias": by_context.sum(0),
        "last": judged.T @ by_score,
    }


def _gelu(values: Matrix) -> tuple[Matrix, Matrix]:
    """GELU and its slope."""
    bent = bend(values)
    inside = np.float32(0.7978845608) * (1 + np.float32(3 * 0.044715) * values * values)
    half = np.float32(0.5)
    slope = (1 + bent + values * (1 - bent * bent) * inside) * half
    return values * (1 + bent) * half, slope


def _softmax_loss(
    scores: Scores, targets: Scores, begins: Integers, owners: Integers
) -> tuple[float, Scores]:
    """Cross-entropy of each list's softmax, averaged over lists, and its slope by score."""
    shifted = scores - np.maximum.reduceat(scores, begins)[owners]
    raised = np.exp(shifted)
    total = np.add.reduceat(raised, begins)
    loss = -float(targets @ (shifted - np.log(total)[owners])) / len(begins)
    raised /= total[owners]
    raised -= targets
    raised /= len(begins)
    return loss, raised
