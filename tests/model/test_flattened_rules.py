"""Each rule that gives a flattened record its structure and its values back."""

import pytest

from model.readers.flattened import Recovery, recover
from tests.flatten import only, record_text

# ---- what settles the nesting


def test_the_first_word_with_a_colon_outside_quotes_is_a_key() -> None:
    assert only(record_text("publisher: Mire Press - Verlag für Moore quality_controlled: '1'"))["publisher"] == (
        "Mire Press - Verlag für Moore"
    )


def test_key_like_words_inside_quotes_are_text() -> None:
    fields = only(
        record_text("abstract: - lang: eng text: 'Title: none. status: nor this; it''s year: 2020 - lang: x'")
    )
    assert fields["abstract"] == [{"lang": "eng", "text": "Title: none. status: nor this; it's year: 2020 - lang: x"}]


def test_status_goes_to_the_related_record_first_and_then_to_the_record() -> None:
    fields = only(
        record_text("related_material: record: - id: '1' relation: cites status: private - id: '2' relation: other")
    )
    assert fields["related_material"] == {
        "record": [{"id": "1", "relation": "cites", "status": "private"}, {"id": "2", "relation": "other"}]
    }
    assert fields["status"] == "public"


def test_a_title_after_the_supervisors_is_the_records() -> None:
    text = "--- _id: '7' status: public supervisor: - first_name: Ida last_name: Oja title: Moss type: book year: 2020"
    assert only(text)["title"] == "Moss"


def test_a_file_may_have_a_title_of_its_own() -> None:
    fields = only(record_text("file: - file_id: '1' relation: main_file title: Weights"))
    assert fields["file"] == [{"file_id": "1", "relation": "main_file", "title": "Weights"}]
    assert fields["title"] == "Moss"


@pytest.mark.parametrize(
    ("body", "external", "flag"),
    [
        ("external_id: arxiv: - '1' isi: - '2' isi: 1", {"arxiv": ["1"], "isi": ["2"]}, "1"),
        ("external_id: arxiv: - '1' isi: - '2'", {"arxiv": ["1"], "isi": ["2"]}, None),
        ("external_id: arxiv: - '1' isi: 1", {"arxiv": ["1"]}, "1"),
    ],
)
def test_isi_as_a_list_is_the_identifier_and_as_a_one_the_flag(body: str, external: object, flag: str | None) -> None:
    fields = only(record_text(body))
    assert fields["external_id"] == external
    assert fields.get("isi") == flag


def test_what_follows_an_item_tells_which_list_it_is_in() -> None:
    fields = only(record_text("department: - _id: A tree: - _id: A - _id: Top - _id: B tree: - _id: B - _id: Top"))
    assert fields["department"] == [
        {"_id": "A", "tree": [{"_id": "A"}, {"_id": "Top"}]},
        {"_id": "B", "tree": [{"_id": "B"}, {"_id": "Top"}]},
    ]


def test_unknown_keys_go_where_they_sort_and_say_so() -> None:
    (record,) = recover(
        record_text("bog_depth: 3 m field_site: - name: Soomaa size: 4 - name: Alam lab: heat: 3 water: 4")
    ).records
    assert record.fields["bog_depth"] == "3 m"
    assert record.fields["field_site"] == [{"name": "Soomaa", "size": "4"}, {"name": "Alam"}]
    assert record.fields["lab"] == {"heat": "3", "water": "4"}
    assert sum("is not known" in doubt for doubt in record.doubts) == 3


def test_keys_that_are_not_sorted_are_read_by_what_the_schema_has() -> None:
    (record,) = recover(
        "--- _id: '7' title: Moss author: - last_name: Oja first_name: Ida type: book status: public year: 2020 ..."
    ).records
    assert record.fields["author"] == [{"last_name": "Oja", "first_name": "Ida"}]
    assert (record.fields["title"], record.fields["status"]) == ("Moss", "public")
    assert any("not where it sorts" in doubt for doubt in record.doubts)


