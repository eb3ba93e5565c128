from knowledge.text.phrasebook import Phrasebook


def book() -> Phrasebook[str]:
    phrases: Phrasebook[str] = Phrasebook()
    phrases.add("sổ đỏ", "land", bare_too=True)
    phrases.add("sổ đỏ nhà nước", "long", bare_too=True)
    phrases.add("bạo hành", "harm", bare_too=False)
    phrases.add("cưới", "wed", bare_too=False)
    return phrases


def found(text: str, bare: str, place: int = 0) -> list[tuple[int, str]]:
    return book().at(text.split(), bare.split(), place)


def test_the_longest_comes_first():
    assert found("sổ đỏ nhà nước", "so do nha nuoc") == [(4, "long"), (2, "land")]


def test_bare_and_half_accented_words_fit_where_they_may():
    assert found("so do", "so do") == [(2, "land")]
    assert found("so đỏ", "so do") == [(2, "land")]
    assert found("bao hành", "bao hanh") == []
    assert found("sơ đồ", "so do") == []


def test_one_word_and_the_end_of_the_row():
    assert found("lo cưới", "lo cuoi", 1) == [(1, "wed")]
    assert found("cuoi", "cuoi") == []
    assert found("nhà sổ", "nha so", 1) == []


def test_places_are_those_where_the_first_two_words_fit():
    assert book().places("mot so do nha bao hanh cuoi so".split()) == [1, 4, 6]
    assert book().places("mot so nha bao cuoi".split()) == [4]
