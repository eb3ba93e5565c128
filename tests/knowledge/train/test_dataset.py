"""Candidate lists keep together what belongs together."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.errors import SourceError
from knowledge.evaluate import LabelledQuestion
from knowledge.index.question import Question
from knowledge.search import Library
from knowledge.train.dataset import Dataset, joined
from tests.knowledge.train import townhall
from tests.knowledge.train.lists import lists


def test_each_row_knows_its_list() -> None:
    both = joined([lists(2, size=3), lists(1, size=2)])
    assert both.sizes.tolist() == [3, 3, 2]
    assert both.owners.tolist() == [0, 0, 0, 1, 1, 1, 2, 2]
    assert [(rows.start, rows.stop) for rows in both.slices()] == [(0, 3), (3, 6), (6, 8)]


def test_lists_without_a_choice_teach_nothing() -> None:
    some = lists(3, size=2)
    some.right[:] = [True, True, False, False, True, False]
    learnable = some.learnable()
    assert learnable.sizes.tolist() == [2]
    np.testing.assert_array_equal(learnable.features, some.features[4:])


def test_columns_by_name() -> None:
    seen = lists(1).seen(["telling", "noise"])
    np.testing.assert_array_equal(seen.features, lists(1).features[:, [1, 0]])


def test_no_list_is_shaped_by_a_network_that_saw_its_labels(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each network is fitted on questions that share no article with those it is used for."""
    fitted, used = Dataset.network, Dataset.usual
    taught = {}

    def network(self, of, seed):
        made = fitted(self, of, seed)
        taught[made.mean.tobytes() + made.inner.tobytes()] = of
        return made

    def usual(self, made, of, spelling):
        asked = np.concatenate([self.relevant[place] for place in of])
        known = taught[made.mean.tobytes() + made.inner.tobytes()]
        learned = np.concatenate([self.relevant[place] for place in known])
        assert not np.intersect1d(asked, learned).size
        return used(self, made, of, spelling)

    monkeypatch.setattr(Dataset, "network", network)
    monkeypatch.setattr(Dataset, "usual", usual)
    everything = np.arange(len(dataset.labelled))
    made = dataset.crossfitted(everything, 0)
    assert len(made.sizes) == 2 * len(everything)
    assert len(taught) == 5


def test_answers_are_marked(dataset: Dataset) -> None:
    everything = np.arange(len(dataset.labelled))
    made = dataset.usual(dataset.network(everything, 0), everything, "without")
    for place, rows in enumerate(made.slices()):
        expected = np.isin(made.articles[rows], dataset.relevant[place])
        np.testing.assert_array_equal(made.right[rows], expected)
    assert made.right.sum() > len(everything) / 2


def test_what_is_judged_are_the_candidates_of_a_search(dataset: Dataset) -> None:
    everything = np.arange(len(dataset.labelled))
    network = dataset.network(everything, 0)
    index = dataset.index(network)
    searched = [index.candidates(Question.of(item.question)).rows for item in dataset.labelled]
    judged = dataset.usual(network, everything, "accents")
    np.testing.assert_array_equal(judged.articles, np.concatenate(searched))


def test_too_few_answers(library: Library) -> None:
    asked = [LabelledQuestion(question="Ly hôn?", relevant=frozenset({townhall.UNKNOWN}))] * 50
    with pytest.raises(SourceError, match="0 câu hỏi"):
        Dataset(library.folder, asked)
