"""What visitors and owners of websites can do with the widget."""

import re
from typing import Any

import pytest
from browsing import Chat, NewChat, Website
from scripted_bot import ScriptedServer


@pytest.fixture
def chat(website: Website, visit: NewChat) -> Chat:
    return visit(f"{website.url}/").open()


@pytest.fixture
def advised(chat: Chat) -> Chat:
    for message in ("hello", "Yes", "None of these", "29"):
        chat.say(message)
    return chat


def test_choices_are_sent_as_if_typed(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("hello")
    assert chat.choices.all_inner_texts() == ["Yes", "No", "I'm not sure"]
    chat.choose("I'm not sure")
    assert scripted.agent.processor.heard[-1] == "I'm not sure"


def test_several_choices_are_sent_together(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("hello")
    chat.choose("Yes")
    chat.choice("few").click()
    chat.choice("old").click()
    chat.choice("few").click()
    chat.choice("few").click()
    chat.choose("Send my choice")
    assert scripted.agent.processor.heard[-1] == "old, few"


def test_none_of_several_choices_is_sent_at_once(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("hello")
    chat.choose("Yes")
    chat.choose("None of these")
    assert scripted.agent.processor.heard[-1] == "None of these"


def test_the_reason_of_a_question_is_there_without_asking(
    scripted: ScriptedServer, chat: Chat
) -> None:
    chat.say("hello")
    chat.page.get_by_text("Why do you ask?").click()
    assert chat.page.get_by_text("Because of reason 1.").is_visible()
    assert scripted.agent.processor.heard[-1] == "hello"


def test_an_answer_can_be_changed(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("hello")
    assert chat.page.get_by_role("button", name="Change an answer").count() == 0
    chat.choose("Yes")
    chat.page.get_by_role("button", name="Change an answer").click()
    chat.settle()
    assert scripted.agent.processor.heard[-1] == "Change an answer"


def test_progress_is_shown(chat: Chat) -> None:
    chat.say("hello")
    assert chat.page.get_by_role("progressbar", name="Question 1 of at most 3").is_visible()


def test_a_line_break_is_not_yet_a_message(scripted: ScriptedServer, chat: Chat) -> None:
    chat.input.fill("one")
    chat.input.press("Shift+Enter")
    chat.page.keyboard.type("two")
    chat.input.press("Enter")
    chat.settle()
    assert scripted.agent.processor.heard[-1] == "one\ntwo"


def test_an_empty_message_is_not_sent(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("   ")
    assert scripted.agent.processor.heard == ["hi"]


def test_the_advice_is_drawn_and_not_said_twice(advised: Chat) -> None:
    text = advised.card.inner_text()
    for words in (
        "A dermatologist may consider extraction",
        "It stays after 8 weeks of steady care.",
        "Book a visit, and ask if extraction would help you.",
        "fever or shivers",
        "Ask me again in 4 weeks.",
        "model 1, rules 1",
    ):
        assert words in text
    assert advised.latest.locator(".bot p").all_inner_texts() == [
        "You told me that it stays. So my advice changes.",
        "Shall I show the summary for the dermatologist?",
    ]
    sources = advised.card.get_by_text("S20: Persistent despite steady care")
    assert not sources.is_visible()
    advised.card.get_by_text("Sources").click()
    assert sources.is_visible()


def test_the_summary_is_printed_on_one_page_and_nothing_else(advised: Chat) -> None:
    advised.card.get_by_role("button", name="Print").click()
    assert advised.page.evaluate("() => window.prints") == 1
    advised.page.emulate_media(media="print")
    assert advised.page.locator("comedo-paper pre").is_visible()
    assert not advised.page.get_by_text("We look after skin.").is_visible()
    assert not advised.launcher.is_visible()
    assert pages(advised.page.pdf(prefer_css_page_size=True)) == [(595, 842)]


def test_the_longest_summary_still_fits_on_one_page(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    summary = "\n".join(["• something was said of it"] * 90)
    long = {"kind": "recommendation", "outcome": "continue_care", "summary": summary}
    scripted.agent.processor.script = lambda *_: [{"custom": long}]
    chat = visit(f"{website.url}/").open()
    chat.card.get_by_role("button", name="Print").click()
    assert len(pages(chat.page.pdf(prefer_css_page_size=True))) == 1


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_the_page_is_as_before_after_printing(advised: Chat) -> None:
    advised.card.get_by_role("button", name="Print").click()
    advised.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert advised.page.locator("comedo-paper").count() == 0
    assert advised.page.evaluate("() => document.adoptedStyleSheets.length") == 0


def test_the_summary_is_saved_as_text(advised: Chat) -> None:
    with advised.page.expect_download() as download:
        advised.card.get_by_role("button", name="Save as text").click()
    assert download.value.suggested_filename == "comedo-summary.txt"
    saved = download.value.path().read_text("utf-8")
    assert saved.startswith("Summary for the dermatologist")
    assert "deep lumps" in saved


def test_starting_over(scripted: ScriptedServer, advised: Chat) -> None:
    advised.page.get_by_text("More", exact=True).click()
    advised.page.get_by_role("button", name="Start over").first.click()
    advised.settle()
    assert advised.said() == []
    assert advised.answered() == ["Hello, I ask three questions."]
    advised.say("hello")
    assert advised.answered()[-1] == "Question 1: is it so?"


def test_starting_over_in_words(chat: Chat) -> None:
    chat.say("hello")
    chat.say("restart")
    chat.settle()
    assert chat.said() == []
    chat.say("hello")
    assert chat.answered()[-1] == "Question 1: is it so?"


def test_deleting(scripted: ScriptedServer, chat: Chat) -> None:
    chat.say("hello")
    chat.page.get_by_text("More", exact=True).click()
    chat.page.get_by_role("button", name="Delete my conversation").click()
    chat.notice.wait_for()
    assert "deleted" in chat.notice.inner_text()
    assert chat.said() == []
    assert chat.focus_is_inside()
    assert chat.page.evaluate("() => localStorage.length") == 0
    chat.page.reload()
    chat.launcher.wait_for()
    chat.open()
    assert chat.said() == []


def test_the_page_hears_what_happens_but_nothing_of_health(advised: Chat) -> None:
    advised.page.evaluate(
        "() => {"
        "  window.heard = [];"
        "  for (const name of ['comedo-open', 'comedo-close', 'comedo-advice'])"
        "    addEventListener(name, (event) => heard.push([name, event.detail ?? null]));"
        "}"
    )
    advised.page.get_by_role("button", name="Close the chat").click()
    advised.launcher.click()
    advised.say("again")
    assert advised.page.evaluate("() => heard") == [
        ["comedo-close", None],
        ["comedo-open", None],
        ["comedo-advice", None],
    ]


def test_a_page_can_open_and_close_it(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/")
    chat.launcher.wait_for()
    chat.page.evaluate("() => document.querySelector('comedo-chat').open()")
    assert chat.input.is_visible()
    chat.page.evaluate("() => document.querySelector('comedo-chat').close()")
    chat.launcher.wait_for()


def colour_of(chat: Chat, selector: str, property: str) -> Any:
    return chat.page.locator(f"comedo-chat {selector}").evaluate(
        "(element, property) => getComputedStyle(element)[property]", property
    )


def test_a_page_chooses_colours_font_and_scheme(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/", color_scheme="dark")
    dark = colour_of(chat, "dialog", "backgroundColor")
    chat.page.evaluate("() => document.querySelector('comedo-chat').setAttribute('scheme','light')")
    assert colour_of(chat, "dialog", "backgroundColor") == "rgb(255, 255, 255)" != dark
    chat.page.add_style_tag(
        content="comedo-chat { --comedo-accent: rgb(120, 0, 60); --comedo-font: serif; }"
    )
    assert colour_of(chat, ".launcher", "backgroundColor") == "rgb(120, 0, 60)"
    assert colour_of(chat, ".launcher", "fontFamily") == "serif"


LOOK = """() => {
  const inside = document.querySelector("comedo-chat").shadowRoot.querySelector("dialog");
  return [inside, ...inside.querySelectorAll("*")].map((element) => [
    element.localName, { ...getComputedStyle(element) }, element.getBoundingClientRect().toJSON(),
  ]);
}"""


def test_the_pages_own_style_does_not_leak_in(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/", viewport={"width": 1280, "height": 800}).open()
    chat.say("hello")
    before = chat.page.evaluate(LOOK)
    chat.page.add_style_tag(
        content="body, body * { font: 30px fantasy !important; color: red !important; }"
        "button, div, li, p { all: unset !important; background: red !important; }"
    )
    # Every property of every element, not a picture of them: that differs by how it is painted.
    assert chat.page.evaluate(LOOK) == before
