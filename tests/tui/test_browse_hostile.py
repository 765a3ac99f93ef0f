"""A library written to do harm, shown on every screen: nothing in it acts, nothing in it crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from model.citations.styles import require
from model.library import Library, open_library
from tests.tui.conftest import Browser, Open
from tui.config import Config

OSC52 = "\x1b]52;c;aGFja2Vk\x07"
TITLES = (
    f"A title {OSC52} that copies",
    "\x1b[2J\x1b[31mA title that clears\x9b1;1H",
    "x[/]y [@click=app.quit]press[/] [bold red]me[/bold red]",
    "back\x08\x7f\x00 and \u202egnp.exe\u202c \u2066forth\u2069",
    "line\r\nbreaks\x0b\x0c\u2028and\ttabs",
    "<i>never <b>closed &lt;script&gt;",
    "e\u0301\u0300\u0316 combining \u200b\ufeff\u00ad zero \U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "../../../etc/passwd\x1b\\",
    "",
)
KEYS = ("r", "a", "m", "p", "w", "question_mark", "Y", "C", "s", "x", "f", "colon", "A")


def _record(number: int, title: str) -> dict[str, object]:
    return {
        "_id": f"9{number}{title[:1]}",
        "type": "journal_article",
        "title": title,
        "author": [{"first_name": f"Mal{OSC52}", "last_name": "[/]\x1b[5m Ory"}, {"literal": "[@click=app.quit]q[/]"}],
        "date_published": "2021-01-01",
        "publication": f"Journal of {OSC52} [b]things[/b]",
        "abstract": [{"lang": "eng", "text": f"Abstract {OSC52}\x9d0;title\x9c [reverse]r[/reverse]"}],
        "doi": "10.1/\x1b[0m",
        "keyword": ["[link=file:///etc/passwd]k[/link]", "\x1b]8;;http://evil.example\x1b\\k"],
        "related_material": {
            "record": [{"id": "90", "relation": f"part_of{OSC52}"}, {"id": "\x1b[1m404", "relation": "later_version"}],
            "link": [{"relation": "soft\x1bware", "url": "javascript:alert(1)"}, {"url": "file:///etc/passwd"}],
        },
        "file": [{"file_name": f"{OSC52}.pdf", "file_size": 10, "access_level": "\x1b[7mopen"}],
        "citation": {"apa": f"<b>{OSC52}</b> [/] citation"},
        "language": [{"iso": "\x1b[4m"}],
        "\x1b[3mkey": "\x1b[3mvalue",
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("[red]hostile")
    path = folder / "evil[b]\x1b[31m.yaml"
    path.write_text(yaml.safe_dump_all([_record(n, title) for n, title in enumerate(TITLES)], explicit_start=True))
    huge = _record(50, "y" * 1_000_000)
    huge["author"] = [{"first_name": "A", "last_name": f"Name{n}"} for n in range(3000)]
    (folder / "huge.yaml").write_text(yaml.safe_dump(huge))
    return open_library([str(path), str(folder / "huge.yaml")])


def assert_harmless(browser: Browser) -> None:
    """Nothing that acts on a terminal is in what is drawn."""
    for strip in browser.app.screen._compositor.render_strips(browser.app.size):
        for segment in strip:
            assert segment.text.isprintable() or segment.text.replace("\u200d", "").isprintable(), repr(segment.text)
    assert browser.app.is_running


async def test_the_list_and_every_record_show_hostile_text_harmlessly(browse: Open, hostile: Library) -> None:
    async with browse(size=(80, 24), works=hostile) as browser:
        for _ in range(len(hostile)):
            assert_harmless(browser)
            await browser.press("enter", "G", "escape", "j")
        await browser.press("slash")
        await browser.type("mal ory title [/] \\")
        assert_harmless(browser)


async def test_every_screen_over_it_shows_hostile_text_harmlessly(browse: Open, hostile: Library) -> None:
    async with browse(size=(100, 40), works=hostile) as browser:
        for key in KEYS:
            await browser.press(key)
            assert_harmless(browser)
            await browser.press("down", "down")
            assert_harmless(browser)
            for _ in range(3):
                if browser.app.screen is not browser.screen:
                    await browser.press("escape")
            assert browser.app.screen is browser.screen, key


async def test_copying_hostile_text_brings_no_control_code_to_the_clipboard(browse: Open, hostile: Library) -> None:
    async with browse(works=hostile) as browser:
        await browser.press("ctrl+a", "y")
        assert browser.app.clipboard
        assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in browser.app.clipboard)
        assert "\x9b" not in browser.app.clipboard
        assert_harmless(browser)


async def test_only_safe_addresses_are_opened(browse: Open, hostile: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    async with browse(works=hostile) as browser:
        monkeypatch.setattr(browser.app, "open_url", lambda url, new_tab=True: opened.append(url))
        for _ in range(len(hostile)):
            await browser.press("o", "j")
        for stop in browser.screen.panes.detail.page.stops:
            assert not stop.target.startswith(("url:file", "url:javascript"))
    assert all(url.startswith("https://doi.org/10.1/") for url in opened)


async def test_the_name_of_a_style_file_does_nothing(browse: Open, tmp_path: Path) -> None:
    path = tmp_path / "mine\x1b]0;owned\x07.csl"
    path.write_bytes(require("apa")[1].read_bytes())
    async with browse(config=Config(style=str(path), clipboard="osc52")) as browser:
        for keys in (("enter",), ("y",), ("Y",), ("escape", "C"), ("escape", "colon")):
            await browser.press(*keys)
            assert_harmless(browser)
            assert "\x1b" not in "".join(browser.toasts)
        await browser.press("escape")
        assert "mine\ufffd]0;owned\ufffd" in browser.text().splitlines()[-1]
