"""Tests of RIS, CSL-JSON, JSON, YAML and Markdown out of records."""

import json

import pytest
import yaml

from model.citations import csljson, jsonout, markdown, ris, yamlout
from model.merge import merge
from model.readers import bibtex, librecat
from model.readers import ris as risreader
from model.readers.base import Document
from model.record import Date, File, Link, Person, Project, Relation
from tests.model.citations.examples import article, librecat_records, record

HOSTILE = "x\x1b]52;c;eA==\x07\x9b\u202ey"

# --- RIS ---


def test_a_ris_file_begins_with_a_record_and_not_with_its_number():
    assert ris.write(librecat_records()).startswith("TY  - JOUR\nAU  - Quill, Ada M\nAU  - van Reed, Bo\n")


def test_every_ris_record_ends_and_has_its_id():
    written = ris.write(librecat_records())
    assert written.count("\nER  - ") == 3
    assert [line[6:] for line in written.splitlines() if line.startswith("ID")] == ["501", "502", "503"]


def test_ris_says_when_it_was_read():
    assert "Y2  - 2024/02/01/\n" in ris.write([article(accessed=Date(2024, 2, 1))])
    assert "Y2" not in ris.write([article(accessed=Date(text="some day"))])


def test_ris_marks_an_organisation_by_a_comma_behind_it():
    written = ris.write([article(author=(Person(literal="World Health Organization"), Person(literal="UNICEF")))])
    assert "AU  - World Health Organization,\nAU  - UNICEF\n" in written


def test_ris_has_the_numbers_of_databases_and_the_abbreviated_journal():
    assert "AN  - 90000001\n" in ris.write([article(PMID=("90000001",), isi=("000900000001",))])
    assert "AN  - WOS:000900000001\n" in ris.write([article(isi=("000900000001",))])
    assert "J2  - J. Reeds\n" in ris.write([article(**{"container-title-short": "J. Reeds"})])


def test_what_ris_says_of_organisations_and_numbers_is_read_again():
    fields = {
        "author": (Person(literal="World Health Organization"), Person("Reed", "Bo")),
        "PMID": ("90000001",),
        "container-title-short": "J. Reeds",
    }
    (back,) = risreader.read(Document("a.ris", ris.write([article(**fields)]))).records
    assert {name: back.fields[name] for name in fields} == fields


def test_ris_values_are_plain_text_on_one_line():
    written = ris.write(librecat_records()[:1])
    assert "TI  - Counting reeds_in situ\n" in written
    assert "AB  - The first line names a share of 40% & more. The second paragraph follows.\n" in written


def test_a_line_of_an_abstract_cannot_end_a_ris_record():
    written = ris.write([article(abstract="One.\nER  - \nTY  - BOOK\nTI  - Forged")])
    assert [line for line in written.splitlines() if line.startswith(("TY", "ER"))] == ["TY  - JOUR", "ER  - "]


def test_ris_pages_are_a_start_and_an_end():
    written = ris.write(librecat_records()[:1])
    assert "SP  - 11\nEP  - 29\n" in written
    assert "SP  - A-1-A-9\n" in ris.write([article(page="A-1-A-9")])


def test_a_conference_paper_tells_ris_its_conference_and_its_proceedings():
    written = ris.write(librecat_records()[1:2])
    assert "TY  - CPAPER\n" in written
    assert "T2  - WET: Workshop on Wetlands\nC3  - Proceedings of the 4th Workshop on Wetlands\n" in written
    assert "CY  - Graz, Austria\n" in written


def test_how_a_work_was_published_stands_for_its_publisher_in_ris():
    assert "PB  - Blog post\n" in ris.write([article(howpublished="Blog post")])
    assert "PB  - Fen Press\n" in ris.write([article(howpublished="Blog post", publisher="Fen Press")])


def test_a_thesis_tells_ris_its_supervisor_and_kind():
    written = ris.write(librecat_records()[2:])
    assert "A2  - Loam, Dee\n" in written
    assert "M3  - PhD thesis\n" in written
    assert "T2  - Marsh Theses\n" in written


def test_ris_does_not_repeat_the_doi_as_an_address():
    doi = article(DOI="10.5555/Ab", link=(Link("main_file", "https://doi.org/10.5555/ab"),))
    assert "UR  - " not in ris.write([doi])


def test_nothing_in_a_ris_file_acts_on_a_terminal():
    assert not set(ris.write([article(title=HOSTILE, abstract=HOSTILE)])) & set("\x1b\x07\x9b\u202e")


# --- CSL-JSON ---


