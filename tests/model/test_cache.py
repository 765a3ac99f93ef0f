"""Libraries kept on disk: the same as those that were read, gone when outdated, ignored when damaged."""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from model.cache import Cache, Request, open_kept
from model.cache import pointer as pointers
from model.describe import describe
from model.library import Library, names_of
from model.merge import Overrides, has_conflict, provenance
from model.ordering import KEYS, sorted_rows

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SETS = {
    "browser": ("tests/data/browser",),
    "exports": ("tests/data/exports", "tests/data/small"),
    "others": ("tests/data/broken.bib", "tests/data/whole.bib", "tests/data/library.ris", "tests/data/zotero.json"),
    "flattened and prose": ("tests/data/flattened-exports.yaml", "tests/data/prose.txt"),
    "sample": ("model/sample",),
    "seeds": (str(SEEDS),),
}
ONE = "_id: '1'\ntitle: Bees of the north\ntype: journal_article\nyear: '2020'\n"
TWO = "_id: '2'\ntitle: Clouds over the sea\ntype: journal_article\nyear: '2019'\n"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", least=0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.yaml"
    path.write_text(ONE)
    return path


@pytest.fixture
def request_(file: Path) -> Request:
    return Request((str(file),))


def kept(request: Request, cache: Cache) -> Library:
    """The library of a request, read, kept and opened again."""
    assert cache.keep(request, request.read()) is None
    library, notice = cache.open(request)
    assert library is not None and library.kept is not None and notice is None
    return library


def is_kept(request: Request, cache: Cache) -> bool:
    library, _ = cache.open(request)
    return library is not None


# -- the same answers ------------------------------------------------------------------------------------------------


@pytest.fixture(params=SETS)
def both(
    request: pytest.FixtureRequest, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Library, Library]]:
    monkeypatch.chdir(ROOT)
    if request.param == "seeds" and not SEEDS.is_dir():
        pytest.skip("the seed files are not beside the repository")
    wanted = Request(SETS[request.param])
    yield wanted.read(), kept(wanted, cache)


def test_a_kept_library_gives_the_same_works_and_tells_the_same(both: tuple[Library, Library]) -> None:
    fresh, again = both
    assert len(fresh) == len(again) > 0
    assert list(again.works) == list(fresh.works)
    for one, other in zip(fresh.works, again.works, strict=True):
        assert [dict(record.raw) for record in one.inputs] == [dict(record.raw) for record in other.inputs]
        assert [list(record.fields) for record in one.inputs] == [list(record.fields) for record in other.inputs]
        assert list(one.record.fields) == list(other.record.fields)
        assert dict(provenance(one)) == dict(provenance(other))
        assert has_conflict(one) == has_conflict(other)
    told = ("files", "notices", "kept_apart", "hints", "input_records", "paths", "texts", "stamps")
    assert [getattr(again, name) for name in told] == [getattr(fresh, name) for name in told]
    assert [again.line(row) for row in range(len(fresh))] == [fresh.line(row) for row in range(len(fresh))]


def test_a_kept_library_relates_and_describes_the_same(both: tuple[Library, Library]) -> None:
    fresh, again = both
    assert dict(again.graph.by_row) == dict(fresh.graph.by_row)
    assert tuple(again.graph.dangling) == tuple(fresh.graph.dangling)
    for row in range(len(fresh)):
        assert describe(again, row) == describe(fresh, row)
        assert again.graph.tree(row) == fresh.graph.tree(row)
        assert again.graph.version_chain(row) == fresh.graph.version_chain(row)


def test_a_kept_library_knows_the_same_people(both: tuple[Library, Library]) -> None:
    fresh, again = both
    assert list(again.people) == list(fresh.people) and len(again.people) == len(fresh.people)
    assert dict(again.people.names) == dict(fresh.people.names)
    assert dict(again.people.families) == dict(fresh.people.families)
    assert list(again.people.individuals) == list(fresh.people.individuals)
    for each in fresh.people:
        assert each.key in again.people
        assert again.people.coauthors(each.key) == fresh.people.coauthors(each.key)
        assert again.people.by_year(each.key) == fresh.people.by_year(each.key)
        assert again.people.namesakes(each.key) == fresh.people.namesakes(each.key)
    assert "nobody, at all" not in again.people


