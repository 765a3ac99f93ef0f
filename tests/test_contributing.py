"""What the guide for contributors names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted({name for name in re.findall(r"`((?:model|tui|tests)/[\w/.]*)`", GUIDE) if "NAME" not in name})


@pytest.mark.parametrize("name", NAMED)
def test_each_file_and_folder_it_names_exists(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize(("name", "file"), re.findall(r"`([A-Z_]+)` in\s+`([\w/.]+)`", GUIDE))
def test_each_table_it_names_is_in_its_file(name: str, file: str) -> None:
    assert re.search(rf"(?m)^{name}\b.* = ", (ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make (\w+)  ", GUIDE))))
def test_each_target_of_make_it_names_exists(target: str) -> None:
    assert re.search(rf"(?m)^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_it_names_enough_to_be_a_map() -> None:
    assert len(NAMED) > 30
