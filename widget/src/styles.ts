/** Looks. A site changes the custom properties that start with --comedo-. */

import { css } from "lit";

export const styles = css`
  :host {
    all: initial;
    color-scheme: light dark;
    --accent: var(--comedo-accent, light-dark(#0b5d57, #8fdccf));
    --on-accent: var(--comedo-on-accent, light-dark(#fff, #06302c));
    --surface: var(--comedo-surface, light-dark(#fff, #171b1b));
    --text: var(--comedo-text, light-dark(#1a2423, #e8efee));
    --soft: light-dark(#eef4f3, #243030);
    --muted: light-dark(#4d5c5a, #a9b8b6);
    --line: light-dark(#6f8280, #7d918e);
    --warning: light-dark(#fdf3dc, #3a2f12);
    --warning-line: light-dark(#8a6100, #e0b64f);
    --danger: light-dark(#fdeceb, #421d1b);
    --danger-line: light-dark(#a8231a, #ff9c94);
  }
  /* Not on the host, whose style the page can override; and not smaller on pages that shrink rem. */
  .launcher,
  dialog {
    font: max(1rem, 16px) / 1.5 var(--comedo-font, system-ui, sans-serif);
    color: var(--text);
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  @media print {
    :host {
      display: none;
    }
  }
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  dialog button,
  summary,
  textarea {
    font: inherit;
    color: inherit;
  }
  button,
  summary,
  textarea {
    min-height: 44px;
    min-width: 44px;
  }
  button,
  summary {
    cursor: pointer;
  }
  button {
    border: 1px solid var(--accent);
    border-radius: 1.375em;
    padding: 0.5em 1em;
    background: var(--surface);
    line-height: 1.35;
    text-align: start;
  }
  button:hover {
    background: var(--soft);
  }
  button[aria-pressed="true"],
  .primary,
  .primary:hover,
  .launcher,
  .launcher:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  button[aria-pressed]::before {
    content: "☐ " / "";
  }
  button[aria-pressed="true"]::before {
    content: "☑ " / "";
  }
  button[aria-disabled="true"] {
    cursor: default;
    border-style: dashed;
  }
  .link {
    border: 0;
    border-radius: 0.25em;
    padding: 0.5em 0;
    background: none;
    text-decoration: underline;
  }
  a {
    color: var(--accent);
    overflow-wrap: anywhere;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  svg {
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher {
    position: fixed;
    inset-block-end: 1.25em;
    inset-inline-end: 1.25em;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.25em;
    border-radius: 1.75em;
    border-color: var(--on-accent);
    padding-inline: 1.1em 1.3em;
    font-weight: 600;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.28);
  }

  dialog:not([open]) {
    display: none;
  }
  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: 1.25em;
    inset-inline-end: 1.25em;
    z-index: 2147483000;
    display: flex;
    flex-direction: column;
    width: min(25.5em, 100vw - 2.5em);
    height: min(42em, 100dvh - 2.5em);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 1em;
    overflow: hidden;
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
  }
  @media (max-width: 30em), (max-height: 30em) {
    dialog {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
  dialog::backdrop {
    background: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.5em 0.4em 1em;
    padding-inline: 1em 0.5em;
    border-block-end: 1px solid var(--line);
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  h1 {
    flex: 1;
    font-size: 1.125em;
  }
  .close {
    display: grid;
    place-content: center;
    border: 0;
    padding: 0;
    color: inherit;
  }
  .menu {
    position: relative;
  }
  .menu summary {
    display: grid;
    place-content: center;
    padding-inline: 0.75em;
    border-radius: 1.375em;
    list-style: none;
  }
  .menu summary::-webkit-details-marker {
    display: none;
  }
  .menu div {
    position: absolute;
    inset-inline-end: 0;
    z-index: 1;
    display: grid;
    width: max-content;
    padding: 0.25em;
    border: 1px solid var(--line);
    border-radius: 0.75em;
    background: var(--surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
  }
  .menu button {
    border-color: transparent;
    border-radius: 0.5em;
    color: inherit;
  }
  .progress {
    flex-basis: 100%;
    padding-inline-end: 0.5em;
    font-size: 0.8125em;
    color: var(--muted);
  }
  progress {
    display: block;
    width: 100%;
    height: 0.375em;
    margin-block: 0.15em 0.3em;
    appearance: none;
    border: 0;
    border-radius: 1em;
    overflow: hidden;
    background: var(--soft);
    accent-color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--soft);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
    button[aria-pressed="true"],
    .primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }

  .scroller {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .turns {
    list-style: none;
  }
  .turns > li,
  .said,
  .safety {
    display: grid;
    gap: 0.5em;
  }
  .turns > li {
    margin-block-end: 1em;
  }
  .bot,
  .person {
    width: fit-content;
    max-width: 92%;
    padding: 0.6em 0.9em;
    border-radius: 1em;
    overflow-wrap: anywhere;
  }
  .bot p,
  .person p {
    white-space: pre-line;
  }
  .bot {
    border-end-start-radius: 0.25em;
    background: var(--soft);
  }
  .person {
    justify-self: end;
    border-end-end-radius: 0.25em;
    background: var(--accent);
    color: var(--on-accent);
  }
  .safety .bot {
    border: 1px solid var(--danger-line);
    border-inline-start-width: 0.375em;
    background: var(--danger);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.25em;
  }
  .choices p {
    flex-basis: 100%;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 1em;
  }
  .beside summary,
  .beside .link {
    padding-block: 0.6em;
    font-size: 0.9375em;
    color: var(--accent);
  }
  .beside details[open] {
    flex-basis: 100%;
  }
  .small {
    font-size: 0.8125em;
    color: var(--muted);
  }
  .writing {
    display: flex;
    gap: 0.3em;
    padding: 0.6em 0.9em;
  }
  .writing i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: CanvasText;
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: no-preference) {
    .writing i {
      animation: writing 1.2s infinite alternate;
    }
    .writing i:nth-of-type(2) {
      animation-delay: 0.2s;
    }
    .writing i:nth-of-type(3) {
      animation-delay: 0.4s;
    }
    @keyframes writing {
      to {
        opacity: 0.15;
      }
    }
  }

  .card {
    padding: 1em;
    border: 1px solid var(--line);
    border-block-start: 0.375em solid var(--accent);
    border-radius: 0.75em;
    overflow-wrap: anywhere;
  }
  .card[data-outcome="urgent_care"] {
    border-block-start-color: var(--danger-line);
  }
  .card h2 {
    margin-block-end: 0.5em;
    font-size: 1.25em;
    line-height: 1.3;
  }
  .kicker {
    font-size: 0.8125em;
    font-weight: 600;
    color: var(--muted);
  }
  .card h3 {
    margin-block: 0.9em 0.25em;
    font-size: 1em;
  }
  .card summary h3 {
    display: inline;
  }
  .card details {
    margin-block-start: 0.25em;
    border-block-start: 1px solid var(--soft);
  }
  .card summary {
    padding-block: 0.6em;
    color: var(--accent);
  }
  .card ul {
    list-style: disc;
    padding-inline-start: 1.2em;
  }
  .card li {
    margin-block: 0.2em;
  }
  .card .small {
    margin-block-start: 0.75em;
  }
  .warning {
    margin-block-start: 0.9em;
    padding: 0.1em 0.75em 0.6em;
    border-inline-start: 0.375em solid var(--warning-line);
    border-radius: 0.375em;
    background: var(--warning);
  }
  .take {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.75em;
  }

  .notice {
    padding: 0.4em 1em;
    border-block-start: 1px solid var(--warning-line);
    background: var(--warning);
    font-size: 0.9375em;
  }
  form {
    display: flex;
    align-items: end;
    gap: 0.5em;
    padding: 0.75em 1em 0.25em;
    border-block-start: 1px solid var(--line);
  }
  textarea {
    flex: 1;
    field-sizing: content;
    max-height: 8em;
    resize: none;
    padding: 0.6em 0.9em;
    border: 1px solid var(--line);
    border-radius: 1.375em;
    background: var(--surface);
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  form .primary {
    display: grid;
    place-content: center;
    padding: 0;
    border-radius: 50%;
  }
  :dir(rtl) form svg {
    transform: scaleX(-1);
  }
  .privacy {
    padding: 0 16px 0.6em;
  }
`;
