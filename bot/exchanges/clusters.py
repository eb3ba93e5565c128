"""Puts questions that ask for the same into one group: a question in the middle, those near it
around it.

Groups that stand keep their number and take in what is near their middle; what is left makes new
groups, those with most around them first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

NEAR = 0.35
"""Cosine from which on two questions ask for the same. Measured on the questions of our cards: of
those that come together 94 % belong to the same card among 40 cards, 80 % among 300.
"""
COMMON = 0.25
"""A word that stands in a larger share of the questions tells nothing, once there are many."""
MANY = 40

#: Words that only hold a question together, folded.
FILLERS = frozenset(
    "a ad ah ai anh ban bao bi biet bot can cac cai cam cang cau chao chau chi cho co con cua cung "
    "da dang de den di do duoc em gi gio giup ha han hay hoi khi khong ko la lam lai len luon ma "
    "minh moi mot muon nao nay nen neu nhe nhu nhung noi o oi on phai qua ra rang roi sao se tai "
    "thanh thay the thi thoi tim toi tren trong tu tui va van vao vay ve vi viec voi vua xin xem"
    .split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to become of the new questions: question → standing group; members of new groups, the
    middle first; standing group → the question in its middle from now on.
    """

    joined: dict[int, int] = field(default_factory=dict)
    begun: list[list[int]] = field(default_factory=list)
    middles: dict[int, int] = field(default_factory=dict)


def arrange(
    fresh: Mapping[int, str], standing: Mapping[int, str], groups: Mapping[int, int]
) -> Arrangement:
    """Where the new questions belong.

    ``fresh`` and ``standing`` map questions to their words (``reading.words_of``), ``groups`` the
    standing questions to their groups.
    """
    if not fresh:
        return Arrangement()
    known, new = list(standing), list(fresh)
    vectors = _vectors([*standing.values(), *fresh.values()])
    theirs, ours = vectors[: len(known)], vectors[len(known) :]
    taken = _joined(_near(ours, theirs), [groups[each] for each in known])
    free = [place for place in range(len(new)) if place not in taken]
    begun = [[new[place] for place in star] for star in _stars(_near(ours, ours), free)]
    joined = {new[place]: group for place, group in taken.items()}
    members: dict[int, list[int]] = {group: [] for group in taken.values()}
    for place, each in enumerate(known):
        if groups[each] in members:
            members[groups[each]].append(place)
    for place, group in taken.items():
        members[group].append(len(known) + place)
    ids = [*known, *new]
    middles = {group: ids[_middle(vectors, places)] for group, places in members.items()}
    return Arrangement(joined, begun, middles)


def _near(ours: csr_matrix, theirs: csr_matrix) -> csr_matrix:
    """The cosines of pairs that are near each other, as a sparse matrix."""
    cosines = (ours @ theirs.T).tocsr()
    cosines.data[cosines.data < NEAR] = 0.0
    cosines.eliminate_zeros()
    return cosines


def _vectors(texts: Sequence[str]) -> csr_matrix:
    """One row a question: its words and pairs of words, the rare ones counting most."""
    most = COMMON if len(texts) >= MANY else 1.0
    vectorizer = TfidfVectorizer(
        analyzer=_features, max_df=most, sublinear_tf=True, dtype=np.float32
    )
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:  # nobody wrote a word that tells anything
        return csr_matrix((len(texts), 1), dtype=np.float32)


def _features(words: str) -> list[str]:
    said = words.split()
    telling = [each for each in said if each not in FILLERS] or said
    pairs = (f"{one} {other}" for one, other in zip(telling, telling[1:], strict=False))
    return [*telling, *pairs]


def _joined(near: csr_matrix, groups: Sequence[int]) -> dict[int, int]:
    """New question → the standing group to which it is nearest on the whole, if any is near."""
    taken: dict[int, int] = {}
    for place in range(near.shape[0]):
        pulls: dict[int, float] = {}
        for other, cosine in _row(near, place):
            pulls[groups[other]] = pulls.get(groups[other], 0.0) + cosine
        if pulls:
            taken[place] = max(pulls, key=lambda group: (pulls[group], -group))
    return taken


def _stars(near: csr_matrix, free: Sequence[int]) -> list[list[int]]:
    """Groups of what is left: again and again the question with most around it, and those."""
    left = set(free)
    around = {place: [other for other, _ in _row(near, place) if other in left] for place in free}
    order = sorted(free, key=lambda place: (-len(around[place]), place))
    found = []
    for place in order:
        if place in left:
            star = [place, *(other for other in around[place] if other in left and other != place)]
            left.difference_update(star)
            found.append(star)
    return found


def _middle(vectors: csr_matrix, members: Sequence[int]) -> int:
    """The member that is nearest to all of them; the earliest of those that are."""
    ours = vectors[members]
    pulls = np.asarray(ours @ ours.sum(axis=0).T).ravel().round(5)
    return members[int(pulls.argmax())]


def _row(near: csr_matrix, place: int) -> list[tuple[int, float]]:
    begin, end = near.indptr[place], near.indptr[place + 1]
    return list(zip(near.indices[begin:end].tolist(), near.data[begin:end].tolist(), strict=True))
