"""Tests of BibTeX as LibreCat writes it, as a .bib file had it, and as LaTeX accepts it."""

import re
from dataclasses import replace

import pytest

from model.citations import bibtex
from model.merge import merge
from model.readers import bibtex as reader
from model.readers import librecat
from model.readers.base import Document
from model.record import Date, Person, Record
from tests.model.citations.examples import SEEDS, article, librecat_records, own_records, read_text, record


def entries(text: str) -> dict[str, str]:
    return {found[1]: found[0].rstrip("\n") for found in re.finditer(r"(?ms)^@\w+\{([^,]+),.*?^\}\n", text)}


# --- as LibreCat writes it ---


def test_librecats_records_come_as_librecat_writes_them():
    assert bibtex.write(librecat_records()) == read_text("librecat.bib")


def test_the_same_entries_come_out_as_in_librecats_own_export():
    yaml, bib = SEEDS / "002_958dc05f6a5cb736.txt", SEEDS / "004_861c944a9bb95234.txt"
    if not (yaml.exists() and bib.exists()):
        pytest.skip("the real records are not here")
    theirs = entries(bib.read_bytes().decode())
    ours = entries(bibtex.write(librecat.read(Document("002", yaml.read_bytes().decode())).records))
    shared = ours.keys() & theirs.keys()
    assert len(shared) == 13
    assert [key for key in shared if ours[key] != theirs[key]] == ["13053"]  # a publisher came later


def test_a_zero_and_an_empty_value_are_left_out():
    assert "volume" not in bibtex.entry(librecat_records()[1])


@pytest.mark.parametrize(
    ("type_", "entry_type"),
    [
        ("journal_article", "article"),
        ("book_editor", "book"),
        ("book_chapter", "inbook"),
        ("conference_abstract", "inproceedings"),
        ("conference_editor", "proceedings"),
        ("dissertation", "phdthesis"),
        ("preprint", "unpublished"),
        ("working_paper", "techreport"),
        ("research_data", "misc"),
        ("never_heard_of", "misc"),
    ],
)
def test_librecats_types_have_librecats_entry_types(type_, entry_type):
    assert bibtex.entry(record("7", "librecat", type=type_, title="T")).startswith(f"@{entry_type}{{7,\n")


def test_a_value_that_the_record_has_from_elsewhere_is_written_instead_of_the_files():
    changed = librecat_records()[1].with_fields({"event-place": "Linz, Austria"})
    assert "location     = {Linz, Austria}," in bibtex.entry(changed)


def test_people_from_elsewhere_are_written_instead_of_the_files():
    changed = librecat_records()[1].with_fields({"author": (Person("Reed", "Bert"),)})
    assert "author       = {Reed, Bert}," in bibtex.entry(changed)


def test_librecats_full_name_is_written_where_it_says_more():
    raw = {"author": [{"first_name": "A", "last_name": "Quill", "full_name": "Quill, Ada Maria"}]}
    said = replace(record("7", "librecat", type="book", author=(Person("Quill", "A"),)), raw=raw)
    assert "author       = {Quill, Ada Maria}," in bibtex.entry(said)


def test_braces_that_do_not_pair_cannot_end_the_entry():
    written = bibtex.entry(record("7", "librecat", type="book", title="A } in a title", publisher="P"))
    (back,) = reader.read(Document("x.bib", written)).records
    assert back.title == "A } in a title"
    assert back.text("publisher") == "P"


# --- as its own file had it ---


def test_an_unchanged_entry_goes_out_as_it_came_in():
    assert bibtex.write(own_records()) == read_text("own.bib")


def test_librecats_own_export_goes_out_as_it_came_in():
    bib = SEEDS / "004_861c944a9bb95234.txt"
    if not bib.exists():
        pytest.skip("the real records are not here")
    text = bib.read_bytes().decode()
    assert bibtex.write(reader.read(Document("004", text)).records) == text.rstrip("\n") + "\n"


