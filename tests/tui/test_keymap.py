"""The effective keys: defaults, the user's changes, and what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App

from tui.commands import BY_ID, COMMANDS, GROUPS, HINTS, bindings, overlap
from tui.keymap import keymap, shown_key


def test_without_changes_every_command_has_its_default_keys() -> None:
    keys = keymap({})
    assert keys.keys["move.down"] == ("j", "down")
    assert not keys.changed and not keys.notices


def test_a_key_of_the_user_replaces_the_defaults_of_that_command_only() -> None:
    keys = keymap({"copy.default": "ctrl+y,Z"})
    assert keys.keys["copy.default"] == ("ctrl+y", "Z")
    assert keys.changed == {"copy.default": "ctrl+y,Z"}
    assert keys.keys["copy.menu"] == ("Y",)


def test_an_unknown_command_is_told_with_its_line_and_ignored(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('style = "apa"\n[keys]\n"copy.nothing" = "z"\n')
    (notice,) = keymap({"copy.nothing": "z"}, config).notices
    assert (notice.file, notice.line) == (str(config), 3)
    assert "no command is called 'copy.nothing'" in notice.message


@pytest.mark.parametrize(
    "nonsense",
    ["", " ,, ", "ctrl+", "hyper+x", "ctrl+ctrl+x", "nokey", "ctrl+ä", "\x1b", "\ud800", "ab\udc1b", "ctrl+x\ud800"],
)
def test_a_nonsense_key_is_told_and_the_default_kept(nonsense: str) -> None:
    keys = keymap({"copy.default": nonsense})
    assert keys.keys["copy.default"] == ("y",)
    assert len(keys.notices) == 1
    assert "is no key" in keys.notices[0].message
    assert keys.notices[0].action == "y kept"


def test_a_clash_with_a_default_key_is_told_and_the_default_kept() -> None:
    keys = keymap({"copy.default": "q"})
    assert keys.keys["copy.default"] == ("y",)
    assert "'q' already means 'Quit' (app.quit)" in keys.notices[0].message


def test_of_two_changes_that_clash_the_later_one_loses() -> None:
    keys = keymap({"copy.default": "Z", "style.next": "Z"})
    assert keys.keys["copy.default"] == ("Z",)
    assert keys.keys["style.next"] == ("c",)


def test_two_commands_may_swap_their_keys() -> None:
    keys = keymap({"copy.default": "c", "style.next": "y"})
    assert (keys.keys["copy.default"], keys.keys["style.next"]) == (("c",), ("y",))
    assert not keys.notices


def test_a_key_may_mean_two_things_where_they_never_meet() -> None:
    assert not keymap({"box.leave": "tab,pagedown"}).notices or not overlap("box", "pane")
    assert not keymap({"mark.toggle": "enter", "record.open": "o", "open.url": "O"}).notices


def test_punctuation_can_be_written_as_itself() -> None:
    assert keymap({"copy.default": ","}).keys["copy.default"] == ("comma",)
    assert keymap({"copy.default": "!"}).keys["copy.default"] == ("exclamation_mark",)


def test_the_defaults_themselves_never_clash() -> None:
    for one in COMMANDS:
        for other in COMMANDS:
            if one.id < other.id and overlap(one.context, other.context):
                assert not set(one.keys.split(",")) & set(other.keys.split(",")), (one.id, other.id)


def test_every_command_says_what_it_does_in_a_known_group() -> None:
    for command in COMMANDS:
        assert command.group in GROUPS and command.title and command.help.endswith("."), command.id
    assert all(BY_ID[name].hint for names in HINTS.values() for name in names)


def test_keys_are_shown_as_people_know_them() -> None:
    assert [shown_key(key) for key in ("/", "escape", "ctrl+d", "left_square_bracket", "slash", "shift+tab", "G")] == [
        "/", "esc", "ctrl+d", "[", "/", "shift+tab", "G",
    ]  # fmt: skip


async def test_textual_binds_the_keys_that_the_keymap_says() -> None:
    class Tiny(App[None]):
        BINDINGS = bindings("browse")  # type: ignore[assignment]
        ran: ClassVar[list[str]] = []

        def action_run(self, command: str) -> None:
            self.ran.append(command)

    keys = keymap({"copy.default": "c", "style.next": "y", "facets.toggle": "!"})
    app = Tiny()
    app.set_keymap(dict(keys.changed))
    async with app.run_test() as pilot:
        await pilot.press("c", "y", "exclamation_mark", "f", "s")
    assert app.ran == ["copy.default", "style.next", "facets.toggle", "sort.menu"]


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes")
def test_a_configuration_that_came_through_a_pipe_is_not_waited_for_again(tmp_path: Path) -> None:
    pipe = tmp_path / "config.toml"
    os.mkfifo(pipe)
    assert keymap({}, pipe).notices == ()
    (notice,) = keymap({"nonsuch": "x"}, pipe).notices
    assert (notice.file, notice.line) == (str(pipe), 0)
