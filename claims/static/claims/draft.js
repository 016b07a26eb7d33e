// Saves the check as it is typed, with the number of the version that it was typed on, and marks what is
// not saved yet. Without this file the "Save draft" button does the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-saved]");
  const typedOn = form.elements.namedItem("typed_on");
  const WAIT = 1_500;
  let timer = 0;
  let saving = null;
  let changes = 0;
  let savedChanges = 0;

  function mark() {
    form.classList.toggle("unsaved", changes !== savedChanges);
  }

  function changed() {
    changes += 1;
    mark();
    status.textContent = status.dataset.unsaved;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  async function send(keepalive) {
    const body = new URLSearchParams(new FormData(form));
    return fetch(form.dataset.autosave, {
      method: "POST", body, keepalive, headers: { Accept: "application/json" },
    });
  }

  async function save() {
    if (saving) return saving;
    const upTo = changes;
    saving = send(false);
    try {
      const answer = await saving;
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      typedOn.value = saved.number;
      savedChanges = upTo;
      status.textContent = saved.said;
    } catch {
      status.textContent = status.dataset.failed;
      timer = setTimeout(save, 5 * WAIT);
    } finally {
      saving = null;
      mark();
    }
    if (changes !== upTo) {
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    }
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", () => { savedChanges = changes; clearTimeout(timer); });
  addEventListener("pagehide", () => {
    if (changes !== savedChanges && !saving) send(true);
  });
})();