def test_what_other_files_add_to_an_entry_is_added_to_its_own_fields():
    (first, _) = own_records()
    written = bibtex.entry(first.with_fields({"DOI": "10.5555/a_b", "publisher": "Reed & Sons"}))
    own = bibtex.entry(first)
    assert written.startswith(own.removesuffix("}\n"))
    assert "  doi          = {10.5555/a_b},\n" in written
    assert "  publisher    = {Reed \\& Sons},\n" in written


def test_what_other_files_correct_replaces_the_entrys_own():
    (first, _) = own_records()
    written = bibtex.entry(first.with_fields({"container-title": "New Annals"}))
    assert written.count("journal") == 1
    assert "{New Annals}" in written
    assert '{\\"O}tztal' in written


def test_an_entry_stands_alone_without_the_one_it_inherits_from():
    text = "@inproceedings{a, title={A}, crossref={p}}\n@proceedings{p, title={Proc}, publisher={Bog}, year={2020}}\n"
    child = reader.read(Document("x.bib", text)).records[0]
    written = bibtex.entry(child)
    assert "crossref" not in written
    assert "xref         = {p}" in written
    assert "booktitle    = {Proc}" in written
    assert "publisher    = {Bog}" in written


def test_entries_of_two_bib_files_merge_into_one_that_has_all():
    one = "@article{k1, title={All about moss and reeds}, doi={10.5555/9}, year={2020}, author={Fen, Cy}}"
    two = "@article{k2, title={All about moss and reeds}, doi={10.5555/9}, year={2020}, journal={Moss Letters}}"
    records = [reader.read(Document(name, text)).records[0] for name, text in (("1.bib", one), ("2.bib", two))]
    (work,) = merge(records).works
    (back,) = reader.read(Document("x.bib", bibtex.entry(work.record))).records
    assert back.people("author") == (Person("Fen", "Cy"),)
    assert back.text("container-title") == "Moss Letters"


def test_every_entry_of_a_bib_file_reads_back_with_the_same_fields():
    text = read_text("own.bib") + (
        "@inproceedings{a, title={A}, crossref={p}}\n@proceedings{p, title={Proc}, publisher={Bog}, year={2020}}\n"
        "@phdthesis{t, title={T}, xdata={x}, institution={Moss U}}\n@xdata{x, publisher={Bog}, year={2021}}\n"
        '@book{q, title="{Q} and } brace", note = {a # b @c}, month = "7 " # jul}\n'
    )
    before = reader.read(Document("x.bib", text)).records
    after = reader.read(Document("x.bib", bibtex.write(before))).records
    for one, other in zip(before, after, strict=True):
        assert one.fields.items() - other.fields.items() <= {("xdata", "x")}


# --- as LaTeX accepts it ---


def test_a_safe_entry_escapes_what_acts_in_tex():
    written = bibtex.entry(librecat_records()[0], safe=True)
    assert "a share of 40\\% \\& more" in written
    assert "title        = {{Counting reeds\\_\\emph{in situ}}}," in written


def test_a_safe_entry_has_what_librecat_leaves_out():
    written = bibtex.entry(librecat_records()[0], safe=True)
    assert "eprint       = {2101.00501}," in written
    assert "archiveprefix = {arXiv}," in written
    assert "month        = mar," in written
    assert "articleno    = {7}," in written
    assert "series       = {Wetland Notes}," in bibtex.entry(librecat_records()[1], safe=True)


@pytest.mark.parametrize("month", ["mar", 'mar # "~12"', "{12~} # mar"])
def test_the_macro_of_a_month_stays_one_beside_its_day(month):
    (own,) = reader.read(Document("own.bib", f"@misc{{a, title={{T}}, year=2020, month={month}}}")).records
    (line,) = re.findall(r"month += (.*),", bibtex.entry(own))
    assert line == month.replace('"~12"', "{~12}")