def test_csl_json_is_an_array_of_items():
    items = json.loads(csljson.write(librecat_records()))
    assert [item["id"] for item in items] == ["501", "502", "503"]
    assert items[0]["title"] == "Counting reeds_<i>in situ</i>"


def test_the_arxiv_number_stands_in_the_note_as_zotero_has_it():
    (item,) = json.loads(csljson.write([article(arxiv=("2101.00001",), DOI="10.5555/1", note="Seen.")]))
    assert item["note"] == "arXiv: 2101.00001\nSeen."


def test_the_note_does_not_repeat_the_arxiv_number_of_the_address():
    (item,) = json.loads(
        csljson.write([article(arxiv=("2101.00001",), URL="https://doi.org/10.48550/arXiv.2101.00001")])
    )
    assert item["URL"] == "https://arxiv.org/abs/2101.00001"
    assert "note" not in item


def test_a_cite_key_that_is_not_the_id_is_kept():
    (item,) = json.loads(csljson.write([article(citekey=("moor2022",))]))
    assert item["citation-key"] == "moor2022"


@pytest.mark.parametrize("write", [csljson.write, jsonout.write])
def test_json_hides_nothing_and_acts_on_nothing(write):
    written = write([article(title=HOSTILE + "\ud800\U000e0041")])
    assert not set(written) & set("\x1b\x07\x9b\u202e\ud800\U000e0041")
    assert json.loads(written)[0]["title"] == HOSTILE + "\ud800\U000e0041"


# --- JSON ---


def test_a_records_json_has_csls_names_and_librecats_type():
    shape = jsonout.record_json(librecat_records()[0])
    assert (shape["type"], shape["librecat_type"]) == ("article-journal", "journal_article")
    assert shape["container-title"] == "Annals of Marsh Studies"
    assert shape["issued"] == {"date-parts": [[2021, 3, 9]]}
    assert shape["keyword"] == ["reeds", "counting, slow"]
    assert shape["author"][0] == {
        "family": "Quill",
        "given": "Ada M",
        "orcid": "0000-0002-1825-0097",
        "id": "11AA22BB-0000-1111-2222-333344445555",
    }


def test_the_ids_of_a_record_are_together_and_null_where_unknown():
    assert jsonout.record_json(librecat_records()[0])["ids"] == {
        "librecat": "501",
        "doi": "10.5555/marsh.501",
        "arxiv": "2101.00501",
        "isi": None,
        "pmid": None,
        "citekey": [],
    }


def test_citations_are_as_stored_and_links_and_files_are_arrays():
    files = (File("a.pdf", 12, access="open_access"),)
    shape = jsonout.record_json(librecat_records()[0].with_fields({"file": files}))
    assert "&#38;" in shape["citations"]["apa"]
    assert shape["links"] == [
        {"relation": "main_file", "url": "https://files.example.org/501.pdf", "open_access": True}
    ]
    assert shape["files"] == [{"name": "a.pdf", "size": 12, "access": "open_access"}]


def test_relations_are_not_part_of_a_records_own_json():
    assert "relation" not in jsonout.record_json(librecat_records()[0])


def test_a_row_is_plain_and_safe_to_print():
    row = jsonout.row_json(article(title=f"<i>Moss</i>{HOSTILE}", author=(Person("Fen", "Cy"),)), ["a.bib"])
    assert row["title"].startswith("Mossx")
    assert not set(row["title"]) & set("\x1b\x07\x9b\u202e")
    assert (row["id"], row["type"], row["authors"]) == ("x1", "article-journal", ["Fen, Cy"])
    assert (row["year"], row["container"], row["doi"], row["sources"]) == (2022, "Moss Letters", None, ["a.bib"])


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("<i>a</i> & b", "a & b"),
        (True, True),
        (("a", "<b>b</b>"), ["a", "b"]),
        (Date(2020, 5), {"date-parts": [[2020, 5]]}),
        ((Person("Fen", "Cy"),), [{"family": "Fen", "given": "Cy"}]),
        ((Project("P", grant="7"),), [{"name": "P", "grant": "7"}]),
        ((Relation("other", "9"),), [{"relation": "other", "target": "9", "kind": "id"}]),
        ({"a": ["x", {"b": "<i>y</i>"}]}, {"a": ["x", {"b": "y"}]}),
    ],
)
def test_every_value_has_a_json_shape_without_markup(value, shape):
    assert jsonout.plain_value(value) == shape


# --- YAML ---


def read_yaml(text):
    return librecat.read(Document("x.yaml", text)).records


