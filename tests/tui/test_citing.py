"""Citations to look at: what is made for a library that is shown no more is not taken for one of the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.citations import cite as citing
from model.citations.cite import Citation
from model.library import Library, open_library
from model.record import Record
from tui.citing import Citer


def _library(path: Path, title: str) -> Library:
    path.write_text(f"@book{{key, title = {{{title}}}, author = {{Ann Author}}, year = 2001}}\n")
    return open_library([str(path)])


def test_a_citation_that_comes_after_files_were_read_again_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = _library(tmp_path / "before.bib", "Before"), _library(tmp_path / "after.bib", "After")
    citer = Citer(before, "apa", ())
    really = citing.cite

    def slow(record: Record, style: str, *, locale: str | None = None, brief: bool = False) -> Citation:
        made = really(record, style, locale=locale, brief=brief)
        if citer.library is before:
            citer.library = after
            citer.forget()
        return made

    monkeypatch.setattr(citing, "cite", slow)
    assert "Before" in citer.make(0, "apa").text
    assert citer.known(0) is None
    citer.make(0, "apa")
    made = citer.known(0)
    assert made and "After" in made.text
