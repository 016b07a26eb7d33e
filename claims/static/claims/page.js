// Small comforts that a page does without: the article opens at its marked sentence, a counter counts.
(() => {
  "use strict";
  const here = document.querySelector(".article-pane .said-here");
  if (here) {
    const pane = here.closest(".article-pane");
    const from = pane.getBoundingClientRect().top;
    pane.scrollTop += here.getBoundingClientRect().top - from - pane.clientHeight / 3;
  }

  for (const counter of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(counter.dataset.counts);
    const show = () => { counter.textContent = String([...field.value].length); };
    field.addEventListener("input", show);
    show();
  }

  // A part of the page that arrives anew keeps open what the reader opened in the one before it.
  let opened = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    opened = [...event.detail.target.querySelectorAll("details[open][id]")].map((each) => each.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) { document.getElementById(id)?.setAttribute("open", ""); }
  });
})();
