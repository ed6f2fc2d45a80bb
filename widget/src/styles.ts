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
    font: 1rem/1.5 var(--comedo-font, system-ui, sans-serif);
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
  button,
  summary,
  textarea {
    font: inherit;
    color: inherit;
    min-height: 2.75rem;
    min-width: 2.75rem;
  }
  button,
  summary {
    cursor: pointer;
  }
  button {
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    padding: 0.5rem 1rem;
    background: var(--surface);
    color: var(--accent);
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
    border-radius: 0.25rem;
    padding: 0.5rem 0;
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
    width: 1.5rem;
    height: 1.5rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher {
    position: fixed;
    inset-block-end: 1.25rem;
    inset-inline-end: 1.25rem;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-height: 3.25rem;
    border-radius: 1.75rem;
    border-color: var(--on-accent);
    padding-inline: 1.1rem 1.3rem;
    font-weight: 600;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.28);
  }

  dialog:not([open]) {
    display: none;
  }
  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: 1.25rem;
    inset-inline-end: 1.25rem;
    z-index: 2147483000;
    display: flex;
    flex-direction: column;
    width: min(25.5rem, 100vw - 2.5rem);
    height: min(42rem, 100dvh - 2.5rem);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 1rem;
    overflow: hidden;
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
  }
  @media (max-width: 30rem), (max-height: 30rem) {
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
    gap: 0.25rem;
    padding: 0.4rem 0.5rem 0.4rem 1rem;
    padding-inline: 1rem 0.5rem;
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
    font-size: 1.125rem;
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
    padding-inline: 0.75rem;
    border-radius: 1.375rem;
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
    padding: 0.25rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
  }
  .menu button {
    border-color: transparent;
    border-radius: 0.5rem;
    color: inherit;
  }
  .progress {
    flex-basis: 100%;
    padding-inline-end: 0.5rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  progress {
    display: block;
    width: 100%;
    height: 0.375rem;
    margin-block: 0.15rem 0.3rem;
    appearance: none;
    border: 0;
    border-radius: 1rem;
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
    padding: 1rem;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .turns {
    list-style: none;
  }
  .turns > li {
    display: grid;
    gap: 0.5rem;
    margin-block-end: 1rem;
  }
  .bot,
  .person {
    width: fit-content;
    max-width: 92%;
    padding: 0.6rem 0.9rem;
    border-radius: 1rem;
    overflow-wrap: anywhere;
  }
  .bot p,
  .person p {
    white-space: pre-line;
  }
  .bot {
    border-end-start-radius: 0.25rem;
    background: var(--soft);
  }
  .person {
    justify-self: end;
    border-end-end-radius: 0.25rem;
    background: var(--accent);
    color: var(--on-accent);
  }
  .safety {
    border: 1px solid var(--danger-line);
    border-inline-start-width: 0.375rem;
    background: var(--danger);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.25rem;
  }
  .choices p {
    flex-basis: 100%;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 1rem;
  }
  .beside summary,
  .beside .link {
    padding-block: 0.6rem;
    font-size: 0.9375rem;
    color: var(--accent);
  }
  .beside details[open] {
    flex-basis: 100%;
  }
  .small {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .writing {
    display: flex;
    gap: 0.3rem;
    padding: 0.6rem 0.9rem;
  }
  .writing i {
    width: 0.5rem;
    height: 0.5rem;
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
    padding: 1rem;
    border: 1px solid var(--line);
    border-block-start: 0.375rem solid var(--accent);
    border-radius: 0.75rem;
    overflow-wrap: anywhere;
  }
  .card[data-outcome="urgent_care"] {
    border-block-start-color: var(--danger-line);
  }
  .card h2 {
    margin-block-end: 0.5rem;
    font-size: 1.25rem;
    line-height: 1.3;
  }
  .kicker {
    font-size: 0.8125rem;
    font-weight: 600;
    color: var(--muted);
  }
  .card h3 {
    margin-block: 0.9rem 0.25rem;
    font-size: 1rem;
  }
  .card summary h3 {
    display: inline;
  }
  .card details {
    margin-block-start: 0.25rem;
    border-block-start: 1px solid var(--soft);
  }
  .card summary {
    padding-block: 0.6rem;
    color: var(--accent);
  }
  .card ul {
    list-style: disc;
    padding-inline-start: 1.2rem;
  }
  .card li {
    margin-block: 0.2rem;
  }
  .card .small {
    margin-block-start: 0.75rem;
  }
  .warning {
    margin-block-start: 0.9rem;
    padding: 0.1rem 0.75rem 0.6rem;
    border-inline-start: 0.375rem solid var(--warning-line);
    border-radius: 0.375rem;
    background: var(--warning);
  }
  .take {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }

  .notice {
    padding: 0.4rem 1rem;
    border-block-start: 1px solid var(--warning-line);
    background: var(--warning);
    font-size: 0.9375rem;
  }
  form {
    display: flex;
    align-items: end;
    gap: 0.5rem;
    padding: 0.75rem 1rem 0.25rem;
    border-block-start: 1px solid var(--line);
  }
  textarea {
    flex: 1;
    field-sizing: content;
    max-height: 8rem;
    resize: none;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 1.375rem;
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
    padding: 0 1rem 0.6rem;
  }
`;
