"""Writes ``docs/decision-table.md``: ``python -m actions.triage.decision_table``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .decision import CITES, CITES_BESIDE
from .explanation import BESIDE, LEAD, TITLE
from .questions import QUESTIONS
from .rules import RULES, RULES_VERSION, Supports
from .sources import GUIDELINES, STATEMENTS

PATH = Path("docs/decision-table.md")

HEADING = {
    Supports.SAFETY: "Safety: urgent care, whatever else holds",
    Supports.SCOPE: "Not the article's subject: book, and apply none of its rules",
    Supports.AGAINST: "Against extraction for now (these win over every reason for it)",
    Supports.FOR: "For extraction: any one of these",
    Supports.BOOKING: "For booking a visit: any one of these",
}

ORDER = (
    "A safety rule holds: **urgent care**.",
    "An infection: **postpone**, and have it looked at within a day or two.",
    "Something other than whiteheads, or a child under 9: **book**.",
    "Deep, painful lumps: **book**, with no extraction for now.",
    "Irritated or very sensitive skin: **postpone**; book once calm where a reason for "
    "extraction or for booking holds.",
    "Mild whiteheads: **continue**; or **book** where a booking reason holds. What has not "
    "changed in 8 weeks of care is not mild; it is not asked then.",
    "A reason for extraction holds: **consider**, if every reason against it was answered with "
    "no; **book**, if one of them is unknown.",
    "A booking reason holds: **book**.",
    "Otherwise **continue**.",
)


def markdown() -> str:
    """The rules, their order, the questions and the sources, for reading."""
    parts = [
        "# Decision table",
        f"Rules version {RULES_VERSION}. Made from `actions/triage/` by "
        "`python -m actions.triage.decision_table`; a test fails when it is out of date. "
        "S ids are statements of the article, G ids are guidelines. No clinician has reviewed "
        "these rules.",
        "## The order in which rules are applied",
        "\n".join(f"{number}. {step}" for number, step in enumerate(ORDER, start=1)),
        "An unknown answer neither holds nor is denied, except as step 7 says.",
        "## The rules",
    ]
    for supports, heading in HEADING.items():
        parts.append(f"### {heading}")
        parts.append(
            _table(
                ("rule", "holds when", "statements", "said when it holds"),
                (
                    (
                        rule.id,
                        " and ".join(f"`{term.reads}`" for term in rule.terms),
                        ", ".join(rule.cites),
                        rule.holds,
                    )
                    for rule in RULES
                    if rule.supports is supports
                ),
            )
        )
    parts += [
        "## The outcomes",
        _table(
            ("outcome", "said", "statements"),
            ((f"`{o.value}`", f"{TITLE[o]}. {LEAD[o]}", ", ".join(CITES[o])) for o in TITLE),
        ),
        "## Beside the outcome",
        _table(
            ("also", "said", "statements"),
            (
                (f"`{also.value}`", BESIDE.get(also, "The numbers to call."), ", ".join(cites))
                for also, cites in CITES_BESIDE.items()
            ),
        ),
        "## The questions, in their order",
        _table(
            ("question", "facts", "why it is asked", "statements"),
            (
                (
                    q.text.splitlines()[0],
                    ", ".join(f"`{f}`" for f in q.items),
                    q.why,
                    ", ".join(q.cites),
                )
                for q in QUESTIONS
            ),
        ),
        "A question is asked only while an answer to it can still change the advice.",
        "## The sources, in Comedo's words",
        _table(("id", "what it says"), (STATEMENTS | GUIDELINES).items()),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
