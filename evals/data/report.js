"use strict";
// Filters over the list of questions. Without this script all questions are shown, closed.
(() => {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const questions = [...document.querySelectorAll("details.question")].map((element) => ({
    element, verdict: element.dataset.verdict, kind: element.dataset.kind, cause: element.dataset.cause,
    words: element.textContent.toLowerCase(),
  }));
  const field = (name) => form.elements.namedItem(name);
  const boxes = [...form.querySelectorAll("input[name=verdict]")];

  function filter() {
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const kind = field("kind").value, cause = field("cause").value;
    const words = field("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const question of questions) {
      const fits = verdicts.has(question.verdict) && (!kind || question.kind === kind) &&
        (!cause || question.cause === cause) && words.every((word) => question.words.includes(word));
      question.element.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${questions.length} questions shown`;
  }

  function show(name, value) {
    field("kind").value = "";
    field("cause").value = "";
    field("words").value = "";
    field(name).value = value;
    for (const box of boxes) box.checked = true;
    filter();
  }

  for (const link of document.querySelectorAll("[data-show-kind]")) {
    link.addEventListener("click", () => show("kind", link.dataset.showKind));
  }
  for (const link of document.querySelectorAll("[data-show-cause]")) {
    link.addEventListener("click", () => show("cause", link.dataset.showCause));
  }
  function reveal() {
    const target = /^#q\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  document.getElementById("open-all").addEventListener("click", () => {
    const visible = questions.filter((question) => !question.element.hidden);
    const open = visible.some((question) => !question.element.open);
    for (const question of visible) question.element.open = open;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.hidden = false;
  // When everything came out right there is nothing to attend to first: show all.
  if (!questions.some((question) => ["wrong", "error", "missed"].includes(question.verdict))) {
    for (const box of boxes) box.checked = true;
  }
  filter();
  reveal();
})();
