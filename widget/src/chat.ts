/** `<comedo-chat>`: a launcher, and the conversation in a dialog. */

import { LitElement, type TemplateResult, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { card, covers, take } from "./card";
import { Conversation } from "./conversation";
import type { Button, Card, Message, Turn } from "./protocol";
import { strings } from "./strings";
import { styles } from "./styles";
import {
  adviceOf,
  asChosen,
  choicesOf,
  customs,
  questionOf,
  spoken,
  withoutChoices,
} from "./turns";

/** What the bot reads of a message (comedo/nlu/plain_text.py). */
const MAX_CHARACTERS = 2000;
const OPEN_KEY = "comedo open";

export class Chat extends LitElement {
  static override styles = styles;
  /** Address of the channel, set by the script that defines the element. */
  static base: string;

  /** "light" or "dark"; without it the visitor's system decides. */
  @property() scheme = "";
  /** Address of the site's own privacy notice. */
  @property() privacy = "";

  @state() private opened = false;
  @state() private chosen: readonly string[] = [];
  @state() private announcement = { number: 0, text: "" };

  @query("dialog") private dialog!: HTMLDialogElement;
  @query("textarea") private input!: HTMLTextAreaElement;
  @query(".scroller") private scroller!: HTMLElement;
  @query(".launcher") private launcher!: HTMLElement;

  private readonly conversation = new Conversation(Chat.base, (said) => this.follow(said));
  private focused: Element | null = null;
  private warned = "";

  /** Show the conversation. */
  async open(): Promise<void> {
    if (this.opened) return;
    this.opened = true;
    await this.updateComplete;
    if (isSmall.matches) this.dialog.showModal();
    else this.dialog.show();
    (isSmall.matches ? this.scroller : this.input).focus();
    remember(true);
    this.emit("comedo-open");
    await this.conversation.open();
  }

  /** Hide the conversation; it goes on when it is opened again. */
  close(): void {
    if (this.opened) this.dialog.close();
  }

  protected override firstUpdated(): void {
    // Large enough to leave the page beside it, an open chat is open again after a reload, without
    // taking the focus from the page.
    if (!this.conversation.exists || isSmall.matches || !wasOpen()) return;
    this.opened = true;
    this.dialog.setAttribute("open", "");
    void this.conversation.open();
  }

  protected override willUpdate(): void {
    this.focused = this.shadowRoot?.activeElement ?? null;
  }

  protected override updated(): void {
    if (this.focused && !this.focused.isConnected) this.focusLatest();
  }

  private follow(said?: Turn): void {
    const { draft, notice, trouble } = this.conversation;
    const warning = notice || trouble;
    this.requestUpdate();
    if (draft && !this.input.value) {
      this.input.value = draft;
      this.conversation.draft = "";
    }
    if (said) {
      this.chosen = [];
      this.announce(spoken(said));
      if (adviceOf(said)) this.emit("comedo-advice");
    } else if (warning && warning !== this.warned) {
      this.announce(warning);
    }
    this.warned = warning;
    void this.updateComplete.then(() => this.scrollToLatest());
  }

  private announce(text: string): void {
    this.announcement = { number: this.announcement.number + 1, text };
  }

  private emit(name: string): void {
    this.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  }

  private focusLatest(): void {
    const latest = this.renderRoot.querySelector(".turns > li:last-child");
    const target = latest?.querySelector<HTMLElement>(".card h2, .choices button");
    (target ?? this.input).focus();
  }

  private scrollToLatest(): void {
    const latest = this.renderRoot.querySelector<HTMLElement>(".turns > li:last-child");
    if (latest) this.scroller.scrollTop = latest.offsetTop - 12;
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.conversation.busy) return;
    const text = this.input.value;
    this.input.value = "";
    void this.conversation.send(text);
  }

  private onInputKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  private onClosed(): void {
    this.opened = false;
    remember(false);
    this.emit("comedo-close");
    void this.updateComplete.then(() => this.launcher.focus());
  }

  private toggle(payload: string): void {
    this.chosen = this.chosen.includes(payload)
      ? this.chosen.filter((one) => one !== payload)
      : [...this.chosen, payload];
  }

  /** Do what an entry of the menu says, after folding the menu. */
  private fromMenu(event: Event, act: () => Promise<void>): void {
    const menu = (event.target as Element).closest("details");
    menu?.querySelector("summary")?.focus();
    menu?.removeAttribute("open");
    if (!this.conversation.busy) void act();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="launcher"
        type="button"
        aria-expanded=${this.opened}
        aria-controls="dialog"
        ?hidden=${this.opened}
        @click=${() => this.open()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
        </svg>
        ${strings.launch}
      </button>
      <dialog
        id="dialog"
        aria-label=${strings.label}
        @keydown=${this.onKey}
        @close=${this.onClosed}
      >
        ${this.header()}
        <div
          class="scroller"
          tabindex="0"
          role="region"
          aria-label=${strings.conversation}
          aria-busy=${this.conversation.busy}
        >
          <ol class="turns">
            ${repeat(
              this.conversation.turns,
              ({ id }) => id,
              (_, index) => this.turn(index),
            )}
            ${this.waiting()}
          </ol>
        </div>
        ${this.status()} ${this.composer()}
        <div class="hidden" role="status">
          ${keyed(this.announcement.number, html`<p>${this.announcement.text}</p>`)}
        </div>
      </dialog>
    `;
  }

  private header(): TemplateResult {
    const progress = questionOf(this.conversation.turns.at(-1))?.progress;
    return html`
      <header>
        <h1>${strings.name}</h1>
        <details
          class="menu"
          @focusout=${(event: FocusEvent) => {
            const menu = event.currentTarget as HTMLElement;
            if (!menu.contains(event.relatedTarget as Node | null)) menu.removeAttribute("open");
          }}
        >
          <summary>${strings.menu}</summary>
          <div>
            <button
              type="button"
              @click=${(event: Event) => this.fromMenu(event, () => this.conversation.begin())}
            >
              ${strings.restart}
            </button>
            <button
              type="button"
              @click=${(event: Event) => this.fromMenu(event, () => this.conversation.remove())}
            >
              ${strings.remove}
            </button>
          </div>
        </details>
        <button class="close" type="button" aria-label=${strings.close} @click=${this.close}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
        </button>
        ${progress
          ? html`<div class="progress">
              <span id="progress">${strings.progress(progress.asked, progress.atMost)}</span>
              <progress
                aria-labelledby="progress"
                max=${progress.atMost}
                value=${progress.asked}
              ></progress>
            </div>`
          : nothing}
      </header>
    `;
  }

  private turn(index: number): TemplateResult {
    const { turns } = this.conversation;
    const turn = turns[index];
    const latest = index === turns.length - 1;
    const advice = adviceOf(turn);
    const choices = latest ? choicesOf(turn) : [];
    return html`
      <li>
        ${turn.text === null ? nothing : said(asChosen(turn.text, turns[index - 1]))}
        <div class=${customs(turn).some(({ kind }) => kind === "safety") ? "safety" : "said"}>
          ${turn.messages.map((message) => this.message(message, choices, advice?.card))}
        </div>
        ${latest ? this.answers(turn, choices) : nothing}
      </li>
    `;
  }

  private message(message: Message, choices: Button[], shown?: Card): TemplateResult {
    const { custom } = message;
    const text = shown && covers(shown, message.text) ? "" : withoutChoices(message.text, choices);
    return html`
      ${text
        ? html`<div class="bot" dir="auto">
            <span class="hidden">${strings.bot}</span>
            <p>${linked(text)}</p>
          </div>`
        : nothing}
      ${custom?.kind === "recommendation" ? card(custom) : custom ? take(custom.summary) : nothing}
    `;
  }

  private answers(turn: Turn, choices: Button[]): TemplateResult {
    const question = questionOf(turn);
    const several = question && question.asks.length > 1 && choices.length > question.asks.length;
    const items = several ? choices.slice(0, question.asks.length) : [];
    const disabled = this.conversation.busy;
    const send = (text: string) => () => void this.conversation.send(text);
    return html`
      ${choices.length
        ? html`<div class="choices" role="group" aria-label=${strings.choices}>
            ${several ? html`<p class="small">${strings.several}</p>` : nothing}
            ${items.map(
              ({ title, payload }) => html`<button
                type="button"
                dir="auto"
                aria-pressed=${this.chosen.includes(payload)}
                aria-disabled=${disabled}
                @click=${() => disabled || this.toggle(payload)}
              >
                ${title}
              </button>`,
            )}
            ${this.chosen.length
              ? html`<button
                  class="primary"
                  type="button"
                  aria-disabled=${disabled}
                  @click=${send(this.chosen.join(", "))}
                >
                  ${strings.sendChosen}
                </button>`
              : nothing}
            ${choices.slice(items.length).map(
              ({ title, payload }) => html`<button
                type="button"
                dir="auto"
                aria-disabled=${disabled}
                @click=${send(payload)}
              >
                ${title}
              </button>`,
            )}
          </div>`
        : nothing}
      ${question
        ? html`<div class="beside">
            ${question.why
              ? html`<details>
                  <summary>${strings.why}</summary>
                  <p dir="auto">${question.why}</p>
                </details>`
              : nothing}
            ${question.progress && question.progress.asked > 1
              ? html`<button
                  class="link"
                  type="button"
                  aria-disabled=${disabled}
                  @click=${send(strings.changeMessage)}
                >
                  ${strings.change}
                </button>`
              : nothing}
          </div>`
        : nothing}
    `;
  }

  private waiting(): TemplateResult | typeof nothing {
    const { pending, busy, trouble, turns } = this.conversation;
    if (!busy || (pending === undefined && turns.length)) return nothing;
    return html`
      <li>
        ${pending === undefined ? nothing : said(pending)}
        ${trouble
          ? nothing
          : html`<p class="writing">
              <span class="hidden">${strings.writing}</span><i></i><i></i><i></i>
            </p>`}
      </li>
    `;
  }

  private status(): TemplateResult | typeof nothing {
    const { busy, trouble, notice } = this.conversation;
    const text = navigator.onLine ? trouble || notice : strings.offline;
    if (!text) return nothing;
    return html`<p class="notice">
      ${text}
      ${busy && trouble
        ? html`<button class="link" type="button" @click=${() => this.conversation.retry()}>
            ${strings.tryAgain}
          </button>`
        : nothing}
    </p>`;
  }

  private composer(): TemplateResult {
    return html`
      <form @submit=${this.submit}>
        <textarea
          rows="1"
          dir="auto"
          maxlength=${MAX_CHARACTERS}
          aria-label=${strings.placeholder}
          placeholder=${strings.placeholder}
          autocomplete="off"
          @keydown=${this.onInputKey}
        ></textarea>
        <button
          class="primary"
          aria-label=${strings.send}
          aria-disabled=${live(String(this.conversation.busy))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6" /></svg>
        </button>
      </form>
      <p class="small privacy">
        ${strings.privacy}
        ${isWebAddress(this.privacy)
          ? html`<a href=${this.privacy} target="_blank" rel="noopener">${strings.privacyLink}</a>`
          : nothing}
      </p>
    `;
  }
}

const isSmall = matchMedia("(max-width: 30rem), (max-height: 30rem)");

const said = (text: string): TemplateResult =>
  html`<div class="person" dir="auto">
    <span class="hidden">${strings.you}</span>
    <p>${text}</p>
  </div>`;

const linked = (text: string) =>
  text
    .split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((part, index) =>
      index % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part,
    );

const isWebAddress = (address: string): boolean => /^(https?:\/\/|\/(?!\/))/.test(address);

function remember(open: boolean): void {
  try {
    if (open) sessionStorage.setItem(OPEN_KEY, "yes");
    else sessionStorage.removeItem(OPEN_KEY);
  } catch {
    // Storage is blocked: after a reload the chat is closed.
  }
}

function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(OPEN_KEY) !== null;
  } catch {
    return false;
  }
}