def test_a_thesis_is_of_a_school_for_bibtex():
    written = bibtex.entry(librecat_records()[2], safe=True)
    assert "school       = {University of the Marsh}," in written
    assert "publisher" not in written
    assert bibtex.entry(record(type="dissertation", degree__awarded="Master"), safe=True).startswith("@mastersthesis")


def test_addresses_and_dois_are_left_as_they_are():
    written = bibtex.entry(article(DOI="10.5555/a_b%20c", URL="https://a.example/x_y?a=1&b=2#z"), safe=True)
    assert "doi          = {10.5555/a_b%20c}," in written
    assert "url          = {https://a.example/x_y?a=1&b=2#z}," in written


def test_records_of_other_formats_are_always_safe():
    assert "{{50\\% moss}}" in bibtex.entry(article(title="50% moss"))


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person("Berg", "Jan", "van den"), "van den Berg, Jan"),
        (Person("King", "Martin", suffix="Jr."), "King, Jr., Martin"),
        (Person(literal="Moss and Sons, Ltd."), "{Moss and Sons, Ltd.}"),
        (Person("Ampère & Co", "Åse"), "Amp{\\`e}re \\& Co, {\\AA}se"),
        (Person("Nguyễn", "Thị Đào"), "Nguy{\\~{\\^e}}n, Th{\\d i} {\\DJ}{\\`a}o"),
        (Person("Иванов", "Пётр"), "Иванов, Пётр"),
        (Person("Plato"), "Plato"),
        (Person("Moss, Fen", "A"), "{Moss, Fen}, A"),
        (Person(literal="others"), "others"),
    ],
)
def test_names_are_written_as_bibtex_parses_them(person, name):
    assert f"author       = {{{name}}}," in bibtex.entry(article(author=(person,)), safe=True)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"type": "book", "edition": "2"}, "edition      = {2nd},"),
        ({"type": "book", "edition": "11"}, "edition      = {11th},"),
        ({"type": "book", "edition": "Revised"}, "edition      = {Revised},"),
        ({"type": "book_chapter", "container_title": "B", "chapter_number": "4"}, "chapter      = {4},"),
        ({"type": "dissertation", "genre": "PhD dissertation"}, "type         = {{PhD} dissertation},"),
        ({"type": "report", "genre": "NASA Report"}, "type         = {{NASA} Report},"),
        ({"type": "journal_article", "number": "e12"}, "pages        = {e12},"),
        ({"type": "preprint", "publisher": "bioRxiv"}, "note         = {bioRxiv},"),
        ({"type": "preprint", "arxiv": ("2101.00001",)}, "howpublished = {arXiv:2101.00001},"),
        ({"type": "research_data", "publisher": "Zenodo"}, "howpublished = {Zenodo},"),
        ({"type": "standard", "publisher": "ISO", "number": "ISO 5:2020"}, "howpublished = {ISO, ISO 5:2020},"),
        ({"type": "patent", "report__number": "US 12 B2", "genre": "patentus"}, "howpublished = {Patent US 12 B2},"),
        ({"type": "lecture", "event_title": "Moss Days", "event_place": "Graz"}, "howpublished = {Moss Days, Graz},"),
        ({"type": "misc", "howpublished": "Blog post", "publisher": "P"}, "howpublished = {Blog post},"),
        ({"type": "book", "language": ("de",)}, "language     = {german},"),
        ({"type": "book", "language": ("en-US",)}, "language     = {english},"),
    ],
)
def test_what_styles_print_stands_where_they_look_for_it(fields, line):
    assert line in bibtex.entry(record(title="T", **fields), safe=True)


def test_bodies_that_edited_or_hold_a_patent_are_named():
    report = record(type="report", title="T", editor=(Person("Fen", "C"),), corporate__editor=("Moss and Sons, Ltd.",))
    assert "editor       = {Fen, C and {Moss and Sons, Ltd.}}," in bibtex.entry(report, safe=True)
    patent = record(type="patent", title="T", author=(Person("Fen", "C"),), applicant=("Moss & Co",))
    assert "holder       = {{Moss \\& Co}}," in bibtex.entry(patent, safe=True)
    patent = record(type="patent", title="T", applicant=("Moss & Co",))
    assert "author       = {{Moss \\& Co}}," in bibtex.entry(patent, safe=True)


