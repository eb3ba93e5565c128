from knowledge.text.address import address, is_well_formed


def told(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[places.start : places.stop]) for places in address(words)]


def test_greetings_are_found_with_and_without_accents():
    assert told("dạ em chào chị , cho em hỏi ly hôn ạ") == ["dạ em chào chị", "cho em hỏi", "ạ"]
    assert told("da em chao chi , cho em hoi ly hon") == ["da em chao chi", "cho em hoi"]


def test_people_in_the_matter_stay():
    assert told("chị gái tôi cho con đất , trẻ em chào đời") == []


def test_nothing_behind_a_negation_goes():
    assert told("em không muốn hỏi chồng") == []
    assert told("em khong muon hoi chong") == []


def test_one_form_of_address_ends_before_the_next_begins():
    assert told("chị ơi em xin cảm ơn chị nhiều ạ , em chào") == [
        "chị ơi", "em xin cảm ơn chị nhiều ạ",
    ]  # fmt: skip


def test_brackets_must_match():
    assert is_well_formed("[dạ] chào <ai>")
    assert not is_well_formed("[dạ chào <ai>")
    assert not is_well_formed("(dạ|vâng thưa")
