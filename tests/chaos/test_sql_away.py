"""The database is locked or gone: the conversation goes on, and it learns of everything later."""

from tests.chaos.house import LAW, House


def test_a_locked_database_delays_neither_help_nor_law(house: House):
    lan, hoa = house.someone(), house.someone()
    house.lock_database()
    card = house.card(lan)
    assert "Điều 81" in house.hears(hoa, LAW)
    assert house.cases(lan) == []
    house.unlock_database()
    house.told_once(lan, card)


def test_processes_that_start_without_the_database_help_and_answer(house: House):
    lan, hoa = house.someone(), house.someone()
    house.remove_database()
    house.start("web", "worker", "beat")
    card = house.card(lan)
    assert "Điều 81" in house.hears(hoa, LAW)
    house.bring_database_back()
    house.told_once(lan, card)


def test_without_redis_and_the_database_the_card_comes_all_the_same(house: House):
    lan = house.someone()
    house.remove_database()
    house.product.kill_redis()
    house.start("web")
    card = house.card(lan)
    house.bring_database_back()
    house.product.start_redis()
    house.start("worker", "beat")
    house.told_once(lan, card)
