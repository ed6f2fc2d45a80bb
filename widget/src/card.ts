/** The recommendation, drawn so that it can be read at a glance and taken to the dermatologist. */

import { type TemplateResult, html, nothing } from "lit";
import { printSummary, saveSummary } from "./paper";
import type { Card, Custom } from "./protocol";
import { outcomes, strings } from "./strings";

/** The card of a recommendation; with no more than a title if the bot sent none. */
export function card(custom: Custom): TemplateResult {
  const { card, model } = custom;
  return html`
    <section class="card" data-outcome=${custom.outcome} aria-label=${strings.advice}>
      <p class="kicker">${strings.advice}</p>
      <h2 tabindex="-1">${title(custom)}</h2>
      ${card ? body(card) : nothing}
      ${model.version
        ? html`<p class="small">${strings.model(model.date, model.version, model.rules)}</p>`
        : nothing}
      ${take(custom.summary)}
    </section>
  `;
}

export const title = ({ card, outcome }: Custom): string =>
  card?.title || outcomes[outcome] || strings.advice;

function body(card: Card): TemplateResult {
  return html`
    ${card.lead ? html`<p class="lead">${card.lead}</p>` : nothing}
    ${section(strings.holds, card.holds)} ${section(strings.doNow, card.do_now, "do")}
    ${section(strings.warningSigns, card.warning_signs, "warning")}
    ${folded(strings.avoid, card.avoid)} ${folded(strings.notHolds, card.not_holds)}
    ${folded(strings.change_, card.change)} ${folded(strings.expect, card.expect)}
    ${folded(
      strings.sources,
      card.sources.map(({ id, text }) => `${id}: ${text}`),
    )}
    ${card.recheck ? html`<h3>${strings.recheck}</h3><p>${card.recheck}</p>` : nothing}
  `;
}

const section = (heading: string, items: string[], style = "") =>
  items.length ? html`<div class=${style}><h3>${heading}</h3>${bullets(items)}</div>` : nothing;

const folded = (heading: string, items: string[]) =>
  items.length
    ? html`<details><summary><h3>${heading}</h3></summary>${bullets(items)}</details>`
    : nothing;

const bullets = (items: string[]) =>
  html`<ul>${items.map((item) => html`<li dir="auto">${item}</li>`)}</ul>`;

/** Ways to take the summary along. */
export function take(summary: string): TemplateResult | typeof nothing {
  if (!summary) return nothing;
  return html`
    <p class="take">
      <button type="button" @click=${() => printSummary(summary)}>${strings.print}</button>
      <button type="button" @click=${() => saveSummary(summary, strings.fileName)}>
        ${strings.save}
      </button>
    </p>
  `;
}

/** Whether the card says all that the text says, line by line. */
export function covers(card: Card, text: string): boolean {
  const { title, lead, recheck, sources, ...lists } = card;
  const said = new Set([title, `${title}.`, lead, recheck, ...Object.values(lists).flat()]);
  return text.split("\n").every((line) => {
    const words = line.replace(/^[•\-*]\s*/, "").trim();
    return !words || words.endsWith(":") || said.has(words) || namesSources(words, card);
  });
}

const namesSources = (line: string, { sources }: Card): boolean =>
  line.startsWith(`${strings.sources}:`) && sources.every(({ id }) => line.includes(id));
