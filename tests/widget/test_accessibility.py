"""For everybody: no rule of axe-core is broken, and keyboard and screen reader are enough."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Chat, NewChat, Website
from scripted_bot import ScriptedServer

LOOKS = [
    {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    for width, height in ((1280, 800), (390, 844), (320, 568))
    for scheme in ("light", "dark")
]
AXE = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
})).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)"""


class Checked:
    """Runs axe-core on one state of the page after another."""

    def __init__(self, chat: Chat, axe: Path, figures: dict[str, Any]) -> None:
        self._chat, self._axe, self._figures = chat, axe, figures
        self.found: dict[str, list[str]] = {}

    def state(self, name: str) -> None:
        page = self._chat.page
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(self._axe.read_text("utf-8"))
        violations = page.evaluate(AXE)
        self._figures["axe_states"] = self._figures.get("axe_states", 0) + 1
        self._figures["axe_violations"] = self._figures.get("axe_violations", 0) + len(violations)
        if violations:
            self.found[name] = violations
        overflow = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
        if overflow:
            self.found[f"{name}, width"] = ["scrolls sideways"]


@pytest.fixture
def check(node_modules: Path, figures: dict[str, Any]) -> Callable[[Chat], Checked]:
    return lambda chat: Checked(chat, node_modules / "axe-core" / "axe.min.js", figures)


@pytest.mark.parametrize("look", LOOKS)
def test_no_rule_is_broken_in_any_state(
    look: dict[str, Any],
    scripted: ScriptedServer,
    website: Website,
    visit: NewChat,
    check: Callable[[Chat], Checked],
) -> None:
    chat = visit(f"{website.url}/", **look)
    chat.launcher.wait_for()
    checked = check(chat)
    checked.state("closed")
    chat.open()
    checked.state("greeting")
    chat.say("hello")
    checked.state("question")
    chat.latest.locator("summary").click()
    checked.state("reason of the question")
    chat.choose("Yes")
    chat.choice("few").click()
    checked.state("one of several chosen")
    scripted.agent.processor.fails = RuntimeError()
    chat.choices.filter(has_text="Send").click()
    chat.notice.wait_for()
    checked.state("not getting through")
    scripted.agent.processor.fails = None
    chat.notice.locator("button").click()
    chat.settle()
    chat.say("29")
    checked.state("advice")
    for summary in chat.card.locator("summary").all():
        summary.click()
    checked.state("advice unfolded")
    chat.page.locator(".menu summary").click()
    checked.state("menu")
    assert checked.found == {}
    assert chat.errors == []


def test_forced_colours(website: Website, visit: NewChat, check: Callable[[Chat], Checked]) -> None:
    chat = visit(f"{website.url}/", forced_colors="active").open()
    checked = check(chat)
    chat.say("hello")
    checked.state("forced colours")
    chat.choose("Yes")
    chat.choice("few").click()
    checked.state("forced colours, chosen")
    assert checked.found == {}


def test_right_to_left(website: Website, visit: NewChat, check: Callable[[Chat], Checked]) -> None:
    chat = visit(f"{website.url}/rtl")
    chat.launcher.wait_for()
    assert chat.launcher.bounding_box()["x"] < 100
    chat.open()
    chat.say("hello")
    checked = check(chat)
    checked.state("right to left")
    assert checked.found == {}


def test_nothing_moves_for_those_who_do_not_want_it(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/", reduced_motion="reduce").open()
    chat.page.route("**/message", lambda route: None)
    chat.type("hello")
    chat.page.locator(".writing").wait_for()
    assert chat.page.evaluate("() => document.getAnimations().length") == 0


def test_every_control_is_large_enough_for_a_finger(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/", viewport={"width": 320, "height": 568}).open()
    chat.say("hello")
    for control in chat.page.locator("comedo-chat button:visible, comedo-chat summary").all():
        if control.is_visible():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44, control.inner_text()


def test_each_turn_is_announced_once_and_history_never(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/").open()
    for message in ("hello", "Yes", "None of these", "29"):
        chat.say(message)
    greeting, first, second, third, advice = chat.announced()
    assert greeting == "Hello, I ask three questions."
    assert first == "Question 1: is it so?\nChoices: Yes, No, I'm not sure"
    assert second.startswith("Question 2: is it so?")
    assert third == "Question 3: is it so?"
    assert "A dermatologist may consider extraction" in advice
    chat.page.reload()
    chat.card.wait_for()
    assert chat.announced() == []


def test_trouble_is_announced(scripted: ScriptedServer, website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/").open()
    scripted.agent.processor.fails = RuntimeError()
    chat.type("hello")
    chat.notice.wait_for()
    assert chat.announced()[1:] == ["No connection to Comedo. Trying again by itself."]


def test_a_reload_does_not_take_the_focus(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/").open()
    chat.say("hello")
    chat.page.reload()
    chat.choices.first.wait_for()
    assert chat.page.evaluate("() => document.activeElement === document.body")


def test_escape_closes_and_returns_to_the_launcher(website: Website, visit: NewChat) -> None:
    for width in (1280, 390):
        chat = visit(f"{website.url}/", viewport={"width": width, "height": 700}).open()
        chat.page.keyboard.press("Escape")
        chat.launcher.wait_for()
        assert chat.focused_text() == "Ask about whiteheads"
        chat.page.keyboard.press("Enter")
        assert chat.answered() == ["Hello, I ask three questions."]
