"""Flattened LibreCat YAML comes back value for value, or says what did not."""

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from model.readers.flattened import looks_flattened, recover
from tests.flatten import (
    flatten,
    load,
    rewrapped,
    squeezed,
    tags_as_blanks,
    values,
    without_any_mark,
    without_first_mark,
    without_last_mark,
    without_tags,
)

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real files are not beside this checkout")

TAGS: dict[str, Callable[[str], str]] = {"kept": str, "stripped": without_tags, "as blanks": tags_as_blanks}
SHAPES: dict[str, Callable[[str], str]] = {
    "one line": str,
    "rewrapped": rewrapped,
    "rewrapped narrowly": lambda text: rewrapped(text, 24, "    "),
    "CRLF": lambda text: rewrapped(text).replace("\n", "\r\n"),
    "without first mark": without_first_mark,
    "without last mark": without_last_mark,
    "without any mark": without_any_mark,
    "blanks squeezed": lambda text: str(squeezed(text)),
}


def seed(*numbers: str) -> str:
    return "".join(next(SEEDS.glob(f"{number}*")).read_text(encoding="utf-8") for number in numbers)


@cache
def source(name: str) -> str:
    if name == "fixture":
        return (ROOT / "tests" / "data" / "flattened-exports.yaml").read_text(encoding="utf-8")
    return seed("000", "002")


FILES = ["fixture", pytest.param("seeds", marks=needs_seeds)]


# ---- whole exports


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("tags", TAGS)
def test_every_record_of_a_flattened_export_comes_back_value_for_value(name: str, tags: str, shape: str) -> None:
    text = SHAPES[shape](TAGS[tags](flatten(source(name))))
    recovery = recover(text)
    assert values(recovery) == [squeezed(record, TAGS[tags]) for record in load(source(name))]
    assert not recovery.leftovers
    assert not any(record.truncated for record in recovery.records)


@needs_seeds
def test_the_real_flattened_file_gives_its_six_records_whole_and_without_doubt() -> None:
    recovery = recover(seed("001"))
    assert [record.fields["_id"] for record in recovery.records] == [
        "13053",
        "13074",
        "14771",
        "12299",
        "10180",
        "11458",
    ]
    assert [len(record.fields) for record in recovery.records] == [29, 35, 34, 35, 39, 36]
    assert not any(record.truncated or record.doubts for record in recovery.records)
    assert not recovery.leftovers


@needs_seeds
def test_the_real_flattened_file_agrees_with_the_proper_export_of_the_same_thesis() -> None:
    """Seed 000 has the same version of 13074 as the flattened file, with its tags and line breaks."""
    proper = next(record for record in load(seed("000")) if record["_id"] == "13074")
    found = next(record for record in recover(seed("001")).records if record.fields["_id"] == "13074")
    assert squeezed(dict(found.fields)) == squeezed(proper, without_tags)


@needs_seeds
def test_what_does_not_change_between_versions_agrees_with_the_later_export() -> None:
    later = {str(record["_id"]): squeezed(record, without_tags) for record in load(seed("002"))}
    stable = ("_id", "type", "year", "department", "external_id", "publication_identifier", "conference", "project")
    found = {str(record.fields["_id"]): squeezed(dict(record.fields)) for record in recover(seed("001")).records}
    both = sorted(found.keys() & later.keys())
    assert both == ["12299", "13053", "13074", "14771"]
    for number in both:
        old, new = found[number], later[number]
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        assert {key: old.get(key) for key in stable[:3]} == {key: new.get(key) for key in stable[:3]}
        for key in stable[3:]:
            assert type(old.get(key)) is type(new.get(key)) or None in (old.get(key), new.get(key))


@needs_seeds
def test_the_records_that_only_the_flattened_file_has_are_nested_right() -> None:
    survey = next(dict(r.fields) for r in recover(seed("001")).records if r.fields["_id"] == "10180")
    assert survey["external_id"] == {"arxiv": ["2102.00554"]}
    assert survey["publication_identifier"] == {"eissn": ["1533-7928"], "issn": ["1532-4435"]}
    assert survey["tmp"] == {
        "image": "/images/cc_by.png",
        "legal_code_url": "https://creativecommons.org/licenses/by/4.0/legalcode",
        "name": "Creative Commons Attribution 4.0 International Public License (CC-BY 4.0)",
        "short": "CC BY (4.0)",
    }
    assert (survey["type"], survey["volume"], survey["issue"]) == ("journal_article", "22", "241")
    assert survey["intvolume"] == " 22"
    assert "versions of this\r\nwork." in str(survey["acknowledgement"])


# ---- cut anywhere


def _differences(got: object, want: object, partial: str, path: str = "") -> Iterator[str]:
    """Where a record that was cut off says something that the whole one does not."""
    if partial and path == partial:
        return
    if isinstance(got, dict) and isinstance(want, dict):
        for key, value in got.items():
            yield from _differences(value, want.get(key), partial, f"{path}.{key}".lstrip("."))
    elif isinstance(got, list) and isinstance(want, list) and len(got) <= len(want):
        for index, (value, wanted) in enumerate(zip(got, want, strict=False)):
            yield from _differences(value, wanted, partial, f"{path}[{index}]")
    elif got != want:
        yield f"{path}: {got!r} is not {want!r}"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("tags", TAGS)
