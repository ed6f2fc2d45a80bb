/** What the bot sends (contract.md), read so that nothing it may contain can break the widget. */

export interface Button {
  title: string;
  /** Sent as if the person had typed it. */
  payload: string;
}

export interface Source {
  id: string;
  text: string;
}

/** The advice, part by part; every list may be empty. */
export interface Card {
  title: string;
  lead: string;
  holds: string[];
  not_holds: string[];
  change: string[];
  do_now: string[];
  avoid: string[];
  warning_signs: string[];
  recheck: string;
  expect: string[];
  sources: Source[];
}

export interface Custom {
  kind: string;
  topic: string;
  outcome: string;
  /** Fact ids; more than one where a question covers several. */
  asks: string[];
  why: string;
  progress?: { asked: number; atMost: number };
  /** Plain text for the dermatologist. */
  summary: string;
  card?: Card;
  model: { version: string; date: string; rules: string };
}

export interface Message {
  text: string;
  buttons: Button[];
  custom?: Custom;
}

/** What the person said, null in the greeting, and what the bot replied. */
export interface Turn {
  id: string;
  text: string | null;
  messages: Message[];
}

type Fields = Record<string, unknown>;

const MAX_TEXT = 20_000;
const MAX_ITEMS = 60;

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).slice(0, MAX_TEXT) : "";

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, MAX_ITEMS) : [];

const texts = (value: unknown): string[] => list(value).map(text).filter(Boolean);

const count = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;

export function readTurns(value: unknown): Turn[] {
  return list(fields(value).turns).map(readTurn);
}

export function readTurn(value: unknown): Turn {
  const turn = fields(value);
  return {
    id: text(turn.id),
    text: typeof turn.text === "string" ? text(turn.text) : null,
    messages: list(turn.messages).map(readMessage),
  };
}

function readMessage(value: unknown): Message {
  const message = fields(value);
  return {
    text: text(message.text).trim(),
    buttons: list(message.buttons).map(readButton).filter((button) => button.title),
    custom: message.custom ? readCustom(fields(message.custom)) : undefined,
  };
}

function readButton(value: unknown): Button {
  const button = fields(value);
  const title = text(button.title).trim();
  return { title, payload: text(button.payload).trim() || title };
}

function readCustom(custom: Fields): Custom {
  const model = fields(custom.model);
  const progress = fields(custom.progress);
  const asked = count(progress.asked);
  return {
    kind: text(custom.kind),
    topic: text(custom.topic),
    outcome: text(custom.outcome),
    asks: texts(Array.isArray(custom.asks) ? custom.asks : [custom.asks]),
    why: text(custom.why),
    progress: asked ? { asked, atMost: Math.max(asked, count(progress.at_most)) } : undefined,
    summary: text(custom.summary),
    card: custom.kind === "recommendation" ? readCard(fields(custom.card)) : undefined,
    model: { version: text(model.version), date: text(model.date), rules: text(model.rules) },
  };
}

function readCard(card: Fields): Card | undefined {
  const title = text(card.title);
  if (!title) return undefined;
  return {
    title,
    lead: text(card.lead),
    holds: texts(card.holds),
    not_holds: texts(card.not_holds),
    change: texts(card.change),
    do_now: texts(card.do_now),
    avoid: texts(card.avoid),
    warning_signs: texts(card.warning_signs),
    recheck: text(card.recheck),
    expect: texts(card.expect),
    sources: list(card.sources).map((value) => {
      const source = fields(value);
      return { id: text(source.id), text: text(source.text) };
    }),
  };
}