def test_an_unchanged_record_keeps_every_key_of_its_file():
    (written, *_) = yaml.safe_load_all(yamlout.write(librecat_records()))
    assert written["related_material"]["record"][0]["status"] == "public"
    assert written["year"] == "2021"
    assert list(written) == sorted(written)


def test_a_record_reads_back_from_yaml_as_it_was():
    for before, after in zip(librecat_records(), read_yaml(yamlout.write(librecat_records())), strict=True):
        assert (after.id, after.fields) == (before.id, before.fields)


def test_a_changed_field_replaces_only_what_the_file_said_of_it():
    before = librecat_records()[0]
    changed = before.with_fields({"publisher": "Heath & <i>Co</i>", "issued": Date(2022)})
    (after,) = read_yaml(yamlout.write([changed]))
    assert after.fields == changed.fields
    assert after.raw["related_material"] == before.raw["related_material"]


def test_a_removed_field_does_not_come_back():
    changed = librecat_records()[0].with_fields({"keyword": None, "language": None})
    (after,) = read_yaml(yamlout.write([changed]))
    assert not after.fields.keys() & {"keyword", "language"}


def test_what_a_bib_file_adds_to_a_merged_record_is_in_its_yaml():
    bib = (
        "@article{501, title={Counting reeds\\_in situ}, doi={10.5555/marsh.501}, year={2021}, edition={2}, month=mar}"
    )
    records = [*librecat_records()[:1], *bibtex.read(Document("x.bib", bib)).records]
    (work,) = merge(records).works
    (after,) = read_yaml(yamlout.write([work.record]))
    assert after.text("edition") == "2"
    assert after.people("author") == work.record.people("author")


def test_records_of_other_formats_get_librecats_shapes():
    made = record(
        type="conference",
        title="Moss & <i>fen</i>",
        author=(Person("Fen", "Cy", orcid="0000-0002-1825-0097"), Person(literal="The Marsh Group")),
        issued=Date(2020, 5),
        event_title="WET",
        event_date=Date(2020, 6, 3, end=(2020, 6, 5)),
        eISSN=("2049-3630",),
        arxiv=("2101.00001",),
        relation=(Relation("earlier_version", "9"),),
        link=(Link("main_file", "https://a.example/x", open_access=True), Link("software", "https://b.example/y")),
        language=("eng",),
        department=("Moss",),
        project=(Project("P", "1", "H2020", "7"),),
        file=(File("a.pdf", 12, "application/pdf", "open_access", "main_file", "4"),),
        oa=True,
        keyword=("a", "b, c"),
        abstract="One.\n\nTwo & three.",
        page="1-9",
    )
    (after,) = read_yaml(yamlout.write([made]))
    assert dict(after.fields) == dict(made.fields)


def test_yaml_holds_any_text_a_file_can_hold():
    (after,) = read_yaml(yamlout.write([article(title="a: b # 'c' \"d\" \x85 \ud800 no")]))
    assert after.title.startswith("a: b # 'c' \"d\"")


# --- Markdown ---


def test_a_line_of_the_list_says_who_when_what_and_where():
    assert markdown.write(librecat_records()[:1]) == (
        "- Quill, Ada M; van Reed, Bo (2021). [Counting reeds\\_*in situ*](https://doi.org/10.5555/marsh.501). "
        "*Annals of Marsh Studies*, 12(3), 11–29.\n"
    )


def test_what_markdown_or_a_formula_renderer_would_act_on_is_escaped():
    (line,) = markdown.write([article(title="$x$ *and* [y](z)\n# h")]).splitlines()
    assert "\\$x\\$ \\*and\\* \\[y\\](z) # h" in line


def test_a_link_leads_to_the_doi_before_anything_else():
    links = (Link("main_file", "https://a.example/x"),)
    assert markdown.address(article(DOI="10.5555/a b<c>", URL="https://a.example")) == (
        "https://doi.org/10.5555/a%20b%3Cc%3E"
    )
    assert markdown.address(article(link=links, arxiv=("2101.00001",))) == "https://a.example/x"
    assert markdown.address(article(arxiv=("2101.00001",))) == "https://arxiv.org/abs/2101.00001"


def test_only_addresses_that_may_be_opened_become_links():
    assert markdown.link(article(URL="javascript:alert(1)")) == "On moss"
    assert markdown.link(article(URL="https://a.example/x_(y)")) == "[On moss](https://a.example/x_%28y%29)"


def test_a_work_without_a_title_still_has_a_line():
    assert "untitled" in markdown.write([record("t1", "file")])


def test_many_authors_are_cut_short():
    crowd = tuple(Person(f"Fen{number}", "C") for number in range(9))
    assert "Fen5, C et al (2022)" in markdown.write([article(author=crowd)])
