"""The sample library: its files parse, tell nothing false about themselves and overlap as promised."""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library as BibLibrary

from model import sample

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PUBLICATIONS, GROUP, READING = sample.paths()
INVERSE = {"part_of_dissertation": "dissertation_contains", "earlier_version": "later_version"}
STYLES = {"ama", "apa", "chicago", "ieee", "ista", "mla", "short"}
PERSONAL = {"user_id", "creator", "acknowledgement", "email", "message", "locked"}

Map = dict[str, object]


def _documents() -> list[Map]:
    return list(yaml.load_all(PUBLICATIONS.read_text(encoding="utf-8"), yaml.CBaseLoader))


def _bib(path: Path) -> BibLibrary:
    return parse_string(path.read_text(encoding="utf-8"))


def _fields(path: Path) -> dict[str, dict[str, str]]:
    return {e.key: {f.key: str(f.value) for f in e.fields} for e in _bib(path).entries}


def _maps(value: object) -> Iterator[Map]:
    """Every map inside a YAML value, itself included."""
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _maps(child)


def _items(record: Map, key: str) -> list[Map]:
    value = record.get(key, [])
    assert isinstance(value, list)
    return value


def _relations() -> set[tuple[str, str, str]]:
    found = set()
    for record in _documents():
        related = record.get("related_material", {})
        assert isinstance(related, dict)
        found |= {(str(record["_id"]), r["relation"], r["id"]) for r in related.get("record", [])}
    return found


def _doi(text: object) -> str:
    return str(text).lower().removeprefix("https://doi.org/")


def _abstracts() -> list[str]:
    texts = [str(a["text"]) for record in _documents() for a in _items(record, "abstract")]
    for path in (GROUP, READING):
        texts += [f["abstract"] for f in _fields(path).values() if "abstract" in f]
    return texts


def _runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_paths_point_at_three_files_that_exist() -> None:
    assert [p.name for p in sample.paths()] == ["publications.yaml", "group.bib", "reading-list.bib"]
    assert all(p.is_file() and p.is_absolute() for p in sample.paths())


def test_a_missing_sample_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "_NAMES", ("publications.yaml", "gone.bib"))
    with pytest.raises(FileNotFoundError, match=r"lacks gone\.bib"):
        sample.paths()


def test_every_sample_file_goes_into_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["model.sample"]
    assert all(any(fnmatch(p.name, pattern) for pattern in patterns) for p in sample.paths())


def test_the_yaml_is_written_as_librecat_exports_it() -> None:
    text = PUBLICATIONS.read_text(encoding="utf-8")
    documents = _documents()
    assert text.count("\n...\n") == len(documents) == len(re.findall(r"^---$", text, re.M))
    for found in _maps(documents):
        assert list(found) == sorted(found)


def test_every_record_has_what_librecat_always_gives() -> None:
    for record in _documents():
        assert all(record.get(key) for key in ("_id", "type", "title", "status", "year", "author"))
        assert record["status"] == "public"
        assert str(record["date_published"])[:4] == record["year"]
    ids = [record["_id"] for record in _documents()]
    assert len(ids) == len(set(ids))


def test_no_administrative_or_personal_fields_remain() -> None:
    for found in _maps(_documents()):
        assert not PERSONAL & set(found)


@pytest.mark.parametrize("path", [GROUP, READING], ids=lambda p: p.name)
def test_bibtex_parses_with_no_failed_block(path: Path) -> None:
    library = _bib(path)
    assert library.failed_blocks == []
    assert len(library.entries) >= 10
    assert all({"title", "year"} <= set(e.fields_dict) for e in library.entries if "crossref" not in e)


def test_group_bib_has_the_line_form_of_librecat() -> None:
    lines = GROUP.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert [text for text in lines if not re.fullmatch(r"@[a-z]+\{\d+,|  [a-z ]{12} = \{.+\},|\}|", text)] == []
    assert all(re.fullmatch(r"\{.+\}", f["title"]) for f in _fields(GROUP).values())


def test_the_reading_list_shows_what_peoples_files_contain() -> None:
    text = READING.read_text(encoding="utf-8")
    for habit in (r"{\"U}", r"{\H{o}}", "@string", "@comment", "crossref", " # "):
        assert habit in text
    assert text.count(" and others") == 1
    fields = _fields(READING)
    assert {f["crossref"] for f in fields.values() if "crossref" in f} <= set(fields)


