"""A library written to do harm, through every command: nothing acts, nothing crashes, nothing else is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from model.citations import formats
from model.library import Library, open_library
from model.readers.librecat import load_yaml
from tests.calling import Answer, call
from tests.hostile import PAYLOADS, acting, write

FLAT = ("osc52", "csi", "controls", "bidi", "markup", "yaml")  # recovering structure is slow: a sample will do
EXPORTS = ("bibtex", "biblatex", "csl-json", "ris", "yaml", "markdown", "json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    *_, flat = write(made)
    flat.write_bytes((write(made / "few", {name: PAYLOADS[name] for name in FLAT})[-1]).read_bytes())
    for extra in (made / "few").iterdir():
        extra.unlink()
    (made / "few").rmdir()
    return made


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return open_library([str(folder)])


@pytest.fixture(autouse=True)
def _one_reading(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands run where the hostile files lie, on a library read once."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("tui.session.Session.quiet_library", library)
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


def harmless(*arguments: str) -> Answer:
    """Run a command, and hold both of its streams to the rule."""
    answer = call(*arguments)
    assert not acting(answer.out), (arguments, set(acting(answer.out)))
    assert not acting(answer.err), (arguments, set(acting(answer.err)))
    return answer


def test_the_library_holds_every_payload_in_every_format(library: Library) -> None:
    formats_read = {report.format for report in library.files}
    librecat = {"librecat-yaml", "librecat-json", "librecat-yaml-flattened"}
    assert formats_read >= {*librecat, "csl-json", "bibtex", "ris", "pubmed", "endnote", "wos"}
    raw = " ".join(repr(dict(record.raw)) for work in library.works for record in work.inputs)
    assert "\\x1b]52;c;" in raw


@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("check",), ("check", "--json")], ids="-".join)
def test_lists_and_reports_carry_no_control_code(arguments: tuple[str, ...]) -> None:
    assert harmless(*arguments).out


@pytest.mark.parametrize(
    "query", ["evil", "x[/]y", "\x1b]52;c;QQ==\x07", "id:\x9b", 'author:"\u202e', "source:[red]", "../.."]
)
def test_a_search_quotes_a_query_without_its_control_codes(query: str) -> None:
    harmless("list", "-q", query)


def test_every_record_is_shown_harmlessly_by_the_id_it_is_listed_under(library: Library) -> None:
    for row, work in enumerate(library.works):
        answer = harmless("show", *(("--json",) if row % 2 else ()), "--", work.id)
        assert answer.code == 0, (work.id, answer.err)


@pytest.mark.parametrize(
    ("style", "form"), [("apa", "plain"), ("ieee", "html"), ("vancouver", "markdown"), ("bibtex", "plain")]
)
def test_citations_carry_no_control_code_and_no_script(library: Library, style: str, form: str) -> None:
    ids = [work.id for work in library.works]
    for options in ((), ("--render", "--bibliography")):
        answer = harmless("cite", "-s", style, "-f", form, *options, "--", *ids)
        assert answer.code == 0
        if form != "plain":
            assert not re.search(r"(?<!\\)<(?:script|img|a\b)", answer.out, re.IGNORECASE)
        if form == "markdown":
            assert not re.search(r"(?<!\\)\]\(\s*(?:javascript|file)", answer.out, re.IGNORECASE)


@pytest.mark.parametrize("form", EXPORTS)
def test_exports_carry_no_control_code(form: str) -> None:
    for options in ((), ("--safe",)):
        answer = harmless("export", "-t", form, *options)
        assert answer.code == 0
        assert "Traceback" not in answer.err


def test_what_is_exported_is_read_again_and_stays_harmless(folder: Path, library: Library, tmp_path: Path) -> None:
    for form in EXPORTS[:5]:
        path = tmp_path / f"again.{form}"
        assert call("export", "-t", form, "-o", str(path)).code == 0
        again = open_library([str(path)])
        assert not [notice for notice in again.notices if "reader failed" in notice.message]
        assert again.input_records >= len(library) * 0.9, form


def test_exported_json_and_yaml_are_valid_whatever_the_keys_are(tmp_path: Path) -> None:
    for form in ("json", "csl-json"):
        assert len(json.loads(call("export", "-t", form).out)) > 50
    documents = re.split(r"(?m)^---", call("export", "-t", "yaml").out)[1:]
    assert all(isinstance(load_yaml("---" + document), dict) for document in documents)


def test_latex_that_is_asked_to_be_safe_runs_no_command_of_a_title(library: Library) -> None:
    answer = call("export", "-t", "bibtex", "--safe")
    titles = re.findall(r"(?m)^\s*title\s*=.*$", answer.out)
    assert titles
    assert not any(re.search(r"\\(?:input|write18|href)\b(?!\})", title) for title in titles)


def test_export_writes_the_file_that_was_named_and_no_other(folder: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    for form in EXPORTS:
        assert call("export", "-t", form, "-o", str(tmp_path / f"out.{form}")).code == 0
    written = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert written == {f"out.{form}" for form in EXPORTS}
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert not Path("/tmp/bibscope-was-here").exists()


def test_the_name_offered_for_an_export_stays_in_its_folder(library: Library) -> None:
    for work in library.works:
        for form in EXPORTS:
            name = formats.default_name([work.record], form)
            assert Path(name).name == name
            assert not name.startswith((".", "-"))
            assert len(name.encode()) < 256
            assert name.isprintable()


def test_every_way_to_copy_gives_text_without_control_codes(library: Library) -> None:
    records = [work.record for work in library.works]
    for kind in (each.name for each in formats.COPY_FORMATS):
        assert not acting(formats.copy(records, kind))
        for record in records:
            assert not acting(formats.copy(record, kind))


def test_links_that_are_copied_lead_to_the_web_only(library: Library) -> None:
    for work in library.works:
        address = formats.copy(work.record, "url")
        assert not address or re.match(r"https?://[a-z0-9.-]+(?:[:/?#]|$)", address), address
        linked = formats.copy(work.record, "markdown")
        assert not re.search(r"(?<!\\)\]\((?!https?://)", linked), linked


def test_a_shell_completes_only_ids_that_it_would_take_as_they_stand() -> None:
    environ = {"_BIBSCOPE_COMPLETE": "bash_complete", "COMP_WORDS": "bibscope show ", "COMP_CWORD": "2"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        answer = _complete()
    offered = [line.partition(",")[2] for line in answer.out.splitlines()]
    assert offered
    assert all(re.fullmatch(r"\w[\w.:/+@-]*", word) for word in offered), offered


def _complete() -> Answer:
    """What `main` does when a shell asks."""
    from click.shell_completion import BashComplete

    from tui.arguments import cli

    return Answer(0, BashComplete(cli, {}, "bibscope", "_BIBSCOPE_COMPLETE").complete(), "")


def test_a_file_may_be_named_like_an_escape_or_an_option(folder: Path) -> None:
    for path in folder.iterdir():
        answer = harmless("list", "--no-cache", f"./{path.name}")
        assert answer.code == 0


def test_words_of_the_command_line_are_told_without_their_control_codes() -> None:
    for name in ("missing\x1b]52;c;QQ==\x07", "missing\x9b2J", "a\nb\r"):
        assert harmless("show", name).code == 1
        assert harmless("export", "-t", "json", "-o", f"/nonexistent/{name}").code == 2
        assert harmless("cite", "-s", name, "--", "8000").code == 2
        assert harmless("list", f"--{name}").code == 2


def test_names_of_missing_files_are_told_without_their_control_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.session.Session.quiet_library", property(lambda session: open_library(session.paths)))
    for name in ("missing\x1b]52;c;QQ==\x07.bib", "missing\x9b2J", "a\nb\r"):
        assert harmless("list", name).code == 2
        assert harmless("check", name).code == 2
