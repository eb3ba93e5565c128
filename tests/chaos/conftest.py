"""A product of its own, whose parts are killed and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.house import House
from tests.product import running_product


@pytest.fixture(scope="package")
def own_house(tmp_path_factory: pytest.TempPathFactory, shipped_library: Path) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("chaos")
    library = folder / "library"
    library.symlink_to(shipped_library, target_is_directory=True)
    with running_product(folder, library) as product:
        yield House(product)


@pytest.fixture
def house(own_house: House) -> Iterator[House]:
    yield own_house
    own_house.all_is_well()