def test_a_kept_library_finds_and_sorts_the_same(both: tuple[Library, Library]) -> None:
    fresh, again = both
    assert again.ids == fresh.ids
    names = {name for work in fresh.works for name in names_of(work)}
    for name in (*names, "no such name", ""):
        assert again.find(name) == fresh.find(name)
        assert again.find(f"https://doi.org/{name}") == fresh.find(f"https://doi.org/{name}")
    for key in KEYS:
        assert list(again.ranks(key)) == list(fresh.ranks(key))
        rows = range(len(fresh))
        for backwards in (False, True):
            ours = sorted_rows(again.ranks(key), rows, backwards=backwards)
            assert ours == sorted_rows(fresh.ranks(key), rows, backwards=backwards)
    for query in ("", "the", "type:thesis", "is:dangling", "has:doi", "year:>2020", "prunning"):
        assert again.search.search(query).rows.tolist() == fresh.search.search(query).rows.tolist()
    everything = fresh.search.search("").rows
    assert again.search.facet_counts(everything, "type") == fresh.search.facet_counts(everything, "type")


# -- when it holds ---------------------------------------------------------------------------------------------------


def test_a_file_that_was_only_touched_is_still_the_same(file: Path, request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    os.utime(file, ns=(1, 1))
    library, notice = cache.open(request_)
    assert library is not None and notice is None
    assert library.stamps[0].mtime == 1
    assert pointers.Pointer.read(next(cache.folder.glob("*.json"))).stamps[0].mtime == 1  # not read again next time


def test_a_file_that_says_something_else_is_read_again(file: Path, request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    file.write_text(TWO)
    assert not is_kept(request_, cache)
    assert open_kept(request_, cache).works[0].id == "2"


def test_a_change_of_the_same_length_is_seen(file: Path, request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    file.write_text(ONE.replace("north", "south"))
    assert not is_kept(request_, cache)


def test_a_file_more_or_less_in_a_folder_is_seen(tmp_path: Path, cache: Cache) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.yaml").write_text(ONE)
    request = Request((str(folder),))
    kept(request, cache)
    (folder / "notes.md").write_text("nothing to see")
    assert not is_kept(request, cache)
    kept(request, cache)
    (folder / "notes.md").unlink()
    assert not is_kept(request, cache)


def test_decisions_beside_the_files_count_as_files(file: Path, request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    (file.parent / "bibscope-merge.toml").write_text('different = [["1", "2"]]')
    assert not is_kept(request_, cache)


def test_other_settings_and_other_names_are_other_libraries(
    file: Path, request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(request_, cache)
    assert not is_kept(Request(request_.paths, Overrides(same=(("1", "2"),))), cache)
    assert not is_kept(Request(request_.paths, repositories={"10.5555": "https://one.example/"}), cache)
    monkeypatch.chdir(file.parent)
    assert not is_kept(Request((file.name,)), cache)  # notices and sources name it so


def test_what_other_code_made_is_not_used(request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(request_, cache)
    monkeypatch.setattr(pointers, "code_of_model", lambda: "another version")
    assert cache.open(request_) == (None, None)


def test_code_is_other_code_once_a_module_is_edited_added_or_moved(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (below / "one.py").write_text("a = 1")
    codes = [pointers.code_in(str(tmp_path))]
    (below / "one.py").write_text("a = 10")
    codes.append(pointers.code_in(str(tmp_path)))
    os.utime(below / "one.py", ns=(1, 1))
    codes.append(pointers.code_in(str(tmp_path)))
    (tmp_path / "two.py").write_text("")
    codes.append(pointers.code_in(str(tmp_path)))
    (below / "one.py").rename(tmp_path / "one.py")
    codes.append(pointers.code_in(str(tmp_path)))
    assert len(set(codes)) == len(codes)
    (below / "__pycache__").mkdir()
    (below / "__pycache__" / "one.pyc").touch()
    assert pointers.code_in(str(tmp_path)) == codes[-1]


def test_a_file_that_changes_while_it_is_read_is_not_kept(file: Path, request_: Request, cache: Cache) -> None:
    library = request_.read()
    file.write_text(TWO)
    assert cache.keep(request_, library) is None
    assert not is_kept(request_, cache) and not list(cache.folder.glob("*"))


def test_standard_input_missing_files_and_small_inputs_are_not_kept(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    cache = Cache(tmp_path / "cache", least=0)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ONE.encode())))
    for request in (Request(("-",)), Request((str(file), str(tmp_path / "missing.bib")))):
        assert cache.keep(request, request.read()) is None
    small = Request((str(file),))
    assert Cache(cache.folder).keep(small, small.read()) is None
    assert not cache.folder.exists()


# -- damage -----------------------------------------------------------------------------------------------------------


def test_any_damage_is_noticed_and_the_files_are_read_again(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    data = next(path for path in cache.folder.iterdir() if path.is_dir())
    for path in [*data.rglob("*"), next(cache.folder.glob("*.json"))]:
        whole = path.read_bytes() if path.is_file() else b""
        for damaged in (whole[:-1], b"", whole + b"!", bytes([whole[0] ^ 1]) + whole[1:]) if whole else ():
            path.write_bytes(damaged)
            library, notice = cache.open(request_)
            assert library is None and notice is not None and "damaged" in notice.message, path.name
            assert [each.id for each in open_kept(request_, cache).works] == ["1"]
            assert [each.message for each in open_kept(request_, cache).notices] == [notice.message]
        path.write_bytes(whole) if whole else None
    assert is_kept(request_, cache)


def test_after_damage_the_library_is_kept_anew(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    next(cache.folder.glob("*.json")).write_text("{}")
    kept(request_, cache)


def test_what_a_stranger_wrote_is_never_run(request_: Request, cache: Cache, tmp_path: Path) -> None:
    import pickle

    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "harm"),))

    kept(request_, cache)
    data = next(path for path in cache.folder.iterdir() if path.is_dir())
    harm = pickle.dumps(Harm())
    for path in [*data.rglob("*"), next(cache.folder.glob("*.json"))]:
        if path.is_file():
            whole = path.read_bytes()
            path.write_bytes(harm)
            assert not is_kept(request_, cache)
            path.write_bytes(whole)
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(
    "change", [{"data": "../elsewhere"}, {"data": 7}, {"stamps": 3}, {"files": {"a": 1}}, {"files": {"x": ["1", 2]}}]
)
def test_a_pointer_that_lies_is_not_followed(change: dict[str, object], request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    path = next(cache.folder.glob("*.json"))
    told = json.loads(path.read_bytes().partition(b"\n")[2])
    text = json.dumps(told | change).encode()
    path.write_bytes(pointers._seal(text) + b"\n" + text)
    library, notice = cache.open(request_)
    assert library is None and notice is not None


@pytest.mark.parametrize(("table", "told"), [("works", b"Clouds"), ("shared", b"librecat")])
def test_a_damaged_row_of_a_large_library_is_read_from_the_files(
    table: str, told: bytes, file: Path, request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cache.kept._CHECKED", 0)
    file.write_text(f"---\n{ONE}...\n---\n{TWO}...\n")
    kept(request_, cache)
    rows = next(cache.folder.glob(f"*/{table}.rows"))
    assert told in rows.read_bytes()
    rows.write_bytes(rows.read_bytes().replace(told, told[::-1]))
    library, notice = cache.open(request_)
    assert library is not None and notice is None
    assert [work.record.title for work in library.works] == ["Bees of the north", "Clouds over the sea"]
    assert library.graph.edges(1) == ()
    assert not is_kept(request_, cache)  # and it will be kept anew


def test_damaged_ids_of_a_large_library_are_read_from_the_files(
    file: Path, request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cache.kept._CHECKED", 0)
    file.write_text(f"---\n{ONE}...\n---\n{TWO}...\n")
    kept(request_, cache)
    ids = next(cache.folder.glob("*/ids.json"))
    ids.write_bytes(ids.read_bytes().replace(b"1", b"7"))
    library, _ = cache.open(request_)
    assert library is not None and set(library.ids) == {"1", "2"}


def test_a_damaged_index_of_a_large_library_is_built_again(
    request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cache.kept._CHECKED", 0)
    kept(request_, cache)
    blob = next(cache.folder.glob("*/search/index"))
    blob.write_bytes(blob.read_bytes().replace(b"bees", b"beer"))
    library, _ = cache.open(request_)
    monkeypatch.setattr("model.library._QUICK", 0)
    monkeypatch.setattr("model.order_values.OrderValues", None)  # its orders are there: nothing is put aside for them
    assert library is not None and not library.is_searchable
    assert library.search.search("bees").rows.tolist() == [0] and library.is_searchable


def test_a_kept_library_can_be_searched_at_once(
    request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.library._QUICK", 0)
    assert not request_.read().is_searchable
    assert kept(request_, cache).is_searchable


def test_nobody_is_told_of_a_kept_library_before_its_index_is_there(request_: Request, cache: Cache) -> None:
    library = kept(request_, cache)
    told: list[bool] = []
    library.build(lambda done: told.append("_kept_search" in library.__dict__))
    assert all(told) and library.is_searchable


def test_an_open_library_survives_the_deletion_of_its_cache(file: Path, request_: Request, cache: Cache) -> None:
    library = kept(request_, cache)
    assert cache.clear() > 0
    file.unlink()
    assert library.ids == ["1"]
    assert library.works[0].record.title == "Bees of the north"
    assert library.find("1") == (0,) and list(library.people) == []
    assert library.search.search("bees").rows.tolist() == [0]
    assert library.graph.edges(0) == ()
    assert cache.open(request_) == (None, None)


def test_a_folder_that_lost_its_data_is_read_again_in_silence(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    shutil.rmtree(next(path for path in cache.folder.iterdir() if path.is_dir()))
    assert cache.open(request_) == (None, None)


def test_where_nothing_can_be_written_one_notice_says_so(request_: Request, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    cache = Cache(blocked / "libraries", least=0)
    notice = cache.keep(request_, request_.read())
    assert notice is not None and notice.severity == "info" and "could not be kept" in notice.message
    assert open_kept(request_, cache).works[0].id == "1"


def test_a_full_disk_leaves_nothing_behind(request_: Request, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("model.cache.keeping.write_array", full)
    notice = cache.keep(request_, request_.read())
    assert notice is not None and "No space left" in notice.message
    assert list(cache.folder.iterdir()) == []


# -- several at once ---------------------------------------------------------------------------------------------------


def test_two_writers_leave_one_whole_library(request_: Request, cache: Cache) -> None:
    library = request_.read()
    writers = [Thread(target=cache.keep, args=(request_, library)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert is_kept(request_, cache)
    assert len(list(cache.folder.glob("*.json"))) == 1


def test_who_reads_while_another_writes_keeps_what_it_has(file: Path, request_: Request, cache: Cache) -> None:
    before = kept(request_, cache)
    file.write_text(TWO)
    after = kept(request_, cache)
    assert (before.works[0].id, after.works[0].id) == ("1", "2")
    assert before.search.search("bees").rows.tolist() == [0]


def test_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointers, "_MOST", 2)
    requests = []
    for number in range(4):
        path = tmp_path / f"{number}.yaml"
        path.write_text(ONE)
        requests.append(Request((str(path),)))
        kept(requests[-1], cache)
        for age, pointer in enumerate(sorted(cache.folder.glob("*.json"), key=lambda each: each.stat().st_mtime_ns)):
            os.utime(pointer, (number * 100 + age, number * 100 + age))
    assert [is_kept(request, cache) for request in requests] == [False, False, True, True]
    assert len(cache.entries()) == 2


def test_data_that_a_crash_left_behind_is_deleted_once_nobody_can_use_it(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    old, new, foreign = (cache.folder / name for name in (f"{'a' * 32}.abcdefgh", f"{'b' * 32}.abcdefgh", "my notes"))
    for folder in (old, new, foreign):
        folder.mkdir()
    os.utime(old, (1, 1))
    os.utime(foreign, (1, 1))
    pointers.prune(cache.folder)
    assert (old.exists(), new.exists(), foreign.exists()) == (False, True, True)


def test_clearing_deletes_what_is_ours_and_nothing_else(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    (cache.folder / "notes.txt").write_text("mine")
    assert cache.clear() > 0
    assert [path.name for path in cache.folder.iterdir()] == ["notes.txt"]
    assert cache.entries() == () and cache.clear() == 0


def test_entries_say_what_is_kept(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    (entry,) = cache.entries()
    assert entry.paths == request_.paths and entry.works == 1 and entry.size > 1000 and entry.used > 1e9


def test_a_library_is_told_how_many_of_its_files_changed(file: Path, request_: Request) -> None:
    from model.stamps import changed

    library = request_.read()
    assert changed(library.stamps, library.paths) == 0
    file.write_text(ONE + "volume: '2'\n")
    assert changed(library.stamps, library.paths) == 1
    file.unlink()
    assert changed(library.stamps, library.paths) == 1


def test_orders_put_the_unknown_last_either_way() -> None:
    ranks = [0, 2, 1, 2, 0]
    assert sorted_rows(ranks, range(5)) == [2, 1, 3, 0, 4]
    assert sorted_rows(ranks, range(5), backwards=True) == [1, 3, 2, 0, 4]
    assert sorted_rows(ranks, [4, 3]) == [3, 4]


def test_no_module_of_the_cache_knows_a_format_that_can_run_code() -> None:
    texts = [path.read_text() for path in (ROOT / "model" / "cache").glob("*.py")]
    assert not [word for text in texts for word in ("pickle", "marshal", "shelve", "eval(", "exec(") if word in text]


def test_random_damage_never_breaks_a_visit(request_: Request, cache: Cache) -> None:
    kept(request_, cache)
    dice = random.Random(5)
    files = [path for path in cache.folder.rglob("*") if path.is_file()]
    for _ in range(40):
        path = dice.choice(files)
        whole = path.read_bytes()
        at = dice.randrange(len(whole)) if whole else 0
        path.write_bytes(whole[:at] + bytes([dice.randrange(256)]) + whole[at + 1 :])
        assert open_kept(request_, cache).works[0].record.title == "Bees of the north"
        path.write_bytes(whole)


# -- being let go ----------------------------------------------------------------------------------------------------


def _used(library: Library) -> list[weakref.ref[object]]:
    """Parts of a library that was asked for everything, as far as they can be watched."""
    library.search.search("sea")
    for row, work in enumerate(library.works):
        library.line(row)
        library.graph.edges(row)
        library.people.of_row(row)
        library.find(work.id)
    for person in library.people:
        library.people.coauthors(person.key)
        library.people.namesakes(person.key)
    for key in KEYS:
        library.ranks(key)
    assert list(library.works) and list(library.graph.dangling)
    parts: list[object] = [library, library.graph, library.people.directory, library.search]
    if library.kept:
        parts += [library.kept, library.works]
    return list(map(weakref.ref, parts))


@pytest.mark.parametrize("again", [False, True])
def test_a_library_that_nobody_needs_is_gone_without_being_looked_for(
    again: bool, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are closed then; the collector does not look where a library was built."""
    monkeypatch.chdir(ROOT)
    request = Request(SETS["sample"])
    library = kept(request, cache) if again else request.read()
    gc.disable()
    try:
        parts = _used(library)
        assert all(part() is not None for part in parts)
        del library
        assert [part() for part in parts] == [None] * len(parts)
    finally:
        gc.enable()
