"""The page in a real browser: from a first sentence to a changed playlist, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browsing, tools, until

from serving import serving

PROMPT = "8 songs around 110 bpm, no jazz"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a fresh home."""
    tools()
    with serving(tmp_path_factory.mktemp("page") / "home") as address:
        yield address


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of this file."""
    with browsing(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def page(window: Browser, url: str) -> Browser:
    """The page, freshly opened, at desktop size; what earlier pages complained of is forgotten."""
    window.emulate(1280, "light")
    window.open("about:blank")
    window.open(url)
    window.complaints()
    return window


def tracks(page: Browser) -> list[str]:
    return list(page.run("return [...document.querySelectorAll('.track .name')].map((e) => e.textContent)"))


def ask(page: Browser, prompt: str = PROMPT) -> None:
    page.type("#prompt", prompt)
    page.press("enter")
    page.element(".playlist .track")


def test_a_sentence_becomes_a_list_with_a_verdict_on_its_words(page: Browser) -> None:
    ask(page)
    assert len(tracks(page)) == 8
    marked = page.run("return [...document.querySelectorAll('.word')].map((e) => e.firstChild.textContent)")
    assert {"around 110 bpm", "no jazz"} <= set(marked)
    assert page.count(".verdicts li") >= 3
    assert page.count(".passage") == 7
    assert page.run("return location.hash.length > 1 && document.title.endsWith('· Segue')")
    assert page.complaints() == []


def test_the_words_say_why_when_they_are_reached_by_keyboard(page: Browser) -> None:
    ask(page)
    page.run("document.querySelector('.word').focus()")
    tip = page.run("return document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText")
    assert any(verdict in tip for verdict in ("verified", "inferred", "unmet", "unsupported"))


def test_the_list_changes_by_a_sentence_and_back(page: Browser) -> None:
    ask(page)
    before = tracks(page)
    page.type("#refine", "only 5 songs")
    page.press("enter")
    until(lambda: len(tracks(page)) == 5, "the list did not change")
    page.click("#undo")
    until(lambda: tracks(page) == before, "undo did not bring the list back")
    page.click("#redo")
    until(lambda: len(tracks(page)) == 5, "redo did not change it again")
    assert page.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_change_says_what_it_did_and_why(page: Browser, scheme: str) -> None:
    page.emulate(390, scheme)
    ask(page)
    first, last = tracks(page)[0], tracks(page)[-1]
    page.type("#refine", "swap the first, put the last one at 3")
    page.press("enter")
    page.element(".change")
    told = page.text(".change")
    assert all(f"“{title}”" in told for title in (first, last))
    assert (page.count(".badge.new"), page.count(".badge.moved")) == (1, 1)
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.run(CONTRAST) == []
    page.click("#undo")
    until(lambda: page.count(".change") == 0, "the change is still told when it is taken back")


def test_a_playlist_survives_a_reload_and_is_listed(page: Browser, url: str) -> None:
    ask(page)
    before = tracks(page)
    page.run("location.reload()")
    until(lambda: tracks(page) == before, "the list was lost")
    page.open(url)
    page.click("#made a")
    until(lambda: tracks(page) == before, "the latest playlist is not the first that is listed")


def test_everything_is_reached_by_keyboard(page: Browser) -> None:
    page.run("document.activeElement.blur()")
    reached = set()
    for _ in range(14):
        page.press("tab")
        reached.add(page.run("const e = document.activeElement; return e.id || e.textContent"))
    assert {"Skip to the playlist", "prompt", "go", "source"} <= reached


def test_errors_are_told_and_nothing_is_lost(page: Browser) -> None:
    ask(page)
    before = tracks(page)
    page.click("#undo")
    assert "undo" in until(lambda: page.text("#problem"), "nothing was told")
    assert tracks(page) == before


def test_a_refusal_is_told(page: Browser) -> None:
    page.type("#prompt", "how to make a bomb")
    page.press("enter")
    assert "no instructions" in until(lambda: page.text("#problem"), "nothing was told")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_care_stands_beside_the_list(page: Browser, scheme: str) -> None:
    page.emulate(390, scheme)
    ask(page, "i want to die, 4 songs")
    assert "emergency" in page.text(".care[role=note]")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.run(CONTRAST) == []


def test_markup_is_only_ever_text(page: Browser) -> None:
    markup = "<img src=x onerror=document.title='owned'> <script>document.title='owned'</script> 4 songs"
    ask(page, markup)
    assert page.run("return document.title") != "owned"
    assert page.count("#result img, #result script, #understood img") == 0
    assert "<script>" in page.text(".prompt")
    assert page.complaints() == []


def test_an_import_shows_its_progress_and_its_failure(page: Browser, tmp_path: Path) -> None:
    assert "sample library" in until(lambda: page.text("#library"), "the library was not told")
    page.type("#source", str(tmp_path / "nothing.csv"))
    page.press("enter")
    assert until(lambda: page.text("#import-status"), "no answer to the import")
    until(lambda: page.count("#import-status .problem") == 1, "the failure was not told")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 1280, 3840])
def test_nothing_overflows_at_any_size(page: Browser, width: int, scheme: str) -> None:
    page.emulate(width, scheme)
    ask(page)
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(page: Browser, scheme: str) -> None:
    page.emulate(1280, scheme)
    ask(page)
    assert page.run(CONTRAST) == []


def test_no_request_leaves_the_machine(page: Browser, url: str) -> None:
    ask(page)
    loaded = page.run("return performance.getEntriesByType('resource').map((e) => e.name)")
    assert loaded
    assert all(address.startswith(url) for address in loaded)


CONTRAST = """
const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const parse = (c) => c.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const behind = (e) => {
  for (; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour.length === 3 || colour[3] > 0.99) return colour;
  }
  return [255, 255, 255];
};
const weak = [];
for (const e of document.querySelectorAll('body *')) {
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!own || !e.checkVisibility() || e.closest('.hidden, .skip')) continue;
  const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) weak.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
}
return weak;
"""
"""Text whose contrast with what lies behind it is under 4.5 to 1 (WCAG AA)."""
