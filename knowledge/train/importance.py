"""Fits the network that weighs the terms of questions (``knowledge.index.importance``).

A question's candidates are the best of the unweighed first stage. The network's weights turn what
each term adds to each candidate into scores; a softmax over the candidates should put its mass on
the right ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.importance import WEIGHED, Network
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix
from knowledge.train.adam import AdamW, Parameters

HIDDEN = 24
EPOCHS = 20
BATCH = 32
RATE = 5e-3
DECAY = 1e-2
DROPOUT = 0.2


class Weighable(NamedTuple):
    """A question's terms: ``adds`` (candidates, terms) what each adds to the scores, ``right``
    (candidates,), ``traits`` (terms, traits) and ``fields`` (terms,).
    """

    adds: Matrix
    right: npt.NDArray[np.bool_]
    traits: Matrix
    fields: Integers


def fit(questions: Sequence[Weighable], seed: int) -> Network:
    """The network that orders these questions' candidates best."""
    learnable = [question for question in questions if question.right.any()]
    everything = np.concatenate([question.traits for question in learnable])
    mean, spread = everything.mean(0), everything.std(0) + np.float32(1e-3)
    scaled = [item._replace(traits=(item.traits - mean) / spread) for item in learnable]
    random = np.random.default_rng(seed)
    parameters = _initial(random, everything.shape[1])
    optimiser = AdamW(parameters, DECAY)
    steps = EPOCHS * (len(scaled) // BATCH + 1)
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(scaled))
        for start in range(0, len(order), BATCH):
            batch = [scaled[place] for place in order[start : start + BATCH]]
            optimiser.step(_gradients(parameters, batch, random), RATE * (1 - step / steps))
            step += 1
    return Network._make([*(parameters[name] for name in Network._fields[:4]), mean, spread])


def _initial(random: np.random.Generator, traits: int) -> Parameters:
    fields = len(WEIGHED)
    inner = random.standard_normal((fields, traits, HIDDEN)) / np.sqrt(traits)
    zeros = {"bias": (fields, HIDDEN), "outer": (fields, HIDDEN), "base": (fields,)}
    return {
        "inner": inner.astype(np.float32),
        **{name: np.zeros(shape, dtype=np.float32) for name, shape in zeros.items()},
        "scale": np.array([-1.0], dtype=np.float32),
    }


def _gradients(
    parameters: Parameters, batch: Sequence[Weighable], random: np.random.Generator
) -> Parameters:
    """Of the mean loss of a batch, by parameter."""
    traits = np.concatenate([item.traits for item in batch])
    fields = np.concatenate([item.fields for item in batch])
    parts = [np.flatnonzero(fields == field) for field in range(len(WEIGHED))]
    kept = (random.random((len(traits), HIDDEN)) >= DROPOUT).astype(np.float32) / (1 - DROPOUT)
    hidden = np.zeros((len(traits), HIDDEN), dtype=np.float32)
    raw = np.zeros(len(traits), dtype=np.float32)
    for field, rows in enumerate(parts):
        hidden[rows] = np.tanh(
            traits[rows] @ parameters["inner"][field] + parameters["bias"][field]
        )
        raw[rows] = (hidden[rows] * kept[rows]) @ parameters["outer"][field]
        raw[rows] += parameters["base"][field]
    chance: Matrix = np.reciprocal(1 + np.exp(-raw))
    by_weight, by_scale = _loss_gradients(2 * chance, batch, float(np.exp(parameters["scale"][0])))
    by_raw = by_weight * 2 * chance * (1 - chance)
    gradients = {name: np.zeros_like(value) for name, value in parameters.items()}
    gradients["scale"][0] = by_scale
    for field, rows in enumerate(parts):
        outer = parameters["outer"][field]
        by_hidden = by_raw[rows, None] * outer * kept[rows] * (1 - hidden[rows] ** 2)
        gradients["outer"][field] = by_raw[rows] @ (hidden[rows] * kept[rows])
        gradients["base"][field] = by_raw[rows].sum()
        gradients["inner"][field] = traits[rows].T @ by_hidden
        gradients["bias"][field] = by_hidden.sum(0)
    return gradients


def _loss_gradients(
    weights: Matrix, batch: Sequence[Weighable], scale: float
) -> tuple[Matrix, float]:
    """Of the mean of -log softmax at the right candidates, by weight and by log scale."""
    by_weight = np.empty_like(weights)
    by_scale, start = 0.0, 0
    for item in batch:
        end = start + len(item.fields)
        scores = item.adds @ weights[start:end] * scale
        softmax = np.exp(scores - scores.max())
        softmax /= softmax.sum()
        by_score = (softmax - item.right / item.right.sum()) / len(batch)
        by_weight[start:end] = by_score @ item.adds * scale
        by_scale += float(by_score @ scores)
        start = end
    return by_weight, by_scale
