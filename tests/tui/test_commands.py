"""Every command of the table does in the browser what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.library import Library
from model.merge import Work
from model.record import Record, Source
from tests.tui.conftest import Browser, Open
from tui.actions import handlers
from tui.actions.following import address_of
from tui.commands import COMMANDS
from tui.config import Config
from tui.screens.export_menu import ExportScreen
from tui.screens.help import HelpScreen
from tui.screens.notices import NoticesScreen
from tui.screens.people_list import PeopleList
from tui.screens.person import PersonScreen
from tui.screens.picker import Picker
from tui.screens.provenance import ProvenanceScreen
from tui.screens.relations import RelationsScreen
from tui.state import State


def title_of(browser: Browser) -> str:
    """The title of the menu that is open."""
    assert isinstance(browser.app.screen, Picker)
    return browser.app.screen.question.title


async def go_to(browser: Browser, work: str) -> None:
    """Put the cursor on a work."""
    line = browser.screen.results.line_of(browser.screen.library.find(work)[0])
    assert line is not None
    browser.screen.records.cursor = line
    await browser.settle()


def test_every_command_of_the_browser_has_a_handler_and_no_handler_is_left_over() -> None:
    assert set(handlers()) == {command.id for command in COMMANDS if command.context == "browse"}


async def test_the_move_commands_move_in_the_list_and_in_the_record(browse: Open) -> None:
    async with browse(size=(80, 24)) as browser:
        records = browser.screen.records
        await browser.press("G")
        assert browser.work == "anonymous"
        await browser.press("g", "down", "down", "up")
        assert records.cursor == 1
        await browser.press("pagedown", "pageup", "ctrl+d")
        assert records.cursor == 4
        await browser.press("ctrl+u", "end", "home", "j", "tab")
        detail = browser.screen.panes.detail
        assert detail.has_focus and detail.selected == 0
        await browser.press("j")
        assert detail.selected == 1
        await browser.press("G")
        assert detail.scroll_offset.y == detail.max_scroll_y > 0
        await browser.press("g")
        assert detail.scroll_offset.y == 0
        await browser.press("shift+tab")
        assert records.has_focus


async def test_walking_down_a_record_meets_every_stop_and_scrolls_through_text_without_any(browse: Open) -> None:
    async with browse(size=(80, 24)) as browser:
        await go_to(browser, "100")
        await browser.press("enter")
        detail = browser.screen.panes.detail
        met = {detail.selected}
        for _ in range(40):
            await browser.pilot.press("j")
            met.add(detail.selected)
        assert met >= set(range(len(detail.page.stops)))
        assert detail.scroll_offset.y == detail.max_scroll_y


async def test_r_goes_to_the_relations_and_again_to_their_tree(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "100")
        await browser.press("r")
        detail = browser.screen.panes.detail
        first = detail.page.stops[detail.selected]
        assert detail.has_focus and first.first > detail.page.sections["Relations"]
        await browser.press("r")
        assert isinstance(browser.app.screen, RelationsScreen)
        await browser.press("escape")
        await go_to(browser, "brandt1999")
        await browser.press("escape", "r")
        assert "no relations" in browser.toasts[-1]


async def test_a_person_leads_to_works_and_back_to_the_very_place(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        await browser.press("a")
        assert title_of(browser) == "People"
        await browser.press("down", "enter")
        page = browser.app.screen
        assert isinstance(page, PersonScreen) and "Brandt, Tomas" in browser.text()
        book = f"row:{browser.screen.library.find('brandt1999')[0]}"
        page.reader.selected = [stop.target for stop in page.reader.page.stops].index(book)
        await browser.press("enter")
        assert browser.app.screen is browser.screen and browser.work == "brandt1999"
        await browser.press("left_square_bracket")
        again = browser.app.screen
        assert isinstance(again, PersonScreen) and again.trail == page.trail
        await browser.press("escape")
        assert (browser.app.screen, browser.work) == (browser.screen, "101")


async def test_all_people_and_all_works_of_one(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("A")
        assert isinstance(browser.app.screen, PeopleList)
        await browser.type("sato")
        await browser.press("enter")
        assert isinstance(browser.app.screen, PersonScreen)
        await browser.press("enter")
        assert set(browser.shown) == {"icestring", "101", "103"}
        assert browser.screen.results.asked.query == 'person:"Sato, Aiko"'


async def test_ctrl_c_says_how_to_quit(browse: Open) -> None:
    async with browse(config=Config(keys={"app.quit": "f10"}, clipboard="osc52")) as browser:
        await browser.press("ctrl+c", "slash", "ctrl+c")
        assert browser.app.is_running
        assert browser.toasts == ["f10 quits.", "f10 quits."]


async def test_folded_names_open_everybody(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "104")
        detail = browser.screen.panes.detail
        targets = [stop.target for stop in detail.page.stops]
        await browser.press("enter")
        detail.selected = targets.index("people:")
        await browser.press("enter")
        assert title_of(browser) == "People" and "Rook, Pia" in browser.text()


async def test_similar_records_can_be_gone_to(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        await browser.press("m")
        assert title_of(browser) == "More like this"
        await browser.press("enter")
        assert browser.work == "103"


async def test_facets_narrow_live_and_chips_let_go(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("f")
        await browser.settle()
        panel = browser.screen.panes.facets
        assert panel.has_focus_within
        await browser.type("book")
        await browser.press("enter")
        assert browser.shown == ["brandt1999"]
        assert "type: Book ×" in browser.text()
        await browser.press("escape", "escape")
        assert browser.screen.records.has_focus
        await browser.press("escape")
        assert not browser.screen.panes.facets_shown
        await browser.pilot.click("#chips", offset=(5, 0))
        await browser.settle()
        assert len(browser.shown) == 9


async def test_sorting_keeps_the_record_under_the_cursor(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        await browser.press("s", "t")
        assert browser.shown[0] == "104" and browser.work == "101"
        assert "by title ↑" in browser.text().splitlines()[-1]
        await browser.press("s", "t")
        assert "by title ↓" in browser.text().splitlines()[-1]
        assert browser.shown[-1] == "104"


async def test_open_asks_the_system_for_the_doi(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse() as browser:
        opened: list[str] = []
        monkeypatch.setattr(browser.app, "open_url", lambda url, new_tab=True: opened.append(url))
        await go_to(browser, "101")
        await browser.press("o")
        await go_to(browser, "103")
        await browser.press("o")
        await go_to(browser, "104")
        await browser.press("o")
        assert opened == ["https://doi.org/10.5555/asm.12.201", "https://arxiv.org/abs/1912.99999"]
        assert browser.toasts[-1] == "This record has no address to open."


def test_a_record_without_any_other_address_is_read_on_its_repository_page() -> None:
    record = Record("17", "librecat", Source("a.yaml"), {"title": "A"})
    works = (Work(record, (record,), repository="https://pub.example.org/record"), Work(record, (record,)))
    assert address_of(Library(works=works), 0) == "https://pub.example.org/record/17"
    assert address_of(Library(works=works), 1) is None


async def test_the_copy_menu_copies_each_form_and_counts_what_has_none(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        await browser.press("Y", "d")
        assert browser.app.clipboard == "10.5555/asm.12.201"
        await browser.press("Y", "b")
        assert browser.app.clipboard.startswith("@article{")
        await browser.press("ctrl+a", "Y", "d")
        assert browser.app.clipboard.count("\n") == 2
        assert browser.toasts[-1].endswith("6 of 9 have none and are left out")
        await browser.press("escape", "escape")
        await go_to(browser, "anonymous")
        await browser.press("Y", "d")
        assert browser.toasts[-1] == "Nothing copied: no DOI here."


async def test_a_reference_in_another_style_leaves_the_style_as_it_is(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        await browser.press("Y", "r")
        assert title_of(browser) == "Citation style"
        await browser.type("ieee reference")
        await browser.press("enter")
        assert browser.toasts[-1].startswith("IEEE citation, ")
        assert browser.screen.citer.style == "apa"


async def test_a_style_is_picked_among_all(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("C")
        await browser.type("modern language")
        await browser.press("enter")
        assert browser.screen.citer.style == "modern-language-association"
        assert "Modern language association" in browser.text().splitlines()[-1]


async def test_export_writes_what_is_shown(browse: Open, tmp_path: Path) -> None:
    async with browse(config=Config(clipboard="osc52", export_folder=str(tmp_path))) as browser:
        await browser.press("x")
        assert isinstance(browser.app.screen, ExportScreen)
        await browser.press("escape")
        assert browser.app.screen is browser.screen


async def test_provenance_notices_help_and_palette_open_and_close(browse: Open) -> None:
    async with browse() as browser:
        await go_to(browser, "101")
        for key, screen in (("p", ProvenanceScreen), ("w", NoticesScreen), ("question_mark", HelpScreen)):
            await browser.press(key)
            assert isinstance(browser.app.screen, screen)
            await browser.press("q")  # leaves what is open, not bibscope
            assert browser.app.screen is browser.screen
        await browser.press("f1", "escape", "colon")
        assert title_of(browser) == "Palette"


async def test_the_palette_runs_commands_and_finds_records_styles_and_themes(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("colon")
        await browser.type("shells bells")
        await browser.press("enter")
        assert browser.work == "brandt1999"
        await browser.press("ctrl+p")
        await browser.type("bibscope-light")
        await browser.press("enter")
        assert browser.app.theme == "bibscope-light"
        await browser.press("colon")
        await browser.type("mark all")
        await browser.press("enter")
        assert len(browser.screen.records.marks.rows) == 9
        await browser.press("colon")
        await browser.type("provenance")
        await browser.press("enter")
        assert isinstance(browser.app.screen, ProvenanceScreen)


async def test_the_record_can_have_all_the_room(browse: Open) -> None:
    async with browse() as browser:
        await browser.press("z")
        assert not browser.screen.records.display and browser.screen.panes.detail.region.width > 110
        await browser.press("z")
        assert browser.screen.records.display and browser.screen.records.has_focus


async def test_quitting_remembers_style_order_theme_and_facets(browse: Open) -> None:
    async with browse() as browser:
        browser.app.theme = "bibscope-contrast"
        await browser.press("c", "s", "t", "f", "escape", "q")
        assert browser.app.return_value == 0
        assert browser.app.state == State("bibscope-contrast", "ieee", "title", facets=True, split=50, split_down=42)


async def test_what_was_remembered_is_how_it_begins(browse: Open) -> None:
    async with browse(state=State("bibscope-light", "mla", "title", facets=True, split=60)) as browser:
        assert (browser.app.theme, browser.screen.citer.style) == ("bibscope-light", "mla")
        assert browser.shown[0] == "104" and browser.screen.panes.facets_shown


async def test_wrong_keys_of_the_user_are_told_and_right_ones_hold(browse: Open) -> None:
    config = Config(clipboard="osc52", keys={"copy.default": "Z", "style.next": "q", "no.such": "x"})
    async with browse(config=config) as browser:
        assert len(browser.toasts) == 2 and "'q' already means" in " ".join(browser.toasts)
        await browser.press("Z")
        assert browser.app.clipboard
        assert "Z copy" in browser.text().splitlines()[-1]
        assert len(browser.screen.notices) == len(browser.screen.library.notices) + 2


async def test_a_theme_or_style_that_does_not_exist_is_told(browse: Open) -> None:
    async with browse(config=Config(clipboard="osc52", theme="plaid", style="nonsuch")) as browser:
        assert "no theme is called 'plaid'" in browser.toasts[0]
        assert "no citation style is called 'nonsuch'" in browser.toasts[1]
        assert (browser.app.theme, browser.screen.citer.style) == ("bibscope-dark", "apa")


async def test_the_mouse_moves_opens_follows_and_drags(browse: Open) -> None:
    async with browse() as browser:
        screen = browser.screen
        await browser.pilot.click("#list", offset=(10, 2))
        await browser.settle()
        assert browser.work == "101"
        await browser.pilot.click("#list", offset=(10, 1), times=2)
        await browser.settle()
        assert browser.work == "100" and screen.panes.detail.has_focus
        await browser.pilot.click("#detail", offset=(3, 3))
        await browser.settle()
        assert isinstance(browser.app.screen, PersonScreen)
        await browser.press("escape")
        before = screen.records.size.width
        await browser.pilot.mouse_down("#divider", offset=(0, 5))
        await browser.pilot.hover("#list", offset=(40, 5))
        await browser.pilot.mouse_up("#list", offset=(40, 5))
        await browser.settle()
        assert screen.records.size.width < before
        await browser.press("escape")
        await browser.pilot.click("#status", offset=(2, 0))
        await browser.settle()
        assert screen.box.field.has_focus


@pytest.mark.parametrize("letters", [":czp", "?cz", "/czp"])
async def test_letters_in_one_burst_with_a_command_belong_to_what_it_opens(browse: Open, letters: str) -> None:
    async with browse() as browser:
        style, zoomed = browser.screen.citer.style, browser.screen.panes.classes
        await browser.burst(letters)
        assert (browser.screen.citer.style, browser.screen.panes.classes) == (style, zoomed)
