"""The labelled questions as lists of candidates with their features.

The importance network shapes candidates and features. So that no list is shaped by a network that
saw its labels, ``crossfitted`` fits one network a fold for the questions outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from knowledge.errors import SourceError
from knowledge.evaluate import LabelledQuestion
from knowledge.index.features import matrix
from knowledge.index.first_stage import top
from knowledge.index.importance import Network
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix, Scores, map_array
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex
from knowledge.index.terms import TermNumbers
from knowledge.manifest import read_manifest
from knowledge.text.fold import fold
from knowledge.text.segment import tokenizer_identity
from knowledge.train import importance
from knowledge.train.folds import folds, splits

#: How a question may be typed: as it stands, and without accents.
SPELLINGS: Mapping[str, Callable[[str], str]] = {"accents": str, "without": fold}

#: Fewer questions teach nothing.
FEWEST = 20

#: So many candidates of the unweighed first stage teach the importance network.
_WEIGHABLE = 300

Bools = npt.NDArray[np.bool_]


class Lists(NamedTuple):
    """Candidate lists, one below the other, best of the first stage first.

    ``features`` (rows, names); ``right`` (rows,) which candidates answer; ``articles`` (rows,);
    ``first`` (rows,) the first stage's scores; ``sizes`` (lists,).
    """

    names: tuple[str, ...]
    features: Matrix
    right: Bools
    articles: Integers
    first: Scores
    sizes: Integers

    @property
    def owners(self) -> Integers:
        """The list of each row."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def slices(self) -> Iterator[slice]:
        """The rows of each list."""
        return (slice(a, b) for a, b in pairwise([0, *np.cumsum(self.sizes).tolist()]))

    def seen(self, columns: Sequence[str]) -> Lists:
        """The same lists with these columns only."""
        places = [self.names.index(column) for column in columns]
        return self._replace(names=tuple(columns), features=self.features[:, places])

    def learnable(self) -> Lists:
        """Only the lists in which some candidate is right and another is not."""
        rights = np.bincount(self.owners, self.right, minlength=len(self.sizes))
        good = (rights > 0) & (rights < self.sizes)
        rows = good[self.owners]
        return Lists._make([self.names, *(part[rows] for part in self[1:5]), self.sizes[good]])


def joined(parts: Sequence[Lists]) -> Lists:
    """All lists, in the order of the parts."""
    arrays = (np.concatenate(values) for values in zip(*(part[1:] for part in parts), strict=True))
    return Lists._make([parts[0].names, *arrays])


class Dataset:
    """The questions in each of their spellings, and what is right for them in a compiled library.

    Raises:
        SnapshotError: the library is missing, damaged, or made by another version of the program.
        SourceError: it has the answers to fewer than ``FEWEST`` questions.
    """

    def __init__(
        self, folder: Path, labelled: Sequence[LabelledQuestion], *, progress: bool = False
    ) -> None:
        manifest = read_manifest(folder, tokenizer_identity())
        self.version = manifest.version
        self.labelled = tuple(labelled)
        self._folder, self._articles, self._progress = folder, manifest.articles, progress
        self.relevant = self._rows()
        if (known := sum(len(rows) > 0 for rows in self.relevant)) < FEWEST:
            raise SourceError(
                f"Thư viện chỉ có điều luật trả lời cho {known} câu hỏi; cần ít nhất {FEWEST}."
            )
        self._questions = {name: self.typed(spell) for name, spell in SPELLINGS.items()}
        plain = self.index(None)
        self._weighables = {
            name: [
                _weighable(plain, question, relevant)
                for question, relevant in self._shown(questions, self.relevant)
            ]
            for name, questions in self._questions.items()
        }

    def typed(self, spell: Callable[[str], str]) -> list[Question]:
        """All questions, spelled so."""
        return [Question.of(spell(item.question)) for item in self.labelled]

    def index(self, network: Network | None) -> ArticleIndex:
        """The library's first stage under this importance network."""
        return ArticleIndex(self._folder, self._articles, network)

    def network(self, of: Integers, seed: int) -> Network:
        """The importance network that these questions (places) teach in all usual spellings."""
        usual = [self._weighables[name][place] for place in of for name in SPELLINGS]
        return importance.fit(usual, seed)

    def usual(self, network: Network, of: Integers, spelling: str) -> Lists:
        """The candidates for these questions (places) in one of the ``SPELLINGS``."""
        return self.lists(network, of, self._questions[spelling])

    def lists(self, network: Network, of: Integers, questions: Sequence[Question]) -> Lists:
        """The candidates that a search under this network looks at, for those at these places, of
        all questions.
        """
        index = self.index(network)
        chosen = [questions[place] for place in of]
        relevant = [self.relevant[place] for place in of]
        shown = self._shown(chosen, relevant)
        return joined([_list(index, *item) for item in shown])

    def crossfitted(self, of: Integers, seed: int) -> Lists:
        """The candidates for each of these questions in all usual spellings, no list under a
        network that saw the question or one with the same articles.
        """
        inner = folds([self.relevant[place] for place in of], seed)
        parts = []
        for rest, held in splits(inner):
            network = self.network(of[rest], seed)
            parts += [self.usual(network, of[held], name) for name in SPELLINGS]
        return joined(parts)

    def _rows(self) -> list[Integers]:
        """Of each question the rows of those of its articles that the library has, ascending."""
        numbers = TermNumbers()
        ids = map_array(self._folder, "articles.ids")
        wanted = (numbers.of(sorted(map(str.lower, item.relevant))) for item in self.labelled)
        return [np.flatnonzero(np.isin(ids, one)) for one in wanted]

    def _shown(
        self, questions: Sequence[Question], relevant: Sequence[Integers]
    ) -> Iterator[tuple[Question, Integers]]:
        pairs = zip(questions, relevant, strict=True)
        return iter(tqdm(pairs, total=len(questions), disable=not self._progress, leave=False))


def _weighable(index: ArticleIndex, question: Question, relevant: Integers) -> importance.Weighable:
    gathered = index.first_stage.gather(question)
    rows = np.union1d(top(gathered.columns.add_up(), _WEIGHABLE), relevant)
    traits = gathered.pick(index.first_stage.traits(question))
    table = gathered.columns.table(rows)
    return importance.Weighable(table, np.isin(rows, relevant), traits, gathered.fields)


def _list(index: ArticleIndex, question: Question, relevant: Integers) -> Lists:
    candidates = index.candidates(question)
    names, features = matrix(candidates)
    right = np.isin(candidates.rows, relevant)
    sizes = np.array([len(right)], dtype=np.int64)
    return Lists(names, features, right, candidates.rows, candidates.own, sizes)
