/** The conversation with the bot: each message is processed once and shown once, come what may. */

import { type Turn, readTurn, readTurns } from "./protocol";
import { strings } from "./strings";

/** What the browser keeps: never what was said, but for a message whose reply is still to come. */
interface Kept {
  session?: string;
  pending?: Pending;
  /** Id of the last turn, by which other tabs notice that there is a new one. */
  last?: string;
}

interface Pending {
  id: string;
  /** Id of the turn that the message answers. */
  after: string;
  text: string;
}

/** An answer of the server that sending the same again cannot change. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** No answer, or one that asks to try again, after so many seconds if it says so. */
class Trouble extends Error {
  constructor(
    message: string,
    readonly seconds = 0,
  ) {
    super(message);
  }
}

const TIMEOUT = 40_000;
const MAX_PAUSE = 30_000;

export class Conversation {
  turns: Turn[] = [];
  /** Whether a request is under way, so that nothing else may be sent. */
  busy = false;
  /** What keeps the message from getting through, while it is being tried again. */
  trouble = "";
  /** What the person should know about what happened to the conversation. */
  notice = "";
  /** A message that could not be sent, to be written anew. */
  draft = "";

  private kept: Kept = {};
  private wake = () => {};

  /**
   * @param base address of the channel, ending in "/"
   * @param changed is called after every change; with a turn if the bot has just said it
   */
  constructor(
    private readonly base: string,
    private readonly changed: (said?: Turn) => void,
  ) {
    this.read();
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.changed());
    addEventListener("storage", (event) => {
      if (event.key === this.key) void this.follow();
    });
  }

  /** Whether there is a conversation from before the page was loaded. */
  get exists(): boolean {
    return this.kept.session !== undefined;
  }

  get pending(): string | undefined {
    return this.kept.pending?.text;
  }

  /** Continue the conversation that there is, or begin one. */
  async open(): Promise<void> {
    if (this.busy || this.turns.length) return;
    if (!this.exists) return this.begin();
    await this.exclusively(() => this.load());
    if (!this.exists) return this.begin();
    if (this.pending !== undefined) await this.deliver();
  }

  /** Send a message, unless the reply to another one is still to come. */
  async send(text: string): Promise<void> {
    if (this.busy || !text.trim()) return;
    this.notice = this.draft = "";
    if (!this.exists) await this.begin();
    if (!this.exists) return;
    this.keep({
      ...this.kept,
      pending: { id: randomId(), after: this.turns.at(-1)?.id ?? "", text: text.trim() },
    });
    await this.deliver();
  }

  /** Begin anew; an older conversation is deleted. */
  async begin(): Promise<void> {
    await this.exclusively(async () => {
      const reply = await this.request("POST", "session");
      const { session } = reply as { session?: unknown };
      if (typeof session !== "string") throw new Trouble(strings.unreachable);
      this.turns = readTurns(reply);
      this.keep({ session, last: this.turns.at(-1)?.id });
      return this.turns.at(-1);
    });
  }

  /** Delete the conversation here and at the bot. */
  async remove(): Promise<void> {
    if (this.exists) await this.exclusively(() => this.request("DELETE", "session").then(() => {}));
    this.forget(strings.removed);
  }

  /** Try again now what is waiting to be tried again. */
  retry(): void {
    this.wake();
    this.changed();
  }

  private async deliver(): Promise<void> {
    await this.exclusively(async () => {
      const { pending } = this.kept;
      if (!pending) return;
      const turn = readTurn(await this.request("POST", "message", pending));
      this.turns = [...this.turns.filter(({ id }) => id !== turn.id), turn];
      this.keep({ session: this.kept.session, last: turn.id });
      return turn;
    });
    const topics = this.turns.at(-1)?.messages.map((message) => message.custom?.topic) ?? [];
    if (!this.exists || topics.includes("restart")) await this.begin();
    else if (topics.includes("delete_data")) this.forget(strings.removed);
  }

  /** Take over what another tab has done. */
  private async follow(): Promise<void> {
    if (this.busy) return;
    const { session, last } = this.kept;
    this.read();
    delete this.kept.pending; // which is the other tab's to send
    if (!this.turns.length) return;
    if (!this.exists) return this.forget(strings.removed);
    if (session !== this.kept.session || last !== this.kept.last) {
      await this.exclusively(() => this.load());
    }
  }

  private async load(): Promise<void> {
    this.turns = readTurns(await this.request("GET", "session"));
  }

  /** Do the work, again and again until it gets through; nothing else is done meanwhile. */
  private async exclusively(work: () => Promise<Turn | void>): Promise<void> {
    this.busy = true;
    this.changed();
    let said: Turn | void = undefined;
    for (let pause = 1000; this.busy; pause = Math.min(2 * pause, MAX_PAUSE)) {
      try {
        said = await work();
        this.busy = false;
      } catch (error) {
        if (error instanceof Refusal) {
          this.busy = false;
          await this.settle(error);
        } else {
          const seconds = error instanceof Trouble ? error.seconds : 0;
          this.trouble = error instanceof Trouble ? error.message : strings.unreachable;
          await this.pause(seconds * 1000 || pause);
        }
      }
    }
    this.trouble = "";
    this.changed(said ?? undefined);
  }

  private async settle(refusal: Refusal): Promise<void> {
    this.draft = this.pending ?? "";
    this.notice = refusal.message || strings.refused;
    const { session } = this.kept;
    if (refusal.status === 401 || refusal.status === 404) {
      this.forget(strings.expired);
    } else {
      this.keep({ session, last: this.kept.last });
    }
    if (refusal.status === 409) {
      this.draft = "";
      this.notice = strings.movedOn;
      await this.exclusively(() => this.load());
    }
  }

  private forget(notice: string): void {
    this.keep({});
    this.turns = [];
    this.notice = notice;
    this.changed();
  }

  private pause(milliseconds: number): Promise<void> {
    this.changed();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers: Record<string, string> = {};
    if (this.kept.session) headers.Authorization = `Bearer ${this.kept.session}`;
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(this.base + path, {
      method,
      headers,
      body: body ? JSON.stringify(body) : undefined,
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status === 429) {
      throw new Trouble(strings.slowDown, Number(response.headers.get("Retry-After")) || 5);
    }
    if (response.status >= 500) throw new Trouble(strings.unreachable);
    if (response.status === 204) return undefined;
    const reply: unknown = await response.json();
    if (!response.ok) {
      throw new Refusal(response.status, String((reply as { error?: unknown })?.error ?? ""));
    }
    return reply;
  }

  private get key(): string {
    return `comedo ${this.base}`;
  }

  private read(): void {
    try {
      this.kept = (JSON.parse(localStorage.getItem(this.key) ?? "{}") as Kept) ?? {};
    } catch {
      // Storage is blocked: the conversation lives as long as the page.
    }
  }

  private keep(kept: Kept): void {
    this.kept = kept;
    try {
      if (kept.session) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
