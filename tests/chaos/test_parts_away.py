"""Zalo answers after ten seconds, or the library is gone: whoever is in danger gets the numbers,
whoever asks gets the law, or one clear sentence.
"""

from bot.errors import BotError
from tests.chaos.house import LAW, House

SLOW_MS = 10_000


def test_a_slow_zalo_delays_neither_help_nor_law_for_good(house: House):
    lan, hoa = house.someone(), house.someone()
    house.zalo.latency(SLOW_MS)
    greeted = len(hoa.messages())
    hoa.says(LAW)
    card = house.card(lan)
    assert "Điều 81" in "\n".join(each.text for each in hoa.waits_for(greeted + 1, 90)[greeted:])
    house.zalo.clear_faults()
    house.told_once(lan, card)


def test_without_the_library_help_comes_and_a_question_gets_a_clear_sentence(house: House):
    lan, hoa = house.someone(), house.someone()
    house.remove_library()
    house.start("web", "worker", "beat")
    card = house.card(lan)
    said = house.hears(hoa, LAW)
    assert BotError.public_message in said
    assert "113" in said
    house.bring_library_back()
    house.start("web", "worker", "beat")
    house.told_once(lan, card)
    assert "Điều 81" in house.hears(hoa, LAW)
