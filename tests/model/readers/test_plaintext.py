"""Plain prose: one honest record, and nothing in it that the text does not say."""

from pathlib import Path

import pytest

from model.names import OTHERS
from model.readers import plaintext
from model.readers.base import Document
from model.record import Person, Record

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
DATA = Path(__file__).parents[2] / "data"


def read(text: str, name: str = "notes/abstract.txt") -> Record:
    (record,) = plaintext.read(Document(name, text)).records
    return record


@pytest.fixture(scope="module")
def prose() -> str:
    return (DATA / "prose.txt").read_text(encoding="utf-8")


def test_the_record_is_named_after_its_file(prose: str) -> None:
    record = read(prose)
    assert (record.id, record.id_kind, record.source.format) == ("abstract.txt", "file", "text")


def test_the_author_is_the_one_who_studied_this_question(prose: str) -> None:
    assert read(prose).people("author") == (Person("Brook", "Ada May"),)
    many = read("Ada Brook, Bo Lee and Di Kim et al. (Mon,) studied this question.")
    assert many.people("author") == (Person("Brook", "Ada"), Person("Lee", "Bo"), Person("Kim", "Di"), OTHERS)


def test_the_abstract_is_the_prose_without_author_and_service_lines(prose: str) -> None:
    abstract = read(prose).text("abstract")
    assert abstract.startswith("Rivers carry") and abstract.endswith("river at a time.")
    assert "studied this question" not in abstract
    assert "Synapse" not in abstract


def test_a_service_line_is_told_with_its_line(prose: str) -> None:
    notices = plaintext.read(Document("x.txt", prose)).notices
    assert [(notice.line, notice.severity) for notice in notices if "service" in notice.message] == [(3, "info")]


def test_a_text_that_says_this_thesis_is_one(prose: str) -> None:
    assert read(prose).type == "dissertation"
    assert read("Synthesis of this kind is rare.").type == ""


def test_mentioned_titles_are_kept_and_nothing_else_is_invented(prose: str) -> None:
    record = read(prose)
    assert record.texts("mentioned_titles") == (
        "How Sand Learns to Settle",
        "Slow Water: A Field Guide to Patience",
        "Gravel-Bed Channels under Ice",
    )
    assert set(record.fields) == {"type", "author", "abstract", "mentioned_titles"}


def test_a_sentence_that_begins_with_first_is_no_title() -> None:
    record = read("First, the method of this paper shows that it works. Second, We find that nothing shows up here.")
    assert record.texts("mentioned_titles") == ()


def test_a_markdown_heading_is_a_title() -> None:
    record = read("# On quiet rivers\n\nThey are quiet.\n")
    assert (record.title, record.text("abstract")) == ("On quiet rivers", "They are quiet.")


def test_what_is_unknown_is_told() -> None:
    (notice,) = plaintext.read(Document("x.txt", "Some words without any title or year at all.")).notices
    assert (notice.message, notice.severity) == ("plain text: its title and year are unknown", "info")


def test_tags_in_prose_are_text() -> None:
    assert "<\u2060i>" in read("The tag <i> begins italics in a page of hypertext.").text("abstract")


@pytest.mark.parametrize(
    "text",
    ["", "   \n", '{"a": "one two three four five six seven"}', "---\nkey: value\n", "0 1 2 3 4 5 6 7 8 9\n" * 5,
     "<html><body>one two three four five six seven</body></html>", "a,b,c\n1,2,3\n", "word"],
)  # fmt: skip
def test_what_is_no_prose_is_not_taken_for_it(text: str) -> None:
    assert not plaintext.sniff(text)


def test_the_real_text_gives_its_author_and_its_four_titles() -> None:
    files = sorted(SEEDS.glob("003_*.txt"))
    if not files:
        pytest.skip("the seeds are not beside this checkout")
    text = files[0].read_text(encoding="utf-8")
    assert plaintext.sniff(text[:65_536])
    record = read(text, str(files[0]))
    assert record.id == files[0].name
    assert [one.name for one in record.people("author")] == ["Zimmer, Max Lennart"]
    assert len(record.texts("mentioned_titles")) == 4
    assert (record.title, record.year, record.type) == ("", 0, "dissertation")
    assert set(record.fields) == {"type", "author", "abstract", "mentioned_titles"}