def test_every_abstract_says_that_it_is_a_summary() -> None:
    assert len(_abstracts()) > 30
    assert all(re.match(r"Summary: \S", text) for text in _abstracts())


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real files are not beside this checkout")
def test_no_abstract_shares_eight_words_in_a_row_with_the_real_files() -> None:
    real = set().union(*(_runs(p.read_text(encoding="utf-8")) for p in SEEDS.glob("*.txt")))
    assert len(real) > 1000
    assert [text for text in _abstracts() if _runs(text) & real] == []


def test_files_overlap_by_record_id_and_titles_agree() -> None:
    titles = {str(r["_id"]): r["title"] for r in _documents()}
    group = {key: f["title"].strip("{}") for key, f in _fields(GROUP).items()}
    shared = titles.keys() & group.keys()
    assert len(shared) >= 5
    assert {key: titles[key] for key in shared} == {key: group[key] for key in shared}
    assert group.keys() - titles.keys() >= {"10854", "10855", "11458"}


def test_the_reading_list_meets_the_yaml_by_doi_and_disagrees_with_it() -> None:
    ours = {_doi(r["doi"]): r for r in _documents() if "doi" in r}
    theirs = {_doi(f["doi"]): f for f in _fields(READING).values() if "doi" in f}
    shared = ours.keys() & theirs.keys()
    assert sorted(str(ours[doi]["_id"]) for doi in shared) == ["11844", "12299", "19983"]
    for doi in shared:
        assert ours[doi]["year"] == theirs[doi]["year"]
        assert ours[doi]["page"] == theirs[doi]["pages"].replace("--", "-")
        assert ours[doi]["publisher"] != theirs[doi]["publisher"]
    assert shared & {_doi(f.get("doi")) for f in _fields(GROUP).values()}, "no work in all three files"


def test_an_arxiv_id_is_the_only_bridge_to_one_work() -> None:
    survey = next(r for r in _documents() if r["_id"] == "10180")
    entry = _fields(READING)["hoefler2021sparsity"]
    assert survey["external_id"] == {"arxiv": [entry["eprint"]]}
    assert "doi" not in survey
    assert "doi" not in entry


def test_some_relations_are_told_from_both_sides() -> None:
    relations = _relations()
    pairs = {(a, b) for a, relation, b in relations if (b, INVERSE.get(relation), a) in relations}
    assert len(pairs) >= 3
    assert ("19969", "11844") in pairs


def test_some_relations_are_told_from_one_side_or_lead_out_of_the_sample() -> None:
    known = {str(r["_id"]) for r in _documents()}
    targets = {target for _, _, target in _relations()}
    assert "11458" in targets - known
    assert "11458" in _fields(GROUP)
    assert len(targets - known - _fields(GROUP).keys()) >= 1


def test_software_links_orcids_and_stored_citations_are_there() -> None:
    links = [m for m in _maps(_documents()) if m.get("relation") == "software"]
    assert len(links) >= 3
    assert len({m["orcid"] for m in _maps(_documents()) if "orcid" in m}) >= 4
    cited = [r["citation"] for r in _documents() if "citation" in r]
    assert len(cited) == 10
    assert all(isinstance(c, dict) and set(c) == STYLES for c in cited)


def test_two_works_share_a_title_but_not_a_doi() -> None:
    abstract, article = (_fields(GROUP)[key] for key in ("10854", "10855"))
    assert abstract["title"] == article["title"]
    assert abstract["author"] == article["author"]
    assert abstract["doi"] != article["doi"]


def test_types_and_years_are_many() -> None:
    years = {int(str(r["year"])) for r in _documents()}
    years |= {int(f["year"]) for f in _fields(READING).values() if "year" in f}
    assert (min(years), max(years)) == (1931, 2025)
    kinds = {str(r["type"]) for r in _documents()} | {e.entry_type for e in _bib(READING).entries}
    assert len(kinds) >= 8


def test_the_readme_counts_its_files_and_names_what_they_share() -> None:
    readme = Path(sample.__file__).with_name("README.md").read_text(encoding="utf-8")
    for path, count in ((PUBLICATIONS, len(_documents())), *((p, len(_fields(p))) for p in (GROUP, READING))):
        assert re.search(rf"^\| `{re.escape(path.name)}` \|.*\| {count} \|$", readme, re.M)
    shared = {str(r["_id"]) for r in _documents()} & _fields(GROUP).keys()
    assert all(f"{record_id}" in readme for record_id in shared)
