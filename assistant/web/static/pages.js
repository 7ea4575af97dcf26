// Small things of every page: light and dark, copying, questions before deleting, the navigation's place.

export function say(words) {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

export function listenForPages() {
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.theme")) turn(event);
    const asks = event.target.dataset.confirm;
    if (asks && !window.confirm(asks)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!new URL(event.detail.xhr.responseURL || location.href).pathname.startsWith("/login")) return;
    event.detail.shouldSwap = false; // the session has ended
    location.reload();
  });
  reveal(document);
  const current = document.querySelector(".top nav [aria-current]");
  if (current) current.parentElement.parentElement.scrollLeft = current.offsetLeft - 60;
  const history = document.querySelector("[data-history]");
  if (history && window.matchMedia("(max-width: 1179px)").matches) history.open = false;
}

// Controls that only work with JavaScript are hidden until it is there.
export function reveal(root) {
  if (navigator.clipboard) root.querySelectorAll("[data-copy]").forEach((each) => { each.hidden = false; });
}

function turn(event) {
  event.preventDefault();
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark ? "light" : "dark";
  root.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme;
  const body = new URLSearchParams(new FormData(event.target));
  body.set("theme", theme);
  fetch(event.target.action, { method: "POST", body, headers: { "X-Part": "1" } });
}

async function copy(button) {
  const text = button.closest("[data-answer]").querySelector("[data-plain]").value;
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  button.textContent = "Copied";
  say("The answer and its sources are copied.");
  setTimeout(() => { button.textContent = before; }, 1500);
}
