/** Puts the widget on the page that loads this script, unless the page has placed it itself. */

import { Chat } from "./chat";

const script = document.currentScript as HTMLScriptElement;

Chat.base = new URL(".", script.src).href;
customElements.define("comedo-chat", Chat);

function mount(): void {
  if (document.querySelector("comedo-chat")) return;
  const chat = document.createElement("comedo-chat");
  for (const name of ["scheme", "privacy"]) {
    const value = script.dataset[name];
    if (value) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}

if (document.body) mount();
else addEventListener("DOMContentLoaded", mount);
