"""Redis is killed: whoever is in danger gets the numbers; when it is back, nothing is lost and
nothing is told twice.
"""

from tests.chaos.house import LAW, RECOVERY_SECONDS, House
from tests.waiting import until


def test_the_card_comes_without_redis_once_and_the_case_is_opened_when_it_is_back(house: House):
    lan, hoa = house.someone(), house.someone()
    house.product.kill_redis()
    greeted = len(hoa.messages())
    hoa.says(LAW)
    card = house.card(lan)
    until(lambda: house.deliveries_to(lan) >= 2, RECOVERY_SECONDS)
    assert [each.text for each in lan.messages()].count(card) == 1
    assert len(hoa.messages()) == greeted
    house.product.start_redis()
    hoa.waits_for(greeted + 1, RECOVERY_SECONDS)
    house.told_once(lan, card)
