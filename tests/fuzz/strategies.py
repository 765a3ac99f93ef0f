"""Random input that is close enough to the real thing to get past the front door: token soups and damaged files."""

# ruff: noqa: E501 (lists of fragments read best as lists)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from model.library import Library, open_library
from model.record import Record
from tests.hostile import PAYLOADS

__all__ = ["configs", "files", "keymaps", "keys", "library", "queries", "records", "styles", "texts"]

DATA = Path(__file__).parent.parent / "data"

_BITS = {
    "yaml": ["_id: '1'", "title: ", "type: book", "---", "...", "\n", "\n  ", "\n- ", "author:", "- first_name: A", "*a",
             "&a ", "!!python/none ", "? ", "<<: ", "|\n  ", ">-\n ", "[", "]", "{", "}", ",", ": ", '"', "'", "#", "\\x",
             "\t", "date_published: '2001-02'", "abstract:", "text:", "lang: eng", "related_material:", "record:", "id: '1'",
             "relation: part_of", "citation:", "apa: <i>x</i>", "~", "null", "\ufeff", "%YAML 1.1\n", "file_id: '1'"],
    "flat": ["--- ", "_id: '1' ", "title: x ", "type: book ", "author: ", "- first_name: A last_name: B ", "abstract: ",
             "- lang: eng text: words and: more ", "citation: apa: x ", "... ", "year: '2001' ", "doi: 10.1/x ", "'' ", '" ',
             "date_published: '2001' ", "related_material: record: - id: '2' relation: part_of ", "keyword: - a - b "],
    "bibtex": ["@", "article", "book", "string", "comment", "preamble", "{", "}", "(", ")", ",", "=", '"', "#", "\n", " ",
               "key", "title", "author", "year", "crossref", "2001", "\\", "\\'e", "{\\\"o}", "$x^2$", "%", " and ", "others",
               "jan", "month", "doi", "10.1/x", "von Der, Ada", "~", "--", "\\textbf{", "\\&", "url", "date", "@book{k,\n"],
    "json": ["[", "]", "{", "}", ",", ":", '"', '"id":"x"', '"_id":"1"', '"title":"T"', '"type":"book"', '"author":',
             '[{"family":"A","given":"B"}]', '"issued":', '{"date-parts":[[2001,2]]}', "1e400", "-0", "null", "true", "NaN",
             '"\\ud800"', '"\\u0000"', "\n", " ", '"DOI":"10.1/x"', '"page":1', '"publication_status":"x"', '{"raw":"spring"}'],
    "ris": ["TY  - JOUR\n", "TY  - ", "ER  - \n", "TI  - x\n", "AU  - A, B\n", "PY  - 2001///\n", "DA  - \n", "more\n", "\r",
            "\n", "N1  - ", "DO  - 10.1/x\n", "KW  - a; b\n", "SP  - 1\n", "EP  - 2\n", "ID  - k\n", "XX  - \n", "\ufeff", "  - "],
    "pubmed": ["PMID- 1\n", "PMID-", "TI  - [x].\n", "FAU - A, B\n", "AU  - A B\n", "AUID- ORCID: 0000-0002-1825-0097\n", "\n",
               "DP  - 2001 Jan-Feb\n", "PG  - 357-62\n", "LID - 10.1/x [doi]\n", "PT  - Book\n", "      more\n", "BTI - y\n", "\r"],
    "endnote": ["%0 Journal Article\n", "%0 Thesis\n", "%A A, B\n", "%T x\n", "%", "%8 June\n", "%D 2001\n", "\n", "more\n", "%K a; b\n",
                "%@ 1\n", "%R 10.1/x\n", "%F k\n", "%? x\n", "\r", "%T\n"],
    "wos": ["FN x\nVR 1\n", "PT J\n", "PT S\n", "ER\n", "EF\n", "AU A, BC\n", "   more\n", "TI x\n", "PD JAN-FEB\n", "PY 2001\n",
            "OI A, B/0000-0002-1825-0097\n", "DT Proceedings Paper\n", "UT WOS:1\n", "DE a; b\n", "\n", "\r", "XX \n"],
    "prose": ["A title. ", "Smith, J. ", "(2001). ", "doi:10.1/x ", "https://doi.org/10.1/x ", "\n", "\n\n", "pp. 1-2. ", "[1] "],
}  # fmt: skip

