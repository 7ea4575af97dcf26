// Asking: the answer comes in claim by claim; then the whole of it, as the ledger holds it, takes their place.
import { reveal, say } from "./pages.js";

export function listenForQuestions() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-ask], [data-suggested]") || !document.getElementById("turn")) return;
    event.preventDefault();
    const box = document.querySelector("[data-ask]");
    const words = form === box ? box.elements.question.value : event.submitter?.value;
    if (words?.trim() && !box.hasAttribute("data-busy")) ask(box, words.trim());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("[data-ask] textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}

async function ask(box, words) {
  const body = new URLSearchParams(new FormData(box));
  body.set("question", words);
  const turn = begin(words);
  occupy(box, true);
  try {
    const answer = await fetch(box.action, { method: "POST", body, headers: { Accept: "text/event-stream", "X-Part": "1" } });
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/event-stream")) {
      fail(turn, await answer.text(), box, words);
    } else {
      await read(answer.body, (event, data) => show(turn, event, data, box, words));
      if (!turn.dataset.done) lost(turn, box, words);
    }
  } catch {
    if (!turn.dataset.done) lost(turn, box, words);
  }
}

// The next question can be asked as soon as the answer stands, not when the connection has closed.
function occupy(box, busy) {
  box.toggleAttribute("data-busy", busy);
  box.querySelector(".go").disabled = busy;
}

function begin(words) {
  document.querySelectorAll("[data-welcome], [data-suggested]").forEach((each) => each.remove());
  document.querySelector(".ask").classList.remove("first");
  const turn = document.getElementById("turn").content.firstElementChild.cloneNode(true);
  turn.querySelector(".asked bdi").textContent = words;
  document.getElementById("turns").append(turn);
  const question = document.getElementById("question");
  question.value = "";
  question.rows = 1;
  turn.scrollIntoView({ block: "start" });
  say("Reading the documents");
  return turn;
}

function show(turn, event, data, box, words) {
  if (event === "understood") turn.querySelector(".understood").innerHTML = data;
  if (event === "claim") turn.querySelector(".claims").insertAdjacentHTML("beforeend", data);
  if (event === "trouble") fail(turn, data, box, words);
  if (event === "answer") finish(turn, data, box);
}

function finish(turn, data, box) {
  occupy(box, false);
  turn.querySelector("[data-answer]").outerHTML = data;
  turn.dataset.done = "1";
  const answer = turn.querySelector("[data-answer]");
  reveal(answer);
  window.htmx?.process(answer);
  if (answer.dataset.sequence) turn.id = `answer-${answer.dataset.sequence}`; // a link to it shows the question too
  const conversation = answer.dataset.conversation;
  if (conversation) {
    box.elements.conversation.value = conversation;
    history.replaceState(null, "", `/conversations/${encodeURIComponent(conversation)}`);
    window.htmx?.ajax("GET", `/conversations?current=${encodeURIComponent(conversation)}`, { target: "#history", swap: "innerHTML" });
  }
  box.querySelector("label").textContent = "Follow-up question";
  box.elements.question.placeholder = "Ask more about it";
  const count = answer.querySelectorAll("[data-claim]").length;
  say(`${answer.querySelector(".status")?.textContent ?? ""}. ${count} ${count === 1 ? "claim" : "claims"}.`);
}

function fail(turn, html, box, words) {
  occupy(box, false);
  turn.dataset.done = "1";
  turn.querySelector("[data-answer]").innerHTML = html;
  turn.querySelector("[data-answer]").removeAttribute("aria-busy");
  if (!box.elements.question.value) box.elements.question.value = words;
}

function lost(turn, box, words) {
  const template = document.createElement("p");
  template.className = "trouble";
  template.setAttribute("role", "alert");
  template.textContent = "The connection was lost. If the question was answered, it is in your conversations; else ask it again.";
  fail(turn, template.outerHTML, box, words);
}

// Server-sent events of a response to a POST, which EventSource cannot make.
async function read(stream, each) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    held += value;
    const blocks = held.split("\n\n");
    held = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const of = (name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
      if (of("event").length) each(of("event")[0], of("data").join("\n"));
    }
  }
}
