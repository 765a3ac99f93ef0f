"""Files whose shape is the attack: each costs little, is told in few words, and never its neighbours."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from model.citations.cite import cite
from model.citations.csl import StyleError
from model.citations.formats import FORMATS, export
from model.describe import describe
from model.library import Library, open_library
from model.readers.files import TooLargeError, _unpacked
from model.record import Record, Source
from tests.hostile import STRUCTURES, gzip_bomb, huge

SIZE = 6_000  # bytes: the growth beyond is measured by `python -m tests.fuzz`, which no machine's load can fail


def opened(folder: Path, data: bytes, name: str = "file") -> Library:
    path = folder / name
    path.write_bytes(data)
    return open_library([str(path)])


def use(library: Library) -> None:
    """Everything that is built of a library."""
    _ = library.graph, library.people, library.search.search("title")
    for row in range(min(len(library), 5)):
        describe(library, row)
    records = [work.record for work in library.works[:5]]
    for form in FORMATS:
        export(records, form.name)


@pytest.mark.parametrize("name", STRUCTURES)
def test_no_structure_fails_a_reader_or_what_is_built_on_it(name: str, tmp_path: Path) -> None:
    library = opened(tmp_path, STRUCTURES[name](SIZE))
    assert not [notice for notice in library.notices if "reader failed" in notice.message]
    assert len(library) or library.notices  # never nothing in silence
    use(library)


BETWEEN = [name for name in STRUCTURES if name.startswith(("yaml", "bibtex")) and "directives" not in name]
SWALLOWED = {"bibtex quotes"}
"""Where the entry after it lies inside an open quote, as BibTeX reads it; it may be lost, the one before may not."""


@pytest.mark.parametrize("name", BETWEEN)
def test_a_structure_does_not_cost_the_records_around_it(name: str, tmp_path: Path) -> None:
    titles = {work.record.title for work in opened(tmp_path, STRUCTURES[name](SIZE)).works}
    assert "Before" in titles
    assert "After" in titles or name in SWALLOWED


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("yaml alias bomb", "aliases"),
        ("yaml cyclic alias", "recursive"),
        ("yaml cyclic list", "recursive"),
        ("yaml whole cycle", "recursive"),
        ("yaml flow depth", "nested"),
        ("yaml dash depth", "nested"),
        ("json closed depth", "nested"),
        ("csl yaml bomb", "aliases"),
        ("bibtex string bomb", "macro"),
    ],
)
def test_a_bomb_is_refused_in_one_notice(name: str, words: str, tmp_path: Path) -> None:
    told = [notice for notice in opened(tmp_path, STRUCTURES[name](SIZE)).notices if words in notice.message]
    assert len(told) == 1, told
    assert told[0].action


def test_a_python_object_in_yaml_is_a_text_and_never_made(tmp_path: Path) -> None:
    body = b"_id: '1'\ntype: book\ntitle: !!python/object/apply:os.system ['touch made']\ndate_published: '2001'\n"
    library = opened(tmp_path, body)
    assert not (Path.cwd() / "made").exists()
    assert len(library) + len(library.notices)


def test_a_million_open_braces_cost_one_entry(tmp_path: Path) -> None:
    library = opened(tmp_path, STRUCTURES["bibtex open braces"](1_000_000))
    assert {"Before", "After"} <= {work.record.title for work in library.works}
    assert len(library.notices) < 5


def test_a_gzip_bomb_is_refused_before_it_is_unpacked_whole(tmp_path: Path) -> None:
    library = opened(tmp_path, gzip_bomb(40 << 20), "bomb.bib.gz")
    (notice,) = library.notices
    assert "unpacks to more than" in notice.message
    with pytest.raises(TooLargeError):
        _unpacked(gzip_bomb(40 << 20))


def test_a_gzip_in_a_gzip_is_no_bibliography_and_not_unpacked_twice(tmp_path: Path) -> None:
    library = opened(tmp_path, gzip.compress(gzip.compress(b"@book{a, title={A}}")), "twice.gz")
    assert not len(library)
    assert len(library.notices) == 1


@pytest.mark.parametrize("keep", [0, 1, 9, 10, 18, 40])
def test_a_gzip_that_is_cut_off_is_told(keep: int, tmp_path: Path) -> None:
    data = gzip.compress(b"@book{a, title={A}, year=2001}" * 30)[:keep]
    library = opened(tmp_path, data, "cut.gz")
    assert len(library) <= 1
    assert library.notices


def test_numbers_beyond_all_measure_stay_texts(tmp_path: Path) -> None:
    item = '{"id":"x","type":"book","title":"T","number":1e999999999,"volume":-1e999999999,"page":' + "9" * 5000
    dates = '"issued":{"date-parts":[[1000000000,99,-5]]},"accessed":{"date-parts":[[-1e308]]}}'
    library = opened(tmp_path, f"[{item},{dates}]".encode())
    use(library)
    assert len(library) + len(library.notices)


@pytest.mark.parametrize("year", [-(10**9), -1, 0, 10**9, 10**400, "1e999", float("nan"), None, True, [], {}])
def test_a_year_may_be_anything(year: object, tmp_path: Path) -> None:
    item = {"id": "x", "type": "book", "title": "T", "issued": {"date-parts": [[year, year, year]]}}
    library = opened(tmp_path, json.dumps([item]).encode())
    assert [work.record.title for work in library.works] == ["T"]
    use(library)


def test_a_hundred_thousand_people_are_one_record(tmp_path: Path) -> None:
    library = open_library([str(huge(tmp_path))])
    assert len(library.works[0].record.creators) == 100_000
    assert len(library.people) == 100_000


def test_a_query_of_any_size_is_answered(tmp_path: Path) -> None:
    library = opened(tmp_path, STRUCTURES["one keyword"](SIZE))
    for query in (
        "x" * 1_000_000,
        "word " * 200_000,
        "(" * 10_000,
        "(" * 10_000 + "a" + ")" * 10_000,
        ")" * 10_000,
        "-" * 10_000,
        "NOT " * 10_000,
        "a OR " * 10_000,
        "OR " * 10_000,
        '"' * 10_001,
        "author:" * 10_000,
        "title:" + "a" * 100_000,
        "year:" + "9" * 10_000,
        "year:>" * 1_000,
        "10.1/" + "a(" * 10_000,
        "doi:" * 10_000,
        "a*" * 10_000,
        "\\" * 10_000,
        "\0\x1b\ud800" * 1_000,
        "e\u0301" * 50_000,
        "ﷺ" * 20_000,
    ):
        hits = library.search.search(query)
        assert len(hits.notes) < 10
        assert all(len(note) < 500 for note in hits.notes)


def _style(folder: Path, layout: str, before: str = "", doctype: str = "") -> str:
    path = folder / "hostile.csl"
    info = "<info><title>T</title><id>t</id></info>"
    area = f"<citation><layout>{layout}</layout></citation>"
    head = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
    path.write_text(f"{doctype}{head}{info}{before}{area}</style>")
    return str(path)


def test_a_style_reads_no_file_and_multiplies_no_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    entities = "".join(f'<!ENTITY a{n + 1} "' + f"&a{n};" * 10 + '">' for n in range(12))
    for doctype in (
        f'<!DOCTYPE style [<!ENTITY a12 SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE style [<!ENTITY a0 "lol">{entities}]>',
    ):
        with pytest.raises(StyleError):
            cite(_book(), _style(tmp_path, "<group>&a12;</group>", doctype=doctype), render=True)


def test_macros_that_call_each_other_end(tmp_path: Path) -> None:
    loop = '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
    assert cite(_book(), _style(tmp_path, '<text macro="a"/>', loop), render=True).text == ""
    call = '<text macro="m{}"/>'
    fan = "".join(f'<macro name="m{n}">{call.format(n + 1) * 10}</macro>' for n in range(12))
    fan += '<macro name="m12"><text variable="title"/></macro>'
    assert len(cite(_book(), _style(tmp_path, '<text macro="m0"/>', fan), render=True).text) < 10**6


def _book() -> Record:
    return Record("a", "citekey", Source("a.bib", 1, "bibtex"), {"title": "Title", "type": "book"}, {})