def test_empty_lists_and_maps_stay_what_they_are() -> None:
    fields = only(record_text("author: [] conference: {} project: []"))
    assert (fields["author"], fields["conference"], fields["project"]) == ([], {}, [])


@pytest.mark.parametrize(
    "body", ["publisher: - Mire Press", "publisher: name: Mire", "abstract: Peat.", "author: id: 7"]
)
def test_a_value_shaped_unlike_librecats_is_read_as_it_is_and_told(body: str) -> None:
    key, _, rest = body.partition(": ")
    (record,) = recover(record_text(body)).records
    assert record.fields[key] == {"- M": ["Mire Press"], "nam": {"name": "Mire"}, "id:": {"id": "7"}}.get(
        rest[:3], rest
    )
    assert any(doubt.startswith(f"{key}: the value is not shaped") for doubt in record.doubts)


# ---- scalars


def test_only_ascii_blanks_are_collapsed() -> None:
    assert only(record_text("publisher: Mire\u00a0Press\u202fLtd"))["publisher"] == "Mire\u00a0Press\u202fLtd"


def test_blanks_at_the_ends_of_quoted_values_stay() -> None:
    assert only(record_text("intvolume: '        12' publication: 'Moss '"))["intvolume"] == "        12"


def test_escapes_in_double_quotes_are_read_as_yaml_does() -> None:
    fields = only(record_text('acknowledgement: "one\\r\\ntwo \\"three\\" C:\\\\x \\U0001D11E"'))
    assert fields["acknowledgement"] == 'one\r\ntwo "three" C:\\x 𝄞'


def test_a_line_joined_by_a_backslash_is_joined_again() -> None:
    """PyYAML ends a line within a word, or before a blank, with a backslash."""
    fields = only(record_text('acknowledgement: "one\\\\\\ two\\ \\ three"'))
    assert fields["acknowledgement"] == "one\\two three"


def test_an_escape_that_yaml_does_not_have_is_kept_as_text() -> None:
    assert only(record_text('publisher: "Mire \\q \\xZZ"'))["publisher"] == "Mire \\q \\xZZ"


@pytest.mark.parametrize("text", ["'Wet' is not dry", "[sic] moss", "# moss", "'tis moss", "*moss & more", "a #1"])
def test_plain_text_that_lost_a_tag_before_a_special_character_is_still_text(text: str) -> None:
    assert only(record_text(f"publisher: {text}"))["publisher"] == text


def test_control_characters_do_not_cost_the_record() -> None:
    assert only(record_text("publisher: Mi\x00re\x1b[31m")) | {} == {
        "_id": "7",
        "publisher": "Mi\x00re\x1b[31m",
        "status": "public",
        "title": "Moss",
        "type": "book",
        "year": "2020",
    }


def test_the_words_of_a_block_text_are_read_up_to_the_key_that_fits() -> None:
    (record,) = recover(
        record_text(
            "abstract: - lang: eng text: |- Methods: we weigh. Results: wet - and more. author: - last_name: Oja"
        )
    ).records
    assert record.fields["abstract"] == [{"lang": "eng", "text": "Methods: we weigh. Results: wet - and more."}]
    assert record.fields["author"] == [{"last_name": "Oja"}]
    assert any("'Methods:'" in doubt for doubt in record.doubts)


def test_a_word_that_looks_like_a_key_where_a_tag_was_is_text_and_told() -> None:
    (record,) = recover(
        record_text("citation: ama: Oja I. Moss. 2020. doi: 10.5/x ieee: Oja, Moss. date_created: 2020")
    ).records
    assert record.fields["citation"] == {"ama": "Oja I. Moss. 2020. doi: 10.5/x", "ieee": "Oja, Moss."}
    assert any("'doi:'" in doubt for doubt in record.doubts)


# ---- dashes


