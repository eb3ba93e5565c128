from __future__ import annotations

from handlers.hotlines import danger_line, emergency_number


def test_danger_names_the_police_and_the_childrens_line():
    assert "113 (Công an)" in danger_line()
    assert "111 (trẻ em)" in danger_line()


def test_emergencies_go_to_the_ambulance():
    assert emergency_number() == "115"
