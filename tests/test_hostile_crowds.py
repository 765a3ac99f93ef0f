"""Records with a hundred thousand of everything: no screen does more work than a screen is worth, nothing is lost.

What is counted is work (lines laid out, letters flowed, names rendered), not time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from model.citations.abridged import LETTERS, PEOPLE, abridge
from model.citations.cite import as_plain, cite, cite_many
from model.citations.csl.names import NameList
from model.citations.formats import COPY_FORMATS, copy, export
from model.citations.styles import COMMON
from model.describe import MOST, describe
from model.library import Library, open_library
from model.merge import merge
from model.record import Date, File, Link, Person, Project, Record, Relation, Source, Value
from tests.hostile import STRUCTURES
from tui import flow as flowing
from tui.app import BibscopeApp
from tui.config import Config
from tui.flow import Line, Run
from tui.page import Citing, page_of
from tui.pages.person_page import company_of, is_large, person_page
from tui.pages.provenance_page import provenance_page
from tui.pages.relations_page import relations_page
from tui.screens.people import people_question

pytestmark = pytest.mark.usefixtures("cut_off")

MANY = 100_000
LINES = 8_000  # of a page
FLOWED = 600_000  # letters laid out after a key: every screen there is, several times over


def _record(name: str, **fields: Value) -> Record:
    known: dict[str, Value] = {"type": "journal_article", "title": f"Crowd of {name}", "issued": Date(2001)}
    return Record(name, "librecat", Source("crowds.yaml", 1, "librecat-yaml"), {**known, **fields})


def _everything() -> dict[str, Record]:
    people = tuple(Person(f"Name{n}", "Anna") for n in range(MANY))
    texts = tuple(f"word {n}" for n in range(MANY))
    files = tuple(File(f"{n}.pdf", n) for n in range(MANY))
    relations = tuple(Relation("part_of", str(10**7 + n)) for n in range(MANY))
    links = tuple(Link("software", f"https://example.org/{n}") for n in range(MANY))
    some = {f"style{n}": "A citation" for n in range(MANY // 10)}
    found = (
        _record("people", author=people),
        _record("editors", editor=people[::-1], supervisor=people),
        _record("keywords", keyword=texts, department=texts, alternative_id=texts),
        _record("files", file=files),
        _record("relations", relation=relations),
        _record("links", link=links),
        _record("numbers", ISBN=texts, citekey=texts),
        _record("projects", project=tuple(map(Project, texts))),
        _record("citations", citation={"apa": "<i>Name</i>, A., " * MANY, **some}),
        _record("fields", **{f"odd{n}": "value" for n in range(MANY // 10)}),
        _record("title", title="word " * (MANY * 2)),
        _record("word", title="w" * 10 * MANY),
        _record("abstract", abstract="A sentence of words. " * (50 * MANY // 21)),
        _record("paragraphs", abstract="Paragraph.\n\n" * (5 * MANY)),
        _record("places", **{"container-title": "Journal " * MANY, "publisher": "p" * 10 * MANY, "page": "1-" * MANY}),
        _record("digits", volume="9" * MANY, edition="2" * MANY, issue="²" * MANY, page="9" * MANY),
        _record("names", author=(Person("w" * 10 * MANY, "A " * MANY), Person(literal="x " * MANY))),
        _record("type", type="t" * 10 * MANY),
    )
    return {record.id: record for record in found}


RECORDS = _everything()


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(works=merge(list(RECORDS.values())).works)


def row_of(library: Library, name: str) -> int:
    return library.find(name)[0]


def letters(lines: tuple[Line, ...]) -> int:
    return sum(len(run.text) for line in lines for run in line)


# -- what is made for the screen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
def test_every_page_of_a_crowd_is_short(library: Library, name: str) -> None:
    row = row_of(library, name)
    for page in (
        page_of(library, row, 80, Citing("APA", "x " * MANY)),
        relations_page(library, row, 80),
        provenance_page(library, row, 80),
    ):
        assert len(page.lines) < LINES
        assert letters(page.lines) < FLOWED // 2
        assert len(page.stops) < LINES


@pytest.mark.parametrize(
    ("name", "section", "count"),
    [
        ("people", "People", MANY),
        ("editors", "People", 2 * MANY),
        ("files", "Files", MANY),
        ("relations", "Relations", MANY),
        ("links", "Links", MANY),
        ("projects", "Projects and departments", MANY),
        ("numbers", "Identifiers", MANY + 2),
        ("citations", "Citations as supplied", MANY // 10 + 1),
        ("fields", "Other fields", MANY // 10),
    ],
)
def test_a_section_in_brief_ends_with_how_much_more_there_is(
    library: Library, name: str, section: str, count: int
) -> None:
    row = row_of(library, name)
    items = next(each.items for each in describe(library, row, brief=True) if each.title == section)
    assert len(items) <= MOST + 1
    more = count - len(items) + 1
    assert items[-1].text == f"and {more:,} more: `bibscope show {name}` prints all"
    everything = next(each.items for each in describe(library, row) if each.title == section)
    assert len(everything) == count
    assert everything[: len(items) - 1] == items[:-1] or name == "citations"  # of which the first is cut, too


def test_a_record_that_a_person_would_write_is_described_in_brief_as_in_full(library: Library) -> None:
    few = _record("few", author=(Person("A", "B"),) * 40, abstract="One.\n\nTwo.", keyword=("a", "b"))
    small = Library(works=merge([few]).works)
    assert describe(small, 0, brief=True) == describe(small, 0)


def test_the_people_of_a_crowd_are_options_only_when_looked_at(library: Library) -> None:
    question = people_question(library, row_of(library, "people"))
    assert len(question.options) == MANY + 1
    assert question.options[MANY].label == f"Name{MANY - 1}, Anna"
    assert question.complete is not None
    assert question.find is not None
    question.complete()
    found = question.find("99999")
    assert [option.label for option in found] == ["Name99999, Anna"]
    assert found[0].detail == "2 works"


def test_who_worked_with_somebody_of_a_crowd_is_counted_off_the_page(library: Library) -> None:
    key = library.people.key_of(Person("Name7", "Anna"))
    assert is_large(library, key)
    page = person_page(library, key, 80, None)
    assert "Together with" in page.sections
    whole = person_page(library, key, 80, company_of(library, key))
    assert f"and {MANY - 201:,} more" in "".join(run.text for line in whole.lines for run in line)
    assert len(whole.lines) < LINES


# -- citations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the names that are rendered."""
    counts: Counter[str] = Counter()
    person = NameList.person

    def counting(self: NameList, *arguments: object) -> object:
        counts["names"] += 1
        return person(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(NameList, "person", counting)
    return counts


@pytest.mark.parametrize("style", COMMON)
def test_a_citation_in_brief_renders_few_names_and_says_what_it_leaves_out(style: str, rendered: Counter[str]) -> None:
    record = RECORDS["people"]
    brief = cite(record, style, brief=True)
    assert rendered["names"] <= 4 * PEOPLE
    assert len(brief.text) < 5_000
    shortened = "shortened for the screen" in brief.label
    assert shortened == (f"({MANY - PEOPLE + 1:,} more people)" in brief.text.lower())
    few = record.with_fields({"author": record.people("author")[: 2 * PEOPLE]})
    assert shortened == ("shortened" in cite(few, style, brief=True).label)
    assert shortened == (cite(few, style).text != cite(few, style, brief=True).text)


@pytest.mark.parametrize("style", ["apa", "nature", "chicago"])  # with the last name, with none, with seven
def test_a_style_that_abbreviates_prints_the_same_in_brief(style: str) -> None:
    for name in ("people", "editors"):
        assert cite(RECORDS[name], style).text == cite(RECORDS[name], style, brief=True).text


def test_counts_and_thresholds_of_a_style_see_everybody(tmp_path: Path) -> None:
    style = tmp_path / "counting.csl"
    head = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
    info = "<info><title>T</title><id>t</id></info>"
    layout = '<names variable="author"><name form="count"/></names>'
    style.write_text(f"{head}{info}<citation><layout>{layout}</layout></citation></style>")
    assert cite(RECORDS["people"], str(style), brief=True).text == f"{MANY}"
    layout = f'<names variable="author"><name et-al-min="{MANY}" et-al-use-first="1"/></names>'
    style = tmp_path / "threshold.csl"
    style.write_text(f"{head}{info}<citation><layout>{layout}</layout></citation></style>")
    assert cite(RECORDS["people"], str(style), brief=True).text == "Anna Name0 et al."


def test_editors_and_translators_that_differ_do_not_become_alike() -> None:
    people = RECORDS["people"].people("author")
    others = (*people[:500], Person("Odd", "One"), *people[501:])
    shorter = abridge(_record("both", editor=people, translator=others)).record
    assert shorter.people("editor") != shorter.people("translator")
    same = abridge(_record("both", editor=people, translator=people)).record
    assert same.people("editor") == same.people("translator")


@pytest.mark.parametrize("name", RECORDS)
def test_every_citation_in_brief_is_short_and_every_sample_too(name: str) -> None:
    for style in ("apa", "ieee", "mla", "ista"):
        assert len(cite(RECORDS[name], style, brief=True).text) < 8 * LETTERS
    shorter = abridge(RECORDS[name])
    for each in COPY_FORMATS:
        assert len(copy(shorter.record, each.name)) < 100_000


def test_what_a_person_would_write_is_not_abridged() -> None:
    record = _record("few", author=(Person("A", "B"),) * PEOPLE, abstract="a " * 1000, keyword=("k",) * 100)
    assert abridge(record).record is record


@pytest.mark.parametrize("style", ["science", "elsevier"])
def test_a_citation_to_keep_names_everybody(style: str) -> None:
    (cited,) = cite_many([RECORDS["people"]], style).texts
    assert f"Name{MANY // 2}" in as_plain(cited)
    assert f"Name{MANY - 1}" in as_plain(cited)


def test_exports_and_copies_have_everything() -> None:
    for name, last in (("people", f"Name{MANY - 1}"), ("keywords", f"word {MANY - 1}")):
        for form in ("bibtex", "csl-json", "ris", "json"):
            assert last in export([RECORDS[name]], form), form
    for name in ("files", "links"):
        assert f"{MANY - 1}" in export([RECORDS[name]], "json")


@pytest.mark.parametrize("field", ["page", "volume", "edition", "issue", "number", "version"])
@pytest.mark.parametrize("sign", ["9", "²", "٣", "1-", "w", "x1"])
def test_a_number_without_end_is_printed_and_searched_for_nothing(field: str, sign: str) -> None:
    for style in ("chicago", "mla", "ieee"):
        assert cite(_record("long", **{field: sign * 20_000}), style).text


# -- the browser ----------------------------------------------------------------------------------------------------


class Visit:
    """The browser, and how many letters it lays out."""

    def __init__(self, app: BibscopeApp, pilot: Pilot[int], flowed: Counter[str]) -> None:
        self.app = app
        self.pilot = pilot
        self.flowed = flowed

    async def press(self, *keys: str) -> None:
        """Press keys one by one; none may set off more work than a screen is worth."""
        for key in keys:
            self.flowed.clear()
            await self.pilot.press(key)
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            assert self.flowed["letters"] < FLOWED, f"{key}: {self.flowed}"

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips(self.app.size))


