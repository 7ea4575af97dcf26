// The keyboard: / to ask, 1 to 9 to open a claim's source, Esc to close.
import { closePane, isOpen, openSource } from "./pane.js";

export function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") escape();
    else if (!event.target.matches("input, textarea, select, [contenteditable]")) plain(event);
  });
}

function escape() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) menu.open = false;
  else if (isOpen()) closePane();
  else if (document.activeElement?.id === "question") document.activeElement.blur();
}

function plain(event) {
  if (event.key === "/") {
    event.preventDefault();
    const question = document.getElementById("question");
    if (question) question.focus();
    else location.assign("/");
  }
  if (/^[1-9]$/.test(event.key)) {
    const answer = event.target.closest?.("[data-answer]") ?? [...document.querySelectorAll("[data-answer]")].pop();
    const claimed = answer?.querySelector("[data-claim]");
    const sources = claimed ? answer.querySelectorAll(`[data-claim="${event.key}"] [data-source]`) : [answer?.querySelectorAll("[data-source]")[event.key - 1]];
    if (!sources?.[0]) return;
    // The same key again opens the claim's next source.
    const open = [...sources].findIndex((each) => each.getAttribute("aria-expanded") === "true");
    openSource(sources[(open + 1) % sources.length]);
  }
}