def test_a_record_cut_anywhere_keeps_its_values_and_leaves_the_next_one_alone(name: str, tags: str) -> None:
    text = TAGS[tags](flatten(source(name)))
    whole = [squeezed(record, TAGS[tags]) for record in load(source(name))]
    starts = [found.start() for found in re.finditer(r"--- (?=_id:|OA_place:)", text)]
    chance = random.Random(name + tags)
    for index, (start, end) in enumerate(pairwise(starts)):
        if "tree:" in text[start:end]:
            continue  # in which list a last `- _id: ` is, only what follows it tells
        for _ in range(4):
            cut = chance.randrange(start + text[start:end].index("date_created") // 3, end - 24)
            following = text[end : starts[index + 2] if index + 2 < len(starts) else len(text)]
            damaged, neighbour = recover(f"{text[start:cut]} {following}").records
            assert damaged.truncated
            assert not list(_differences(squeezed(dict(damaged.fields)), whole[index], damaged.partial_field))
            assert squeezed(dict(neighbour.fields)) == whole[index + 1]
            assert not neighbour.truncated


@pytest.mark.parametrize("name", FILES)
def test_a_record_without_its_beginning_keeps_the_keys_it_has(name: str) -> None:
    text = flatten(source(name))
    whole = [squeezed(record) for record in load(source(name))]
    starts = [found.start() for found in re.finditer(r"--- (?=_id:|OA_place:)", text)]
    chance = random.Random(name)
    for index, (start, end) in enumerate(pairwise(starts)):
        for _ in range(2):
            cut = chance.randrange(start + 70, start + (end - start) * 3 // 4)
            recovery = recover(text[cut : starts[index + 2] if index + 2 < len(starts) else len(text)])
            first = recovery.records[0]
            assert first.truncated
            assert "the beginning of the record is missing" in first.doubts
            assert not list(_differences(squeezed(dict(first.fields)), whole[index], ""))
            assert values(recovery)[1:] == whole[index + 1 : index + 2]


@pytest.mark.parametrize(
    ("ending", "path", "value"),
    [
        ("title: Moss and its fri", "title", "Moss and its fri"),
        ("title: 'Moss: its fri", "title", "Moss: its fri"),
        ("title: 'The bog'", "title", "The bog"),
        ("title: 'The bog''", "title", "The bog'"),
        ('title: "Moss\\r\\nand \\u20', "title", "Moss\r\nand "),
        ('title: "Moss \\', "title", "Moss "),
        ("type: journal_art", "type", "journal_art"),
    ],
)
def test_the_value_that_the_cut_went_through_is_kept_and_named(ending: str, path: str, value: str) -> None:
    (record,) = recover(f"--- _id: '7' status: public {ending}").records
    assert record.truncated
    assert record.partial_field == path
    assert record.fields[path] == value


def test_the_partial_value_of_a_nested_list_is_named_by_its_path() -> None:
    (record,) = recover(
        "--- _id: '7' author: - first_name: Ida last_name: Oja - first_name: Wen full_name: Li, W"
    ).records
    assert record.partial_field == "author[1].full_name"


def test_a_key_cut_off_before_its_colon_is_left_over_where_it_cannot_be_value() -> None:
    recovery = recover("--- _id: '7' date_created: 2020-01-01 date_upd")
    assert dict(recovery.records[0].fields) == {"_id": "7", "date_created": "2020-01-01"}
    assert recovery.records[0].partial_field == ""
    assert recovery.leftovers == ((1, "date_upd"),)


def test_a_key_without_value_at_the_end_is_told_and_makes_no_field() -> None:
    (record,) = recover("--- _id: '7' status: public title: Moss type:").records
    assert "type" not in record.fields
    assert record.truncated
    assert record.partial_field == ""
    assert any("'type:'" in doubt for doubt in record.doubts)


def test_a_year_that_was_cut_is_no_year() -> None:
    (record,) = recover("--- _id: '7' title: Moss type: book year: '20").records
    assert record.truncated
    assert record.partial_field == "year"


# ---- recognising


@pytest.mark.parametrize("tags", TAGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_flattened_text_is_recognised_from_its_start(tags: str, shape: str) -> None:
    assert looks_flattened(SHAPES[shape](TAGS[tags](flatten(source("fixture"))))[:4000])


@pytest.mark.parametrize("start", range(100, 4000, 400))
def test_flattened_text_is_recognised_from_within_a_record(start: int) -> None:
    assert looks_flattened(flatten(source("fixture"))[start : start + 4000])


@pytest.mark.parametrize("start", range(0, 8000, 400))
def test_proper_librecat_yaml_is_not_flattened(start: int) -> None:
    assert not looks_flattened(source("fixture")[start : start + 4000])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Title: a talk about moss. Status: given. Year: 2020. The author: me.",
        "author: A. Oja title: Moss volume: 3 year: 2020 publisher: Mire Press",
        "@article{4101, author = {Oja, Ida}, title = {{Moss: title: year: }}, year = {2020}}",
        '{"_id": "7", "author": [{"first_name": "Ida", "last_name": "Oja"}], "date_created": "2020"}',
        "TY  - JOUR\nAU  - Oja, Ida\nTI  - Moss\nPY  - 2020\nER  - ",
        "---\nreferences:\n- id: oja\n  author:\n  - family: Oja\n    given: Ida\n  title: Moss\n  type: book\n...",
        "--- references: - id: oja author: - family: Oja given: Ida title: Moss type: book publisher: x ...",
        "_id: A\nname: Bryology\ndate_created: 2020\ndate_updated: 2020\ntree:\n- _id: A\n",
    ],
)
def test_other_texts_are_not_flattened_librecat_yaml(text: str) -> None:
    assert not looks_flattened(text)
