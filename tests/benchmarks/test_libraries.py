"""Generated libraries are read completely, and are what they say: else their speed would mean nothing."""

from __future__ import annotations

import re
from pathlib import Path

import bibtexparser
import pytest
import yaml

from model.merge import Overrides, merge
from model.readers import Readings, read_paths
from model.record import Record
from model.repositories import KNOWN
from tests.benchmarks import libraries
from tests.benchmarks.libraries import WRITERS, write_bibtex, write_librecat
from tests.benchmarks.works import Work, works

COUNT = 200
SIZES = {"yaml": (5_000, 7_000), "bib": (700, 950)}
SEEN = {
    "yaml": {"author", "title", "abstract", "issued", "DOI", "container-title", "keyword", "language", "file"},
    "bib": {"author", "title", "abstract", "issued", "DOI", "container-title", "keyword", "page", "publisher"},
}


@pytest.fixture(scope="module", params=["yaml", "bib"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def file(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("libraries") / f"made.{kind}"
    WRITERS[kind](path, COUNT)
    return path


@pytest.fixture(scope="module")
def readings(file: Path) -> Readings:
    return read_paths([str(file)])


def records_of(readings: Readings) -> list[Record]:
    return [record for reading in readings.readings for record in reading.records]


def test_every_record_is_read_and_none_is_complained_about(readings: Readings) -> None:
    assert readings.records == COUNT
    assert [notice for reading in readings.readings for notice in reading.notices] == []
    assert not readings.notices
    assert not any(record.source.damage for record in records_of(readings))


def test_each_record_has_its_title_people_and_year(readings: Readings, kind: str) -> None:
    by_number: dict[str, Work] = {str(work.number): work for work in works(COUNT)}
    for record in records_of(readings):
        assert record.text("title")
        assert record.people("author") or record.people("editor")
        assert record.year
        if kind == "yaml" and record.id in by_number:
            assert len(record.people("author")) == len(by_number[record.id].people)


def test_fields_of_real_exports_are_there(readings: Readings, kind: str) -> None:
    seen = {name for record in records_of(readings) for name in record.fields}
    assert seen >= SEEN[kind]


def test_records_are_as_long_as_real_ones(file: Path, kind: str) -> None:
    low, high = SIZES[kind]
    assert low < file.stat().st_size / COUNT < high


def test_some_works_are_there_twice(readings: Readings) -> None:
    merged = merge(records_of(readings), Overrides(), KNOWN)
    assert COUNT * 0.9 < len(merged.works) < COUNT


def test_the_same_seed_gives_the_same_file(file: Path, kind: str, tmp_path: Path) -> None:
    for name, seed in (("same", libraries.SEED), ("other", 5)):
        WRITERS[kind](tmp_path / name, COUNT, seed=seed)
    assert (tmp_path / "same").read_bytes() == file.read_bytes()
    assert (tmp_path / "other").read_bytes() != file.read_bytes()


def test_librecat_is_written_as_its_emitter_writes(tmp_path: Path) -> None:
    write_librecat(tmp_path / "made.yaml", COUNT)
    text = (tmp_path / "made.yaml").read_text(encoding="utf-8")
    assert len(list(yaml.load_all(text, yaml.BaseLoader))) == COUNT
    assert text.count("\n...\n") == COUNT
    for plain in (r"^date_created: \d{4}-", "^article_processing_charge: No$", r"^volume: \d+$", r"^oa: 1$"):
        assert re.search(plain, text, re.M)
    for quoted in (r"^_id: '\d+'$", r"^month: '\d\d'$", r"^year: '\d{4}'$"):
        assert re.search(quoted, text, re.M)
    for style in (r"^  text: \"", r"^  text: '", r"^  text: [A-Z]", r"\\r\\n"):
        assert re.search(style, text, re.M)
    assert len(set(re.findall(r"^  (ama|apa|chicago|ieee|ista|mla|short): ", text, re.M))) == 7
    for rare in ("supervisor:", "related_material:", "lang: ger", "orcid: 0000-", "checksum: ", "keyword:", "<i>"):
        assert rare in text


def test_bibtex_is_written_by_several_hands(tmp_path: Path) -> None:
    write_bibtex(tmp_path / "made.bib", 2 * COUNT)
    text = (tmp_path / "made.bib").read_text(encoding="utf-8")
    parsed = bibtexparser.parse_string(text)
    assert len(parsed.entries) == 2 * COUNT
    assert not parsed.failed_blocks
    hands = (
        "@article{",
        "@Article{",
        "@ARTICLE{",
        "\n\tTitle = {",
        '\n    author = "',
        "\n  title={",
        "\nTITLE={",
        "{{",
    )
    rest = ("@phdthesis{", "@string{", "@proceedings{", "@comment{", "{\\'", ":PDF", "abstract ", "month = ", "= prl")
    for found in (*hands, *rest):
        assert found in text, found
    inherited = {field.value for entry in parsed.entries for field in entry.fields if field.key.lower() == "crossref"}
    assert inherited
    assert inherited <= {entry.key for entry in parsed.entries if entry.entry_type == "proceedings"}
