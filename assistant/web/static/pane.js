// A source beside the page that cites it, scrolled to the words.
import { say } from "./pages.js";

let opener = null;

export const pane = () => document.getElementById("pane");

export function listenForSources() {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      closePane();
      return;
    }
    const link = event.target.closest("a[data-source]");
    if (!link || link.origin !== location.origin) return;
    event.preventDefault();
    openSource(link);
  });
  window.addEventListener("resize", () => { if (isOpen()) place(); });
  showMark(document, false);
}

export const isOpen = () => pane() && !pane().hidden;

export async function openSource(link) {
  const inside = pane().contains(link);
  if (!inside) {
    document.querySelectorAll("[data-source][aria-expanded]").forEach((each) => each.removeAttribute("aria-expanded"));
    link.setAttribute("aria-expanded", "true");
    opener = link;
  }
  let text;
  try {
    const answer = await fetch(link.href, { headers: { "X-Part": "1", Accept: "text/html" } });
    if (answer.redirected && new URL(answer.url).pathname === "/login") {
      location.reload(); // the session has ended
      return;
    }
    text = await answer.text();
  } catch {
    location.assign(link.href); // no connection: let the browser say so
    return;
  }
  if (!inside && opener !== link) return; // another source was opened meanwhile
  pane().innerHTML = text;
  keepingPlace(link, () => {
    pane().hidden = false;
    document.body.classList.add("with-pane");
    place();
  });
  window.htmx?.process(pane());
  pane().querySelector("[data-heading]")?.focus({ preventScroll: true });
  showMark(pane(), true);
  say(`Source opened: ${pane().querySelector("[data-heading]")?.textContent ?? ""}`);
  document.dispatchEvent(new CustomEvent("source-opened"));
}

export function closePane() {
  if (!isOpen()) return;
  const shut = () => {
    pane().hidden = true;
    pane().replaceChildren();
    document.body.classList.remove("with-pane");
  };
  if (opener?.isConnected) keepingPlace(opener, shut);
  else shut();
  if (opener) {
    opener.removeAttribute("aria-expanded");
    opener.focus();
    opener = null;
  }
}

// The page becomes narrower and what was clicked would move away: it stays where it was.
function keepingPlace(element, change) {
  const before = element.getBoundingClientRect().top;
  change();
  if (!pane().contains(element)) window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// The header may take one line or two.
function place() {
  const bottom = document.querySelector(".top")?.offsetHeight;
  if (bottom) document.documentElement.style.setProperty("--bar", `${bottom}px`);
}

function showMark(root, inPane) {
  const mark = root.querySelector("#mark");
  if (!mark) { if (inPane) pane().scrollTop = 0; return; }
  if (!inPane && !location.hash && !new URLSearchParams(location.search).has("start")) return;
  const picture = mark.closest("figure")?.querySelector("image");
  const show = () => mark.scrollIntoView({ block: "center", inline: "center" });
  show();
  if (picture) picture.addEventListener("load", show, { once: true });
}
