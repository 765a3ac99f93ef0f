"""Readers say how far they are, and stop when whoever listens has enough."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from model.progress import Progress
from model.readers import read_document
from model.readers.base import TOLD_EVERY, Document
from model.record import Record

COUNT = 2 * TOLD_EVERY + 1
TEXTS = {
    "ris": "".join(f"TY  - JOUR\nTI  - Title {n}\nER  - \n" for n in range(COUNT)),
    "endnote": "".join(f"%0 Book\n%T Title {n}\n%F key{n}\n\n" for n in range(COUNT)),
    "wos": "".join(f"PT J\nTI Title {n}\nUT WOS:{n}\nER\n\n" for n in range(COUNT)),
    "pubmed": "".join(f"PMID- {n}\nTI  - Title {n}\n\n" for n in range(1, COUNT + 1)),
    "csl-json": "[" + ",\n".join(f'{{"id": "{n}", "type": "book", "title": "Title {n}"}}' for n in range(COUNT)) + "]",
}


class EnoughError(Exception):
    """Somebody has seen enough."""


@pytest.mark.parametrize(("name", "end"), [*((name, "\n") for name in TEXTS), ("ris", "\r\n"), ("pubmed", "\r")])
def test_every_so_often_the_share_and_what_was_read_is_told(name: str, end: str) -> None:
    told: list[tuple[float, int]] = []
    document = Document(
        "x", TEXTS[name].replace("\n", end), tick=lambda share, records: told.append((share, len(records)))
    )
    reading = read_document(document)
    assert reading.format == name and len(reading.records) == COUNT
    assert [count for _, count in told] == [TOLD_EVERY, 2 * TOLD_EVERY]
    assert 0 < told[0][0] < told[1][0] <= 1


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_raised_there_ends_the_reading(name: str) -> None:
    def tick(share: float, records: Sequence[Record]) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        read_document(Document("x", TEXTS[name], tick=tick))


def test_the_bar_moves_within_a_file_and_never_past_its_end() -> None:
    assert Progress("a", 0, 4, 0).bar(8) == "────────"
    assert Progress("a", 1, 4, 0, 0.5).bar(8) == "━━━─────"
    assert Progress("a", 3, 4, 0, 7.0).bar(8) == "━━━━━━━━"
    assert Progress("", 0, 0, 0).bar(2) == "──"


def test_a_rate_is_told_once_it_means_something() -> None:
    assert Progress("a", 0, 1, 30_000).rate(0.1) == ""
    assert Progress("a", 0, 1, 0).rate(5) == ""
    assert Progress("a", 0, 1, 30_000).rate(2) == ", 15,000 a second"