_TEXT_BITS = [
    *PAYLOADS.values(),
    *("<i>", "</i>", "<sup>", "</sub>", "<b", "&lt;", "&#x1b;", "&amp;amp;", "<math>", "<mi>x</mi>", "</math>", "<!--"),
    *(
        "$",
        "$$",
        "\\(",
        "\\)",
        "^{",
        "_{",
        "}",
        "\\frac{1}",
        "{\\'",
        "\\ss ",
        "\\\\",
        "\\$",
        "`",
        "``",
        "''",
        "---",
        "~",
    ),
    *(
        "\u0301",
        "\u200d",
        "İ",
        "ß",
        "ﬁ",
        "Å",
        "ǆ",
        "漢",
        "e",
        " ",
        ", ",
        ".",
        "von ",
        "Jr.",
        "10.1/x",
        "2001",
        "-",
        "\n",
    ),
]


def texts() -> st.SearchStrategy[str]:
    """Texts of fragments that mean something to a parser, a terminal or a font, between any other characters."""
    piece = st.one_of(st.sampled_from(_TEXT_BITS), st.text(max_size=6), st.text(st.characters(), max_size=3))
    return st.lists(piece, max_size=12).map("".join)


def files() -> st.SearchStrategy[bytes]:
    """Files: soups of a format's tokens, own files with damage done to them, and plain bytes."""
    soups = [_soup(name) for name in _BITS]
    return st.one_of(*soups, _damaged(), _damaged(), st.binary(max_size=200))


def _soup(name: str) -> st.SearchStrategy[bytes]:
    bits = _BITS[name]
    piece = st.one_of(*[st.sampled_from(bits)] * 8, texts())
    heads = {"yaml": "_id: '1'\ntitle: ", "bibtex": "@book{k, title={", "json": '[{"id":"x","type":"book",'}
    start = st.sampled_from(["", heads.get(name, ""), bits[0]])
    return st.builds(
        lambda head, parts: (head + "".join(parts)).encode("utf-8", "surrogatepass"),
        start,
        st.lists(piece, max_size=40),
    )


def _originals() -> list[bytes]:
    """Our own fixtures, in pieces small enough to be read a thousand times."""
    paths = sorted(path for path in DATA.rglob("*") if path.is_file() and "benchmarks" not in path.parts)
    return [path.read_bytes()[start : start + 1500] for path in paths for start in (0, 1500)]


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A real file, cut, swapped, doubled, overwritten."""
    data = draw(st.sampled_from(_ORIGINALS))
    for _ in range(draw(st.integers(0, 5))):
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 60))
        piece = data[start : start + length]
        where = draw(st.integers(0, len(data)))
        change = draw(st.sampled_from(["cut", "move", "double", "noise", "insert"]))
        if change in ("cut", "move"):
            data = data[:start] + data[start + length :]
        if change in ("move", "double"):
            data = data[:where] + piece + data[where:]
        if change == "noise":
            data = data[:start] + draw(st.binary(max_size=4)) + data[start + 1 :]
        if change == "insert":
            data = data[:start] + draw(texts()).encode("utf-8", "replace") + data[start:]
    return data


_ORIGINALS = _originals()
_LIBRARY: list[Library] = []


def library() -> Library:
    """The works of our own fixtures together with hostile ones, read once."""
    if not _LIBRARY:
        _LIBRARY.append(open_library([str(DATA)]))
    return _LIBRARY[0]


def records() -> st.SearchStrategy[list[Record]]:
    """A few records out of files that have much in common, some of them twice, some with texts of their own."""
    found = st.lists(st.one_of(_some_record(), _some_record(), _made_record()), min_size=1, max_size=6)
    return found.map(lambda several: [_at(record, place) for place, record in enumerate(several)])


def _at(record: Record, place: int) -> Record:
    """No two records of a file stand in the same place of it."""
    return replace(record, source=replace(record.source, index=place))


def _some_record() -> st.SearchStrategy[Record]:
    found = [record for work in library().works for record in work.inputs]
    return st.sampled_from(found)


@st.composite
def _made_record(draw: st.DrawFn) -> Record:
    """A record with random texts in the places of LibreCat's."""
    from model.readers.librecat_fields import record_from_librecat
    from model.record import Source

    value = st.one_of(texts(), st.lists(texts(), max_size=2), st.none(), st.integers(), st.floats(), st.booleans())
    names = st.sampled_from(
        ["title", "author", "editor", "date_published", "year", "doi", "page", "volume", "abstract", "keyword", "file",
         "related_material", "citation", "publication_identifier", "external_id", "language", "type", "publication",
         "conference", "project", "department", "main_file_link", "date_updated", "status", "alternative_id"]
    )  # fmt: skip
    people = st.lists(
        st.dictionaries(st.sampled_from(["first_name", "last_name", "orcid", "id", "literal"]), texts(), max_size=3)
    )
    inner = st.one_of(value, people, st.dictionaries(texts(), value, max_size=2), st.fixed_dictionaries(
        {"record": st.lists(st.fixed_dictionaries({"id": st.sampled_from(["1", "2", ""]), "relation": texts()}), max_size=2)}
    ))  # fmt: skip
    raw = draw(st.dictionaries(names, inner, max_size=8))
    raw["_id"] = draw(st.sampled_from(["1", "2", "1/../x", ""]))
    source = Source(draw(st.sampled_from(["a.yaml", "b.yaml"])), draw(st.integers(0, 3)), "librecat-yaml")
    return record_from_librecat(raw, source)


