"""Whatever the bot sends or the visitor writes is shown as text; nothing of it is run."""

import json
import random
from typing import Any

from browsing import NewChat, Website
from scripted_bot import CARD, ScriptedServer, question

STEAL = "window.executed=(window.executed||0)+1"
TEMPLATES = (
    "<script>{js}</script>",
    "<img src=x onerror={js}>",
    "<svg onload={js}>",
    "<iframe srcdoc='<script>parent.{js}</script>'></iframe>",
    "<a href='javascript:{js}'>click</a>",
    "javascript:{js}",
    "[click](javascript:{js})",
    "![x](x' onerror='{js})",
    "'\"><img src=x onerror={js}>",
    "</textarea><script>{js}</script>",
    "</style><script>{js}</script>",
    "<details open ontoggle={js}>",
    "<input autofocus onfocus={js}>",
    "<math><mi xlink:href='javascript:{js}'>",
    "<object data='javascript:{js}'></object>",
    "<body onload={js}>",
    "${{{js}}}",
    "{{{{constructor.constructor('{js}')()}}}}",
    "<template><script>{js}</script></template>",
    "https://x.example/'onmouseover='{js}",
    'https://x.example/"onmouseover="{js}',
    "<!--><script>{js}</script>-->",
    "<scr<script>ipt>{js}</scr</script>ipt>",
    "\u202e<script>{js}</script>",
    "\u0000<img src=x onerror={js}>",
)
DISGUISES = ("{}", "https://x.example/{}", "Well,\n• {}", "\"'`>{}")
HOSTILE = [disguise.format(each.format(js=STEAL)) for each in TEMPLATES for disguise in DISGUISES]
# What the widget itself never makes out of a text.
FOREIGN = "script, img, iframe, object, math, input, template, svg:not([viewBox]), body"


def hostile_question(texts: list[str]) -> list[dict[str, Any]]:
    """A turn with each of the texts as a text, a button and a reason."""
    asking = question(1, ["mild", "persistent"], *texts)
    asking["custom"]["why"] = " ".join(texts)
    return [*({"text": text} for text in texts), asking]


def hostile_advice(texts: list[str]) -> list[dict[str, Any]]:
    """A turn with each of the texts in every part of the advice."""
    advice = json.loads(json.dumps(CARD[0]))
    advice["custom"]["summary"] = "\n".join(texts)
    advice["custom"]["outcome"] = texts[0]
    advice["custom"]["model"] = {"version": texts[0], "date": texts[1], "rules": texts[2]}
    for key, value in advice["custom"]["card"].items():
        if key == "sources":
            advice["custom"]["card"][key] = [{"id": text, "text": text} for text in texts]
        else:
            advice["custom"]["card"][key] = texts if isinstance(value, list) else texts[0]
    return [advice]


def test_no_hostile_text_is_run(
    scripted: ScriptedServer, website: Website, visit: NewChat, figures: dict[str, Any]
) -> None:
    assert len(set(HOSTILE)) >= 100
    executed = 0
    for path in ("/", "/strict"):
        chat = visit(f"{website.url}{path}").open()
        for start in range(0, len(HOSTILE), 25):
            texts = HOSTILE[start : start + 25]
            scripted.agent.processor.script = lambda *_, texts=texts: hostile_question(texts)
            chat.say(texts[0])
            for control in chat.latest.locator("button, summary").all()[:30]:
                control.hover(force=True)
            scripted.agent.processor.script = lambda *_, texts=texts: hostile_advice(texts)
            chat.say(texts[1])
            shown = chat.page.locator("comedo-chat .bot").all_inner_texts()
            assert any(STEAL in text for text in shown)
            chat.page.get_by_role("button", name="Print").last.click()
            for link in chat.page.locator("comedo-chat a:visible").all()[-5:]:
                link.hover(force=True)
        links = chat.page.eval_on_selector_all("comedo-chat a", "all => all.map(a => a.protocol)")
        assert set(links) <= {"https:", "http:"}
        assert chat.page.locator(f"comedo-chat :is({FOREIGN})").count() == 0
        executed += chat.page.evaluate("() => window.executed ?? 0") + len(chat.errors)
        assert chat.errors == []
    figures["hostile_strings"] = len(set(HOSTILE))
    figures["hostile_executed"] = executed
    assert executed == 0


def test_the_strictest_policy_is_never_violated(
    website: Website, visit: NewChat, figures: dict[str, Any]
) -> None:
    chat = visit(f"{website.url}/strict").open()
    for message in ("hello", "Yes", "None of these", "29"):
        chat.say(message)
    with chat.page.expect_download() as download:
        chat.card.get_by_role("button", name="Save as text").click()
    assert "Summary for the dermatologist" in download.value.path().read_text("utf-8")
    chat.card.get_by_role("button", name="Print").click()
    figures["csp_violations"] = len(chat.violations())
    assert chat.violations() == []
    assert chat.errors == []


def test_the_demo_page_keeps_its_own_policy(scripted: ScriptedServer, visit: NewChat) -> None:
    chat = visit(f"{scripted.url}/").open()
    chat.say("hello")
    assert chat.violations() == []
    styled = chat.page.evaluate("() => getComputedStyle(document.body).maxWidth")
    assert styled == "646px", "the page's own style was not accepted"


def anything(random: random.Random, depth: int = 0) -> Any:
    """A random JSON value, of the kinds that the bot sends and of others."""
    leaves = [None, True, -1, 0, 3.5, 1e308, "", "x", "recommendation", "question", "https://a.b"]
    if depth > 4 or random.random() < 0.3:
        return random.choice(leaves)
    if random.random() < 0.4:
        return [anything(random, depth + 1) for _ in range(random.randrange(5))]
    keys = "id text messages buttons custom kind asks why progress asked at_most topic title"
    keys += " payload card lead holds sources model version summary outcome turns session"
    names = random.choices(keys.split(), k=random.randrange(9))
    return {name: anything(random, depth + 1) for name in names}


def almost_a_turn(random: random.Random) -> Any:
    """A turn as the bot sends it, in which some things are replaced by something random."""
    turn = {"id": "x", "text": "x", "messages": json.loads(json.dumps([question(1), *CARD]))}

    def spoil(value: Any) -> Any:
        if random.random() < 0.08:
            return anything(random)
        if isinstance(value, dict):
            return {key: spoil(each) for key, each in value.items()}
        if isinstance(value, list):
            return [spoil(each) for each in value]
        return value

    return spoil(turn)


def test_no_random_payload_breaks_the_widget(
    website: Website, visit: NewChat, figures: dict[str, Any]
) -> None:
    chance = random.Random(3)
    payloads = [(anything if n % 2 else almost_a_turn)(chance) for n in range(1000)]
    chat = visit(f"{website.url}/").open()
    remaining = iter(payloads)

    def answer(route: Any) -> None:
        route.fulfill(body=json.dumps(next(remaining)), content_type="application/json")

    chat.page.route("**/message", answer)
    for _ in payloads:
        chat.page.evaluate(
            "async () => {"
            "  const chat = document.querySelector('comedo-chat');"
            "  await chat.conversation.send('x');"
            "  await chat.updateComplete;"
            "}"
        )
    figures["random_payloads"] = len(payloads)
    figures["exceptions"] = len(chat.errors)
    assert next(remaining, None) is None
    assert chat.errors == []
    chat.page.unroute("**/message")
    chat.page.reload()
    chat.settle()
    chat.say("hello")
    assert chat.answered()[-1].startswith("Question")
