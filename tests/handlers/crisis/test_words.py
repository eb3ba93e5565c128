from handlers.crisis.words import ages, sentences, words_as_read, words_as_typed
from knowledge.text.shorthand import tokens


def read(text):
    return words_as_read(tokens(text))


def test_abbreviations_are_read_and_kept():
    assert [word.text for word in read("ck đánh e")] == ["chồng", "đánh", "em"]
    assert [word.text for word in words_as_typed(tokens("ck đánh e"))] == ["ck", "đánh", "e"]


def test_a_sentence_end_leaves_a_gap():
    first, second = read("Em sợ. Nó đánh.")[1:3]
    assert second.position - first.position > 1
    assert len(sentences(read("Em sợ. Nó đánh."))) == 2


def test_sentences_cover_every_word_once():
    words = read("Một hai. Ba bốn năm! Sáu")
    extents = sentences(words)
    for word in words:
        assert sum(bool(extent >> word.position & 1) for extent in extents) == 1


def test_bare_words_count_as_bare_among_accented_ones():
    assert all(word.loose for word in read("chong danh em"))
    assert not any(word.loose for word in read("chồng tôi lập danh sách rồi ạ"))


def test_ages_and_classes_are_read_from_figures():
    def kinds(text):
        return {kind for _, _, found in ages(read(text)) for kind in found}

    assert "child_age" in kinds("con 13 tuổi")
    assert "child_age" in kinds("bé 5t")
    assert "child_age" not in kinds("em 16 tuổi")
    assert "old_age" in kinds("mẹ 80 tuổi")
    assert "grade" in kinds("học lớp 7")
    assert kinds("lớp 12") == set()
    assert "many_pills" in kinds("uống 20 viên")
    assert kinds("uống 2 viên") == set()