def test_unquoted_items_split_at_a_dash_are_told() -> None:
    (record,) = recover(record_text("keyword: - moss - wet peat")).records
    assert record.fields["keyword"] == ["moss", "wet peat"]
    assert any(doubt.startswith("keyword: unquoted items were split") for doubt in record.doubts)


def test_identifiers_split_at_a_dash_are_no_doubt() -> None:
    (record,) = recover(record_text("publication_identifier: issn: - 1111-2222 - 2222-333X")).records
    assert record.fields["publication_identifier"] == {"issn": ["1111-2222", "2222-333X"]}
    assert not record.doubts


def test_a_dash_after_plain_text_in_a_map_is_text() -> None:
    fields = only(record_text("related_material: link: - description: Code - as used relation: software url: x"))
    assert fields["related_material"] == {
        "link": [{"description": "Code - as used", "relation": "software", "url": "x"}]
    }


def test_a_dash_before_a_key_that_could_go_on_is_told() -> None:
    (record,) = recover(record_text("author: - first_name: Ida full_name: Oja - last_name: Oja")).records
    assert any("could also be the end of the text" in doubt for doubt in record.doubts)


# ---- what is around records


def test_text_that_belongs_to_no_record_is_left_over_with_its_line() -> None:
    text = (
        "Found today:\n\n"
        + record_text("")
        + "\nCopied on Monday. See: page 2.\n"
        + record_text("")
        + " The end - really"
    )
    recovery = recover(text)
    assert len(recovery.records) == 2
    assert recovery.leftovers == ((1, "Found today:"), (4, "Copied on Monday. See: page 2."), (5, "The end - really"))


def test_text_after_the_year_of_a_record_without_end_mark_is_left_over() -> None:
    recovery = recover(record_text("").removesuffix(" ...") + " Some footnote")
    assert recovery.records[0].fields["year"] == "2020"
    assert recovery.leftovers == ((1, "Some footnote"),)


def test_the_text_before_a_record_without_beginning_is_left_over() -> None:
    recovery = recover("lots of moss.' author: - last_name: Oja status: public title: Moss type: book year: 2020")
    assert recovery.leftovers == ((1, "lots of moss.'"),)
    assert list(recovery.records[0].fields) == ["author", "status", "title", "type", "year"]


@pytest.mark.parametrize("text", ["", " \n ", "--- ...", "\ufeff"])
def test_nothing_gives_nothing(text: str) -> None:
    assert recover(text) == Recovery((), ())


def test_prose_gives_no_record_and_is_left_over() -> None:
    assert recover("Only prose: nothing\nelse.") == Recovery((), ((1, "Only prose: nothing else."),))


def test_a_record_knows_where_it_starts() -> None:
    text = record_text("") + "\n\n" + record_text("").replace("'7'", "'8'")
    second = recover(text).records[1]
    assert text[second.offset :].startswith("_id: '8'")
    assert second.line == 3


def test_records_without_any_mark_are_told_apart_even_after_a_cut() -> None:
    cut = "--- _id: '7' abstract: - lang: eng text: 'Moss is"
    recovery = recover(
        f"{cut} _id: '8' abstract: - lang: eng text: Peat. date_created: 2020 title: B type: book year: '2020'"
    )
    assert [record.fields["_id"] for record in recovery.records] == ["7", "8"]
    assert [record.truncated for record in recovery.records] == [True, False]


def test_a_byte_order_mark_is_no_damage() -> None:
    (record,) = recover("\ufeff" + record_text("").removeprefix("--- ")).records
    assert not record.truncated


def test_fields_after_the_year_without_an_end_mark_are_in_doubt() -> None:
    text = record_text("").removesuffix(" ...") + " zz_note: kept"
    assert any("nothing shows" in doubt for doubt in recover(text).records[0].doubts)
    assert not any("nothing shows" in doubt for doubt in recover(text + " ...").records[0].doubts)
