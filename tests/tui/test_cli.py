"""The command line keeps its contract: exit codes, what goes to which stream, JSON shapes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from model.library import open_library
from model.work import Work
from tui.answers import list_works
from tui.session import Session

DATA = Path(__file__).parent.parent / "data" / "small"
SMALL = (str(DATA / "repository.yaml"), str(DATA / "group.bib"))


def run(*args: str, stdin: str | None = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "BIBSCOPE_CONFIG": os.devnull, **(env or {})}
    command = [sys.executable, "-c", "from tui.cli import main; main()", *args]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, env=environ, check=False, timeout=60)


def answer(*args: str) -> str:
    done = run(*args)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_list_is_one_work_a_line_separated_by_tabs_newest_first() -> None:
    lines = [line.split("\t") for line in answer("list", *SMALL).splitlines()]
    assert [line[:2] for line in lines] == [["101", "2022"], ["102", "2021"], ["103", "2020"], ["noether1921", "1921"]]
    assert lines[2][3:] == ["Metzger, Hélène", "Notes on silence", "Journal of Étude"]


def test_what_a_record_lacks_is_empty_between_its_tabs(tmp_path: Path) -> None:
    file = tmp_path / "bare.bib"
    file.write_text("@misc{bare, title={Bare}}")
    assert answer("list", str(file)) == "bare\t\tmisc\t\tBare\t\n"


def test_each_line_of_a_list_is_printed_before_the_next_work_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(SMALL)
    done: list[str] = []

    class Works(Sequence[Work]):
        def __len__(self) -> int:
            return len(library.works)

        def __getitem__(self, row: int) -> Work:  # type: ignore[override]
            done.append("looked")
            return library.works[row]

    monkeypatch.setattr("tui.answers.emit", lambda line: done.append("printed"))
    session = SimpleNamespace(library=replace(library, works=Works()))
    assert list_works(cast("Session", session), "", None, None, as_json=False) == 0
    assert done[-2 * len(library) :] == ["looked", "printed"] * len(library)  # after looking at all to sort them


def test_list_takes_the_language_of_the_search_box() -> None:
    assert answer("list", *SMALL, "-q", "author:taussky quiet").split("\t")[0] == "102"
    assert answer("list", *SMALL, "-q", "etude").split("\t")[0] == "103"


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("year", ["noether1921", "103", "102", "101"]),
        ("title", ["noether1921", "103", "101", "102"]),
        ("-title", ["102", "101", "103", "noether1921"]),
        ("author", ["101", "102", "103", "noether1921"]),
    ],
)
def test_list_sorts_by_the_keys_of_the_contract(sort: str, ids: list[str]) -> None:
    assert [line.split("\t")[0] for line in answer("list", *SMALL, "--sort", sort).splitlines()] == ids


def test_list_json_has_the_shape_of_the_contract() -> None:
    works = json.loads(answer("list", *SMALL, "--json", "--limit", "3"))
    assert works[2] | {"librecat_type": ""} == {
        "id": "103",
        "type": "article-journal",
        "librecat_type": "",
        "title": "Notes on silence",
        "authors": ["Metzger, Hélène"],
        "year": 2020,
        "container": "Journal of Étude",
        "doi": "10.5555/103",
        "sources": list(SMALL),
    }


def test_what_matches_nothing_exits_with_1_and_says_so_on_stderr() -> None:
    done = run("list", *SMALL, "-q", "xylophone")
    assert (done.returncode, done.stdout) == (1, "")
    assert "xylophone" in done.stderr


def test_show_tells_everything_about_a_record() -> None:
    shown = answer("show", "101", *SMALL)
    for words in ("Quiet machines", "Hermann, Grete", "PhD thesis", "https", "repository.yaml", "120", "thesis.pdf"):
        assert words in shown or words == "https"
    assert "[102]" in shown  # the paper, and how to ask for it
    assert "999" in shown  # the dangling one


@pytest.mark.parametrize("name", ["103", "metzger2020", "10.5555/103", "https://doi.org/10.5555/103"])
def test_a_record_is_found_by_every_name_it_has(name: str) -> None:
    assert json.loads(answer("show", name, *SMALL, "--json"))["id"] == "103"


def test_show_json_has_the_shape_of_the_contract() -> None:
    work = json.loads(answer("show", "102", *SMALL, "--json"))
    assert work["type"] == "paper-conference"
    assert work["container-title"] == "Proceedings of Silence"
    assert work["ids"]["librecat"] == "102"
    assert work["ids"]["arxiv"]
    assert work["citations"]["apa"].startswith("Hermann, G., &#38;")
    assert work["links"][0] == {"relation": "software", "url": "https://github.com/example/quiet"}
    (relation,) = work["relations"]
    assert relation["relation"] == "dissertation_contains"
    assert (relation["target"], relation["explicit"], relation["in_set"]) == ("101", False, True)
    assert [source["file"] for source in work["sources"]] == list(SMALL)
    assert work["provenance"]["title"]["source"] == SMALL[0]
    assert work["provenance"]["title"]["others"][0]["source"] == SMALL[1]


def test_an_unknown_record_exits_with_1() -> None:
    done = run("show", "nobody", *SMALL)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nobody" in done.stderr


def test_cite_prints_the_stored_citation_without_tags() -> None:
    expected = "Hermann, G., & Taussky-Todd, O. (2021). Quiet machines compute. In Proceedings of Silence (pp. 1–9)."
    assert answer("cite", "102", "-s", "apa", "--in", SMALL[0]).strip() == expected


def test_cite_keeps_italics_in_html_and_markdown() -> None:
    assert "<i>Proceedings of Silence</i>" in answer("cite", "102", "-s", "apa", "-f", "html", "--in", SMALL[0])
    assert "*Proceedings of Silence*" in answer("cite", "102", "-s", "apa", "-f", "markdown", "--in", SMALL[0])


def test_cite_understands_files_that_a_shell_put_among_the_ids() -> None:
    assert answer("cite", "noether1921", "--in", *SMALL).startswith("Noether, E. (1921).")
    assert answer("cite", "noether1921", *SMALL).startswith("Noether, E. (1921).")
    assert run("cite", "x." * 3000, *SMALL).returncode == 1  # no name that a file can have


def test_cite_takes_standard_input_among_its_ids() -> None:
    done = run("cite", "k", "-", stdin="@book{k, title={Title}, year=2001}")
    assert (done.returncode, done.stdout) == (0, "Title. (2001).\n")


def test_who_names_a_file_in_the_place_of_an_id_is_told() -> None:
    for words in (("show", SMALL[0], "102"), ("show", SMALL[0]), ("show", SMALL[0], *SMALL)):
        done = run(*words)
        assert done.returncode in (1, 2) and done.stdout == ""
        assert f"{SMALL[0]!r} is a file: the id comes first, then where to look" in done.stderr
    assert "is a file" not in run("show", "nobody", *SMALL).stderr


def test_an_unknown_style_exits_with_2_and_names_it() -> None:
    done = run("cite", "102", "-s", "no-such-style", "--in", SMALL[0])
    assert done.returncode == 2
    assert "no-such-style" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csl-json", "ris", "yaml", "markdown", "json"])
def test_every_export_format_writes_every_record(form: str) -> None:
    assert "Quiet machines compute" in answer("export", *SMALL, "-t", form)


def test_export_can_make_cite_keys_that_people_remember() -> None:
    assert "@inproceedings{102," in answer("export", SMALL[0], "-t", "bibtex", "-i", "102")
    assert "@inproceedings{hermann2021quiet," in answer("export", SMALL[0], "-t", "bibtex", "-i", "102", "--human-keys")


def test_export_never_replaces_a_file_unasked(tmp_path: Path) -> None:
    target = tmp_path / "out.bib"
    target.write_text("mine")
    done = run("export", *SMALL, "-t", "bibtex", "-o", str(target))
    assert done.returncode == 2
    assert target.read_text() == "mine"
    assert run("export", *SMALL, "-t", "bibtex", "-o", str(target), "--force").returncode == 0
    assert "Quiet machines" in target.read_text()


def test_check_reports_files_merging_and_what_dangles() -> None:
    report = json.loads(answer("check", *SMALL, "--json"))
    assert [(file["format"], file["records"]) for file in report["files"]] == [("librecat-yaml", 3), ("bibtex", 3)]
    assert (report["input_records"], report["works"], report["texts"]) == (6, 4, 0)
    assert {merged["id"] for merged in report["merged"]} == {"102", "103"}
    assert [stub["target"] for stub in report["dangling"]] == ["999"]
    (conflict,) = [each for each in report["conflicts"] if (each["id"], each["field"]) == ("103", "issued")]
    assert (conflict["source"], conflict["others"][0]["source"]) == SMALL


def test_check_exits_with_1_when_a_file_is_broken_and_names_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.bib"
    broken.write_text("@article{a,\n title={A},\n year=2001\n}\n\n@article{b,\n title={never closed,\n year=2002\n")
    done = run("check", str(broken))
    assert done.returncode == 1
    assert f"{broken}:6" in done.stdout
    assert "2 records" in done.stdout


def test_no_readable_record_at_all_exits_with_2(tmp_path: Path) -> None:
    for command in ("list", "check"):
        done = run(command, str(tmp_path / "missing.bib"))
        assert done.returncode == 2
        assert "no such file" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_standard_input_is_a_file_too() -> None:
    done = run("list", "-", stdin="@book{x, title={From a pipe}, year=2001}")
    assert "From a pipe" in done.stdout


def test_a_pipe_that_a_shell_names_is_a_file_too() -> None:
    program = f"{sys.executable} -c 'from tui.cli import main; main()' list <(cat {SMALL[1]})"
    environ = {**os.environ, "BIBSCOPE_CONFIG": os.devnull}
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, env=environ, check=False, timeout=60)
    assert len(done.stdout.splitlines()) == 3, done.stderr


def test_without_a_terminal_bibscope_prints_the_list() -> None:
    assert run(*SMALL).stdout == answer("list", *SMALL)


def test_without_paths_the_sample_library_is_used_and_that_is_said() -> None:
    done = run("list")
    assert done.returncode == 0
    assert "sample library" in done.stderr
    assert len(done.stdout.splitlines()) > 25


def test_a_configured_library_is_used_without_paths(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"library = ['{SMALL[1]}']\nstyle = 'ieee'\n")
    assert len(run("list", env={"BIBSCOPE_CONFIG": str(config)}).stdout.splitlines()) == 3


def test_init_writes_a_configuration_that_names_the_library(tmp_path: Path) -> None:
    config = tmp_path / "sub" / "config.toml"
    assert run("init", *SMALL, "--config", str(config)).returncode == 0
    assert len(run("list", "--config", str(config)).stdout.splitlines()) == 4
    again = run("init", SMALL[1], "--config", str(config))
    assert again.returncode == 2
    assert run("init", SMALL[1], "--config", str(config), "--force").returncode == 0
    assert len(run("--config", str(config), "list").stdout.splitlines()) == 3


def test_a_wrong_option_exits_with_2() -> None:
    assert run("list", "--nonsense").returncode == 2
    assert run("export", *SMALL, "-t", "word").returncode == 2


def test_a_closed_pipe_ends_quietly() -> None:
    program = f"{sys.executable} -c 'from tui.cli import main; main()' list {' '.join(SMALL)} | head -1"
    done = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_pipe_that_is_closed_halfway_through_an_answer_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "large.bib"
    file.write_text("".join(f"@book{{k{number}, title={{{'long ' * 99}{number}}}}}\n" for number in range(999)))
    program = f"{sys.executable} -c 'from tui.cli import main; main()'"
    for command in ("list", "export -t ris", "list --json"):
        line = f"{program} {command} {file} | head -c 9; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=60)
        assert (done.stdout[9:], done.stderr) == ("0\n", "")


def test_styles_can_be_searched() -> None:
    assert "apa" in answer("styles")
    assert "vancouver" in answer("styles", "vancouver").lower()
    assert run("styles", "zzzzqqq").returncode == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_exist_for_each_shell(shell: str) -> None:
    assert "_BIBSCOPE_COMPLETE" in answer("completion", shell)


def test_escapes_in_a_file_reach_no_stream(tmp_path: Path) -> None:
    evil = tmp_path / "evil\x1b[31m.bib"
    evil.write_text("@book{k\x1b]52;c;AAAA\x07, title={A\x1b[2J\x9b title}, author={B\x00ad, Actor}, year=2001}")
    for command in (["list"], ["check"], ["list", "--json"], ["export", "-t", "bibtex"]):
        done = run(*command, str(evil))
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x9b" not in done.stdout + done.stderr
