"""Whatever prose a record holds, it comes back from flattening, or the loss is told."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.readers.flattened import Recovery, recover
from tests.flatten import flatten, load, squeezed, values

WORDS = [
    *("moss", "wet", "peat", "é", "𝄞", "–", "1.", ",", "...", "a:b", "C:\\x", "10.5/x:y", "it's", "<i>x</i>", "&amp;"),
    *("title:", "status:", "doi:", "year:", "type:", "lang:", "text:", "In:", "Note:"),
    *("#", "#1", '"so"', "'", "''", '"', '\\"', "\\", "\\n", "[a]", "{b}", "*", "|", ">", "%", "@", "!", "`", "~", "?"),
]
SPACES = ["x\u00a0y", "x\u202fy", "\r\n", "\n", "\t", "", "  ", "\u2028"]
prose = st.lists(st.sampled_from(WORDS + SPACES), min_size=1, max_size=20).map(" ".join)
dashed = st.lists(st.sampled_from([*WORDS, *SPACES, "-", "- ", "---", "- _id:", "_id:", "- lang:"]), min_size=1).map(
    " ".join
)


def records(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    def maps(required: str, optional: str = "", fixed: dict[str, str] | None = None) -> st.SearchStrategy[object]:
        needed = dict.fromkeys(required.split(), text) | {key: st.just(v) for key, v in (fixed or {}).items()}
        return st.fixed_dictionaries(needed, optional=dict.fromkeys(optional.split(), text))

    def some(what: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
        return st.lists(what, min_size=1, max_size=3)

    always = {key: st.just("2020-01-01T00:00:00Z") for key in ("date_created", "date_updated")}
    return st.fixed_dictionaries(
        {
            "_id": st.integers(1, 99999).map(str),
            "status": st.just("public"),
            "title": text,
            "type": st.just("book"),
            "year": st.integers(1500, 2100).map(str),
            **always,
        },
        optional={
            "abstract": some(maps("text", fixed={"lang": "eng"})),
            "author": some(maps("first_name full_name last_name", "id orcid")),
            "citation": st.dictionaries(st.sampled_from(["ama", "apa", "ieee", "mla", "short"]), text, min_size=1),
            "conference": maps("name", "location"),
            "external_id": st.dictionaries(st.sampled_from(["arxiv", "isi", "pmid"]), some(text), min_size=1),
            "file": st.lists(
                maps("file_name", "title description", {"access_level": "closed", "relation": "main_file"})
            ),
            "isi": st.just(1),
            "keyword": some(text),
            "local_thing": text,
            "publisher": text,
            "related_material": maps("").flatmap(
                lambda _: st.fixed_dictionaries(
                    {},
                    optional={
                        "link": some(maps("url", "description relation")),
                        "record": some(maps("id", fixed={"relation": "cites", "status": "public"})),
                    },
                )
            ),
            "zeta": text,
        },
    )


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


class _Fast(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # libyaml, as LibreCat's, where it is
    def ignore_aliases(self, data: object) -> bool:
        return True


def dumped(what: list[dict[str, object]], dumper: type) -> str:
    """As LibreCat exports: sorted, in block style, about 80 columns wide."""
    text = yaml.dump_all(
        what,
        Dumper=dumper,
        sort_keys=True,
        default_flow_style=False,
        width=80,
        allow_unicode=True,
        explicit_start=True,
        explicit_end=True,
    )
    assert isinstance(text, str)
    return text


QUICK = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def _lists_split(recovery: Recovery) -> bool:
    return any("split at" in doubt for record in recovery.records for doubt in record.doubts)


@pytest.mark.parametrize("dumper", [_Plain, _Fast])
@QUICK
@given(data=st.data())
def test_any_prose_without_dashes_comes_back(dumper: type, data: st.DataObject) -> None:
    written = dumped(data.draw(st.lists(records(prose), min_size=1, max_size=2)), dumper)
    recovery = recover(flatten(written))
    got, want = values(recovery), [squeezed(record) for record in load(written)]
    assert got == want or (_lists_split(recovery) and len(got) == len(want))
    for record, whole in zip(got, want, strict=True):
        assert isinstance(record, dict)
        assert isinstance(whole, dict)
        lists = ("keyword", "external_id")  # of plain texts: the one case that cannot be decided, and is told
        assert {k: v for k, v in record.items() if k not in lists} == {k: v for k, v in whole.items() if k not in lists}


@pytest.mark.parametrize("dumper", [_Plain, _Fast])
@QUICK
@given(data=st.data())
def test_any_prose_at_all_comes_back_or_the_loss_is_told(dumper: type, data: st.DataObject) -> None:
    written = dumped(data.draw(st.lists(records(dashed), min_size=1, max_size=2)), dumper)
    recovery = recover(flatten(written))
    told = bool(recovery.leftovers) or any(record.doubts or record.truncated for record in recovery.records)
    assert told or values(recovery) == [squeezed(record) for record in load(written)]


@QUICK
@given(st.lists(st.sampled_from([*WORDS, *SPACES, "-", "_id:", "---", "'7'", "abstract:", "- _id: x"]), max_size=40))
def test_no_text_makes_recovery_fail_or_lose_a_word(words: list[str]) -> None:
    text = " ".join(words)
    recovery = recover("--- _id: '7' title: Moss status: public " + text)
    shown = repr([dict(record.fields) for record in recovery.records]) + repr(recovery)
    for word in ("moss", "peat", "𝄞"):
        assert (word in text) <= (word in shown)
