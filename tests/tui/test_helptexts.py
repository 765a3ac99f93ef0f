"""What `--help` shows: every command explained, no line cut, and examples that the command line takes."""

from __future__ import annotations

import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from model.search.query import CHEAT_SHEET, parse
from tests.calling import call
from tui import cli as entry
from tui.arguments import cli
from tui.helptexts import HELP, query_language

COMMANDS = sorted(cli.commands)
EXAMPLES = [example for help in HELP.values() for example, _ in help.examples]


def shown(*arguments: str) -> str:
    return CliRunner().invoke(cli, [*arguments, "--help"], prog_name="bibscope", terminal_width=80).output


def test_every_command_and_no_other_is_explained() -> None:
    assert sorted(HELP) == ["", *COMMANDS]
    assert sorted(entry.COMMANDS) == COMMANDS  # without them a first word would be a file


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_how_what_examples_and_codes(command: str) -> None:
    text = shown(command)
    assert text.startswith(f"Usage: bibscope {command}")
    assert "  Examples:\n    " in text
    assert command == "help-search" or "  Exit codes:\n    0    " in text


def test_the_list_of_commands_is_cut_nowhere() -> None:
    listed = shown().partition("Commands:")[2].partition("Examples:")[0]
    assert not any(line.endswith("...") for line in listed.splitlines())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_eighty_columns(command: str) -> None:
    assert max(map(len, shown(*filter(None, [command])).splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    options = [each for each in cli.commands[command].params if isinstance(each, click.Option)]
    assert [option.name for option in options if not option.help] == []


def calls(example: str) -> list[list[str]]:
    """The arguments of each bibscope in a line of shell."""
    words = shlex.shlex(example.replace('"$(', "( ").replace(')"', " )"), posix=True, punctuation_chars="|&>;()")
    words.commenters, words.whitespace_split = "", True
    parts = " ".join(map(shlex.quote, words)).replace("'|'", "\n").replace("'>'", "\n").replace("'&&'", "\n")
    parts = parts.replace("'('", "\n").replace("')'", "\n")
    found = [shlex.split(part) for part in parts.splitlines()]
    return [line[line.index("bibscope") + 1 :] for line in found if "bibscope" in line]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_taken_by_the_command_line(example: str) -> None:
    assert calls(example)
    for words in calls(example):
        if words[0] not in cli.commands:
            assert not words[0].startswith("-")  # a file to browse
            continue
        more = ["id"] if "xargs" in example and words[0] == "cite" else []  # as xargs does
        with cli.make_context("bibscope", [*words, *more]) as context:
            name, command, rest = cli.resolve_command(context, [*words, *more])
            assert command is not None
            with command.make_context(name, rest, parent=context) as inner:
                assert parse(str(inner.params.get("query", ""))).notes == ()


ANSWERED = [
    words
    for example in EXAMPLES
    for words in calls(example)
    if words[0] in ("list", "show", "cite", "export", "check") and "xargs" not in example
]


@pytest.mark.usefixtures("cut_off")
@pytest.mark.parametrize("words", ANSWERED, ids=" ".join)
def test_every_example_finds_something_where_the_file_it_names_is_the_sample(words: list[str]) -> None:
    sample = (files("model.sample") / "publications.yaml").read_bytes()
    for name in ("papers.yaml", "group.bib", "broken.bib"):
        Path(name).write_bytes(sample)
    Path("thesis.bib").write_text("@book{frantar2022, title={Title}}")
    assert call(*words, stdin=sample).code == 0


def test_the_query_language_is_shown_whole_with_no_colour_in_a_pipe() -> None:
    program = [sys.executable, "-c", "from tui.cli import main; main()", "help-search"]
    text = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in text
    for examples, meaning in CHEAT_SHEET:
        assert all(example.strip() in text for example in examples.split("   "))
        assert meaning in text


def test_examples_that_share_a_meaning_have_a_line_each() -> None:
    lines = click.unstyle(query_language([("a:1   b:2", "either")])).splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == [f"{'a:1':33} either", "b:2"]
