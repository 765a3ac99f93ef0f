"""A little random input in every run, and whatever once made something fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.browsing import isolated, press_all, visits
from tests.fuzz.properties import PROPERTIES

_UNSHRUNK = (Phase.explicit, Phase.generate)  # a visit of the browser takes a second
EXAMPLES = {"readers": 60, "libraries": 20, "merging": 12, "styles": 20}

FOUND: list[tuple[str, object]] = [
    # a chunk of hundreds of words overflowed the bytes that scores are kept in
    ("queries", "a-" * 2000),
    ("queries", "ﷺ" * 500),
    # a reading of each quote of a string without end
    ("readers", b'[{"_id":"1","title":"' + b'\\"' * 20_000),
    # control characters in a value on a line of its own
    ("readers", b"_id: '1'\ntitle: \rcopies \x1b]52;c;ZXZpbA==\x07 quietly"),
    # lone surrogates in keys, ids and DOIs
    ("libraries", b'[{"_id":"\\ud800","title":"x","doi":"10.1000/\\ud800","type":"book","\\ud800":{"\\udfff":"x"}}]'),
    ("configuration", b'library = [\'\\u0000\', "\\u0000"]\nclipboard = "\\u0000"'),
]


@pytest.mark.parametrize("name", PROPERTIES)
def test_random_input_breaks_no_promise(name: str) -> None:
    @settings(max_examples=EXAMPLES.get(name, 60), deadline=None, suppress_health_check=list(HealthCheck))
    @given(PROPERTIES[name].inputs())
    def run(value: object) -> None:
        PROPERTIES[name].check(value)

    run()


@pytest.mark.parametrize(("name", "value"), FOUND, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FOUND)])
def test_what_once_failed_does_not_fail_again(name: str, value: object) -> None:
    PROPERTIES[name].check(value)


@given(st.data())
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
async def test_random_keys_at_random_sizes_end_nothing(tmp_path: Path, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch, isolated(tmp_path):
        patch.chdir(tmp_path)
        await press_all(data.draw(visits()))