def queries() -> st.SearchStrategy[str]:
    """What may stand in the search box."""
    bits = ["author:", "title:", "year:", "2001..", ">", "<=", "-", "NOT ", " OR ", "AND", "(", ")", '"', "has:", "is:oa", "id:",
            "rel:", "10.1/", "doi:", "type:thesis", "key:", "x", "the ", "tide", "tides", "moon", "*", "?", "a", " ", "source:",
            "https://doi.org/10.1/x", "arxiv:2210.07703", "lang:", "is:", "“", "”", "person:okonkwo", "'", "é"]  # fmt: skip
    piece = st.one_of(*[st.sampled_from(bits)] * 5, texts())
    return st.lists(piece, max_size=12).map("".join)


def configs() -> st.SearchStrategy[bytes]:
    """Configuration files: settings of every kind under names that are known or not, well-formed or not."""
    values = st.one_of(
        st.sampled_from(["'apa'", '""', "1", "-1.5", "true", "[]", "['a', 'b']", "[['1', '2']]", "[1]", "{a = 'b'}", "1979-05-27",
                         "'auto'", "'~/x'", "'no-such'", "\"\\u0000\"", "'''x\ny'''", "inf", "[[['a']]]"]),
        texts().map(lambda text: "'" + text.replace("'", "").replace("\n", "") + "'"),
    )  # fmt: skip
    names = st.sampled_from(
        ["library", "style", "styles", "locale", "theme", "clipboard", "keys", "repository", "merge", "export", "nothing",
         "folder", "same", "different", "'mark.toggle'", "'copy.default'", "'app.quit'", "keys.'search.focus'", "'10.1'"]
    )  # fmt: skip
    lines = st.one_of(
        st.builds("{} = {}".format, names, values),
        st.builds("{} = {}".format, names, values),
        st.sampled_from(["[keys]", "[export]", "[merge]", "[repository]", "# note", "[", "", "[[keys]]"]),
        texts(),
    )
    return st.lists(lines, max_size=8).map(lambda found: "\n".join(found).encode("utf-8", "surrogatepass"))


def keymaps() -> st.SearchStrategy[dict[str, str]]:
    """What a person may put under [keys]."""
    from tui.commands import COMMANDS

    names = st.one_of(st.sampled_from([command.id for command in COMMANDS]), texts())
    keys = st.lists(
        st.one_of(
            st.sampled_from(
                ["q", "y", "ctrl+c", "ctrl+", "+", ",", "f1", "space", "alt+shift+x", "/", "[", "slash", "é"]
            ),
            texts(),
        ),
        max_size=3,
    )
    return st.dictionaries(names, keys.map(",".join), max_size=4)


def keys() -> st.SearchStrategy[list[str]]:
    """Keys as a person or a cat presses them: those that do something oftener than others."""
    bound = [*"jkgG/rampwyYcvsfoxR?:q[]uCAn1", "down", "up", "enter", "escape", "tab", "shift+tab", "space", "ctrl+a", "ctrl+d",
             "pagedown", "end", "home", "left", "right", "backspace", "ctrl+p", "alt+left", "f1", "delete", "ctrl+z"]  # fmt: skip
    others = st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2FFF)
    return st.lists(st.one_of(*[st.sampled_from(bound)] * 6, others), min_size=1, max_size=14)


_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>x</id></info>
{macros}<citation><layout>{layout}</layout></citation><bibliography>{layout}</bibliography></style>"""


@st.composite
def styles(draw: st.DrawFn) -> str:
    """Citation styles that are nearly well-formed: macros that may call each other, elements anywhere."""
    bits = ['<text variable="title"/>', '<text macro="a"/>', '<text macro="b"/>', '<number variable="volume"/>', "<group>",
            "</group>", '<names variable="author"/>', '<date variable="issued" form="text"/>', "<choose>", "</choose>",
            '<if type="book">', "</if>", "<else>", "</else>", '<label variable="page"/>', "<layout>", "</layout>", "x", "<sort>",
            '<text term="and"/>', '<key macro="a"/>', "<names>", '<et-al term="x"/>', "&x;", '<text value="&#x1b;"/>']  # fmt: skip
    soup = st.lists(st.sampled_from(bits), max_size=8).map("".join)
    macros = "".join(f'<macro name="{name}">{draw(soup)}</macro>' for name in "ab")
    return _STYLE.format(macros=macros, layout=draw(soup))