def test_what_styles_say_by_themselves_is_not_told():
    thesis = bibtex.entry(record(type="dissertation", title="T", genre="PhD thesis", number_of_pages="147"), safe=True)
    assert "type" not in thesis and "  pages " not in thesis and "pagetotal" in thesis


@pytest.mark.parametrize("fields", [{"publisher": "Zenodo"}, {"publisher": "arXiv", "arxiv": ("2101.00001",)}])
def test_a_publisher_is_named_once(fields):
    kind = "preprint" if "arxiv" in fields else "research_data"
    assert "publisher" not in bibtex.entry(record(type=kind, title="T", **fields), safe=True)


def test_a_season_stands_for_a_month():
    written = bibtex.entry(article(issued=Date(2019, text="Autumn 2019")))
    assert "  month        = {Autumn},\n" in written
    (back,) = reader.read(Document("a.bib", written)).records
    assert back.issued == Date(2019, text="Autumn 2019")


def test_the_pages_of_an_article_are_not_its_number():
    assert "pages        = {1--2}," in bibtex.entry(article(number="e12", page="1-2"), safe=True)


@pytest.mark.parametrize("type_", ["review", "newspaper_article"])
def test_what_appears_in_periodicals_is_an_article_there(type_):
    written = bibtex.entry(record(type=type_, title="T", container_title="The Fen"), safe=True)
    assert written.startswith("@article{")
    assert "journal      = {The Fen}," in written


@pytest.mark.parametrize("kind", ["booklet", "manual"])
def test_an_entry_type_without_an_equal_stays(kind):
    (own,) = reader.read(Document("own.bib", f"@{kind}{{a, title={{T}}, organization={{O}}}}")).records
    assert bibtex.entry(own, safe=True).startswith(f"@{kind}{{")


def test_a_date_that_is_none_is_the_year():
    assert "year         = {in press}," in bibtex.entry(article(issued=Date(text="in press")))


# --- keys ---


def test_librecats_key_is_its_id_and_a_bib_files_its_own():
    assert bibtex.cite_key(librecat_records()[0]) == "501"
    assert bibtex.cite_key(own_records()[0]) == "quill2021"
    assert bibtex.cite_key(record("quill2021~2", "citekey", citekey=("quill2021",))) == "quill2021"


@pytest.mark.parametrize("id_", ["a b,c{d}", "50%~#", "[untitled text, 003.txt]"])
def test_no_key_holds_what_ends_a_key(id_):
    assert not set(bibtex.cite_key(record(id_, "file", title="On moss"))) & set(' ,{}%~#[]"')


def test_no_key_comes_twice():
    same = article()
    assert bibtex.keys([same, same, same]) == ["x1", "x1a", "x1b"]
    assert len(set(bibtex.keys([same] * 60))) == 60


def test_keys_for_people_are_of_author_year_and_title():
    assert bibtex.human_key(librecat_records()[0]) == "quill2021counting"
    assert bibtex.human_key(article(author=(Person("Ó Súilleabháin", "P"),))) == "osuilleabhain2022moss"
    assert bibtex.human_key(record(title="")) == "untitled"
    assert "@article{quill2021counting," in bibtex.write(librecat_records(), human_keys=True, safe=True)


def test_a_key_that_a_person_chose_is_kept():
    chosen = librecat_records()[0].with_fields({"citekey": ("501", "reeds!")})
    assert bibtex.human_key(chosen) == "reeds!"


def test_every_record_of_librecat_has_its_own_entry_type_and_key():
    text = bibtex.write(librecat_records())
    assert isinstance(librecat_records()[0], Record)
    assert list(entries(text)) == ["501", "502", "503"]
