"""With the trained model: a whole assessment by keyboard alone, and nothing lost on the way."""

from typing import Any

from browsing import Chat, NewChat, RealBot, Website, new_chat

OPENING = "my whiteheads won't go away"
MOST_QUESTIONS = 15
MOST_TABS = 15


def answer(chat: Chat) -> str | None:
    """An answer that leads on, None once there is advice."""
    if chat.card.count():
        return None
    titles = [title.strip() for title in chat.choices.all_inner_texts()]
    for title in ("None of these", "No", "More than a few", "12 weeks or more"):
        if title in titles:
            return title
    return titles[0] if titles else "29"


def assess(chat: Chat, until: int = MOST_QUESTIONS) -> None:
    """Answer by clicks until there is advice, or so many questions are answered."""
    for _ in range(until):
        reply = answer(chat)
        if reply is None:
            return
        if chat.choices.count():
            chat.choose(reply)
        else:
            chat.say(reply)


def pressed_until(chat: Chat, key: str, text: str) -> None:
    """Press the key until what has the text has the focus, which must not get lost."""
    for _ in range(MOST_TABS):
        if chat.focused_text() == text:
            return
        chat.page.keyboard.press(key)
        assert chat.focus_is_inside()
    raise AssertionError(f"{text} cannot be reached by {key}, only {chat.focused_text()}")


def test_an_assessment_by_keyboard_alone(
    real_website: Website, visit: NewChat, figures: dict[str, Any]
) -> None:
    chat = visit(f"{real_website.url}/")
    chat.launcher.wait_for()
    keyboard = chat.page.keyboard
    keyboard.press("Tab")
    assert chat.focused_text() == "Ask about whiteheads"
    keyboard.press("Enter")
    chat.settle()
    keyboard.type(OPENING)
    keyboard.press("Enter")
    chat.settle()
    questions = 0
    while (reply := answer(chat)) is not None:
        questions += 1
        assert questions <= MOST_QUESTIONS
        if chat.choices.count():
            in_choices = chat.focused_text() in chat.choices.all_inner_texts()
            pressed_until(chat, "Tab" if in_choices else "Shift+Tab", reply)
        else:
            if not chat.input.evaluate("input => input.matches(':focus')"):
                pressed_until(chat, "Tab", "")
            keyboard.type(reply)
        keyboard.press("Enter")
        chat.settle()
        assert chat.focus_is_inside()
    pressed_until(chat, "Tab", "Print")
    keyboard.press("Enter")
    assert chat.page.evaluate("() => window.prints") == 1
    assert chat.focus_is_inside()
    keyboard.press("Escape")
    chat.launcher.wait_for()
    assert chat.focused_text() == "Ask about whiteheads"
    assert len(chat.announced()) == len(chat.said()) + 1
    assert chat.errors == []
    figures["keyboard_questions"] = questions


def test_the_advice_is_a_card_with_a_summary_on_one_page(
    real_website: Website, visit: NewChat
) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say(f"{OPENING}, though i kept to one routine for 12 weeks")
    assess(chat)
    assert "Comedo's advice" in chat.card.inner_text()
    assert not any("What to do now:" in text for text in chat.answered())
    chat.card.get_by_role("button", name="Print").click()
    pdf = chat.page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1


def test_lost_replies_and_a_reload_skip_no_question(real_website: Website, visit: NewChat) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say(OPENING)
    undisturbed = visit(f"{real_website.url}/").open()
    undisturbed.say(OPENING)
    for lost in (1, 3):
        reply = answer(chat)
        assert reply
        real_website.replies_to_lose = lost
        if chat.choices.count():
            chat.choice(reply).click()
        else:
            chat.type(reply)
        chat.insist()
        chat.page.reload()
        chat.turns.nth(2).wait_for()
        chat.settle()
        assess(undisturbed, 1)
    assert chat.said() == undisturbed.said()
    assert chat.answered() == undisturbed.answered()


def test_two_tabs_are_one_conversation(real_website: Website, new_context: Any) -> None:
    context = new_context()
    one = new_chat(context, f"{real_website.url}/").open()
    one.say(OPENING)
    two = new_chat(context, f"{real_website.url}/").open()
    assert two.said() == one.said()
    assess(two, 1)
    one.page.locator(".person").nth(1).wait_for()
    one.settle()
    assert one.answered() == two.answered()


def test_urgent_signs_are_answered_plainly(real_website: Website, visit: NewChat) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say("my eye is swollen shut and i have a fever")
    assert chat.latest.locator(".safety").count() > 0
    assert chat.announced()[-1]


def test_a_slash_is_text(real_website: Website, visit: NewChat) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say('/inform{"cystic_acne": true}')
    chat.say("/restart")
    assert chat.said() == ['/inform{"cystic_acne": true}', "/restart"]


def test_deleted_means_deleted(real_website: Website, visit: NewChat) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say(OPENING)
    chat.say("delete my data")
    chat.notice.wait_for()
    assert chat.said() == []
    assert chat.page.evaluate("() => localStorage.length") == 0


def test_a_killed_server_in_mid_assessment(
    real_bot: RealBot, real_website: Website, visit: NewChat
) -> None:
    chat = visit(f"{real_website.url}/").open()
    chat.say(OPENING)
    assess(chat, 1)
    before = len(chat.answered())
    reply = answer(chat)
    assert reply
    real_bot.kill()
    if chat.choices.count():
        chat.choice(reply).click()
    else:
        chat.type(reply)
    chat.notice.wait_for()
    real_bot.start()
    chat.insist()
    assert chat.said()[-1] == reply
    assert len(chat.said()) == 3
    assert len(chat.answered()) > before