@pytest.fixture
def flowed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the letters that are laid out."""
    counts: Counter[str] = Counter()
    words: Callable[..., Iterator[object]] = flowing._words
    joined: Callable[[list[Run]], Line] = flowing._joined

    def counting_joined(line: list[Run]) -> Line:
        counts["letters"] += sum(len(run.text) for run in line)
        return joined(line)

    monkeypatch.setattr(flowing, "_words", words)
    monkeypatch.setattr(flowing, "_joined", counting_joined)
    return counts


@asynccontextmanager
async def visit(library: Library, flowed: Counter[str], name: str) -> AsyncIterator[Visit]:
    app = BibscopeApp((), Config(clipboard="osc52", style="science"), library=library)
    async with app.run_test(size=(100, 30)) as pilot:
        it = Visit(app, pilot, flowed)
        await it.press("home")
        while app.screen.chosen != library.find(name):  # type: ignore[attr-defined]
            await it.press("j")
        yield it


@pytest.mark.parametrize("name", ["people", "relations", "fields", "names"])
async def test_no_key_on_a_crowd_does_more_work_than_a_screen_is_worth(
    library: Library, flowed: Counter[str], rendered: Counter[str], name: str
) -> None:
    async with visit(library, flowed, name) as it:
        await it.press("enter", "G", "g", "j", "escape")
        for key in ("r", "a", "m", "p", "Y", "C", "w", "x"):
            rendered.clear()
            await it.press(key, "down", "pagedown", "end", "escape", "escape")
            assert rendered["names"] < 40 * PEOPLE, key
        assert "Crowd" in it.text() or "w" in it.text()


async def test_a_copy_of_a_crowd_is_told_of_beforehand_and_has_everybody(
    library: Library, flowed: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    async with visit(library, flowed, "people") as it:
        monkeypatch.setattr("tui.clipboard.OSC52_LIMIT", 10**8)
        it.app.copy_to_clipboard = taken.append  # type: ignore[method-assign]
        told: list[str] = []  # all that was said: on a busy machine the first of it has left the screen by the end
        monkeypatch.setattr(it.app, "notify", lambda message, **_: told.append(message))
        await it.press("y")
        assert f"Citing {MANY:,} names" in told[0]
        assert told[-1].startswith("Science citation, ")
    assert f"Name{MANY - 1}" in taken[0]


def test_a_work_with_a_hundred_thousand_versions_is_put_in_order() -> None:
    records = [
        _record(f"v{n}", title=f"Version {n}", relation=(Relation("earlier_version", f"v{n + 1}", "citekey"),))
        for n in range(MANY // 10)
    ]
    library = Library(works=merge(records).works)
    chain = library.graph.version_chain(0)
    assert len(chain) == MANY // 10
    page = relations_page(library, len(chain) // 2, 80)
    assert len(page.lines) < LINES
    words = "".join(run.text for line in page.lines for run in line)
    assert "earlier" in words
    assert "later" in words


@pytest.mark.parametrize("name", [name for name in STRUCTURES if name.startswith("relation")])
def test_relations_in_circles_and_stars_are_drawn(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(STRUCTURES[name](120_000))
    works = open_library([str(tmp_path / "file")])
    for row in {0, 1, len(works) // 2, len(works) - 1} & set(range(len(works))):
        page = relations_page(works, row, 60)
        assert 2 <= len(page.lines) < LINES
        targets = [stop.target for stop in page_of(works, row, 60, Citing("APA")).stops]
        assert f"row:{row}" not in targets  # nothing is related to itself
