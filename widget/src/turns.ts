/** What is in a turn: the question, the advice, the choices, and what is said of it. */

import { covers, title } from "./card";
import type { Button, Custom, Turn } from "./protocol";
import { strings } from "./strings";

const last = <Item>(items: Item[], fits: (item: Item) => boolean): Item | undefined =>
  items.filter(fits).at(-1);

export const customs = (turn?: Turn): Custom[] =>
  turn?.messages.flatMap(({ custom }) => (custom ? [custom] : [])) ?? [];

export const questionOf = (turn?: Turn): Custom | undefined =>
  last(customs(turn), ({ kind }) => kind === "question");

export const adviceOf = (turn: Turn): Custom | undefined =>
  last(customs(turn), ({ kind }) => kind === "recommendation");

export const choicesOf = (turn: Turn): Button[] =>
  last(turn.messages, ({ buttons }) => buttons.length > 0)?.buttons ?? [];

/** What a screen reader says of a turn: the advice in short, since the card can be read. */
export function spoken(turn: Turn): string {
  const advice = adviceOf(turn);
  const choices = choicesOf(turn);
  const texts = turn.messages
    .map(({ text }) => withoutChoices(text, choices))
    .filter((text) => text && !(advice?.card && covers(advice.card, text)));
  if (advice) texts.push(`${title(advice)}. ${advice.card?.lead ?? ""}`);
  const titles = choices.map(({ title }) => title).join(", ");
  return [...texts, titles && `${strings.choices}: ${titles}`].filter(Boolean).join("\n");
}

/** A button's title in place of what it sent. */
export const asChosen = (text: string, before?: Turn): string =>
  (before && choicesOf(before).find(({ payload }) => payload === text)?.title) || text;

/** The text without the list of choices that are offered as buttons below it. */
export function withoutChoices(text: string, choices: Button[]): string {
  const titles = new Set(choices.map(({ title }) => title));
  return text
    .split("\n")
    .filter((line) => !titles.has(line.replace(/^•\s*/, "").trim()) || !line.startsWith("•"))
    .join("\n");
}
