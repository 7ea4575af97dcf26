// The right source, marked by selecting its words in the open document.
import { pane } from "./pane.js";
import { say } from "./pages.js";

const form = () => document.querySelector("details.feedback[open] form");

export function listenForFeedback() {
  document.addEventListener("toggle", offer, true);
  document.addEventListener("source-opened", offer);
  document.addEventListener("selectionchange", offer);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-mark-source]")) mark();
  });
}

function offer() {
  const button = document.querySelector("[data-mark-source]");
  if (!button) return;
  button.hidden = !form();
  button.disabled = !selected();
}

// The selected stretch as offsets into the document's text; a piece that reads differently counts as a whole.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const body = document.querySelector("[data-document]");
  if (!body?.contains(range.commonAncestorContainer)) return null;
  const pieces = [...body.querySelectorAll("[data-start]")].filter((each) => range.intersectsNode(each) && each.textContent.trim());
  if (!pieces.length) return null;
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  const start = offset(first, range.startContainer, range.startOffset, +first.dataset.start);
  const end = offset(last, range.endContainer, range.endOffset, +last.dataset.end);
  return end > start ? { start, end, words: selection.toString().replace(/\s+/g, " ").trim() } : null;
}

function offset(piece, node, within, otherwise) {
  const exact = piece.textContent.length === piece.dataset.end - piece.dataset.start;
  return exact && node.nodeType === Node.TEXT_NODE && piece.contains(node) ? +piece.dataset.start + within : otherwise;
}

function mark() {
  const found = selected();
  const target = form();
  if (!found || !target) return;
  const url = new URL(document.querySelector("[data-document]").dataset.document, location.origin);
  const label = document.createElement("label");
  const box = document.createElement("input");
  const words = document.createElement("span");
  Object.assign(box, { type: "checkbox", name: "source", value: `${url.pathname}?start=${found.start}&end=${found.end}`, checked: true });
  words.textContent = `“${found.words.length > 120 ? `${found.words.slice(0, 120)} …` : found.words}”`;
  label.append(box, words);
  target.querySelector("[data-marked]").append(label);
  say("Marked as the right source.");
  if (pane()?.offsetWidth === innerWidth) document.querySelector("[data-close]")?.click();
}
