"""A large file is read piece by piece as if it were read at once, and its reading can be watched and ended."""

import gc
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.readers import bibtex, bibtex_pieces
from model.readers.base import TOLD_EVERY, Document, Reading
from model.readers.bibtex_pieces import Pieces
from model.record import Record

_PARTS = [
    "@article{a1,\n  title = {T {\\'e} one},\n  year = 2020,\n  month = jan,\n  journal = foo,\n}\n\n",
    "@misc{a2, title={ł–😀}, year={1999}, crossref={p1}}\n",
    '@string{foo = "Foo " # bar}\n',
    "@string{bar = {Bar}}\n",
    "@book{P1, title={Sup}, publisher={Pub}, crossref={p1}}\n",
    "@xdata{x1, publisher={XP}}\n",
    "@misc{a3, xdata={x1}, title={one}, Title={two}}\n",
    "@comment{hidden @article{c1, title={C}} }\n",
    "@comment{never closes\n",
    '@preamble{"abc"}\n',
    "prose with = and mail@example.org, ",
    "\nauthor = {nobody's},\n",
    "  @misc(inpar, title = {I}, year = 2000)\n",
    "@misc{broken, title={never closes,\n year=2001}\n",
    "@misc{quoted, title = {a \\} b}, year=2000} @misc{same, title={S}}\r\n",
    "@articlekey, title = {No brace}, year=2002}\n",
    "@misc{same, title={S}, note={a\n@b at the beginning of a line}}\n",
    *("@", "{", "}", '"', "\\", "\u00a0", "\ufeff", "@misc{", "x" * 250),
]


def _said(reading: Reading) -> tuple[object, ...]:
    records = [(record, list(record.fields.items()), list(record.raw.items())) for record in reading.records]
    return records, reading.notices, reading.skipped


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join), st.integers(1, 300))
def test_pieces_of_any_size_read_as_the_whole(text: str, size: int) -> None:
    whole = bibtex.read(Document("some.bib", text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bibtex_pieces, "PIECE", size)
        assert _said(bibtex.read(Document("some.bib", data=text.encode()))) == _said(whole)


def test_pieces_leave_behind_what_was_read() -> None:
    text = "é" * 1000 + "\n" * 5000 + "end"
    pieces = Pieces(Document("some.bib", data=text.encode()), 1000)
    while not pieces.whole:
        assert len(pieces.text) <= bibtex_pieces.LOOK_BACK + 1000
        pieces.go_on(len(pieces.text))
    assert pieces.text.endswith("end")
    assert pieces.line(len(pieces.text)) == 5001


def test_lines_are_counted_back_as_well_as_on() -> None:
    pieces = Pieces(Document("some.bib", "one\ntwo\nthree"))
    assert [pieces.line(offset) for offset in (0, 9, 5, 3, 4, 13)] == [1, 3, 2, 1, 2, 3]


class _EnoughError(Exception):
    pass


def test_whoever_watches_a_reading_sees_it_grow_and_can_end_it() -> None:
    text = "\n".join(f"@misc{{k{n}, title = {{Work {n}}}, year = 2000}}" for n in range(3 * TOLD_EVERY + 1))
    seen: list[tuple[float, int]] = []

    def watch(share: float, records: Sequence[Record]) -> None:
        assert records[-1].title == f"Work {len(records) - 1}"
        seen.append((share, len(records)))

    bibtex.read(Document("some.bib", text, tick=watch))
    assert [count for _, count in seen] == [TOLD_EVERY, 2 * TOLD_EVERY, 3 * TOLD_EVERY]
    assert [round(share, 1) for share, _ in seen] == [0.3, 0.7, 1.0]

    def stop(share: float, records: Sequence[Record]) -> None:
        raise _EnoughError

    with pytest.raises(_EnoughError):
        bibtex.read(Document("some.bib", data=text.encode(), tick=stop))


def test_a_file_that_was_read_is_let_go_of() -> None:
    gc.disable()  # as while a library is opened
    try:
        document = Document("some.bib", data=b"@misc{k, title = {T}, journal = later}\n@string{later = {L}}\n")
        before = sys.getrefcount(document)
        reading = bibtex.read(document)
        assert reading.records[0].text("container-title") == "L"
        assert sys.getrefcount(document) == before
    finally:
        gc.enable()
