// Saves the check as it is typed, with the number of the version that it was typed on, and marks what is
// not saved yet. What the desk could not be told (no line, logged out) is kept in this browser, said, and
// told again; it is taken out of the browser once it is saved. Without this file "Save draft" does the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-saved]");
  const typedOn = form.elements.namedItem("typed_on");
  const WAIT = 1_500;
  const KEY = `draft ${form.dataset.user} ${form.dataset.autosave}`;
  const LEFT_OUT = new Set(["csrfmiddlewaretoken"]);
  let timer = 0;
  let saving = null;
  let changes = 0;
  let savedChanges = 0;

  function mark() {
    form.classList.toggle("unsaved", changes !== savedChanges);
  }

  function typed() {
    const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.has(name));
    return new URLSearchParams(entries);
  }

  function keepHere(sent) {
    const copy = typed();
    if (sent) copy.set("sent", "1");
    try {
      localStorage.setItem(KEY, copy.toString());
    } catch {
      // Full or forbidden: the page itself still holds the words.
    }
  }

  function forgetHere() {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept here either.
    }
  }

  function changed() {
    changes += 1;
    mark();
    keepHere(false);
    status.textContent = status.dataset.unsaved;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  // Who logs in again gets another token: the cookie has the one that counts now.
  function token() {
    const kept = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
    return kept ? kept.slice("csrftoken=".length) : form.elements.namedItem("csrfmiddlewaretoken").value;
  }

  async function send(keepalive) {
    return fetch(form.dataset.autosave, {
      method: "POST", body: typed(), keepalive, redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
    });
  }

  function said(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 403) return status.dataset.loggedOut;
    return status.dataset.failed;
  }

  async function save() {
    if (saving) return saving;
    const upTo = changes;
    saving = send(false);
    try {
      const answer = await saving;
      if (answer.ok) await taken(answer, upTo);
      else await refused(answer);
    } catch {
      failed(status.dataset.failed);
    } finally {
      saving = null;
      mark();
    }
    if (changes !== upTo) {
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    }
  }

  async function taken(answer, upTo) {
    const saved = await answer.json();
    typedOn.value = saved.number;
    savedChanges = upTo;
    status.textContent = saved.said;
    if (changes === upTo) forgetHere();
    else keepHere(false);
  }

  // What the desk refuses (somebody has moved the claim on) is said in its words, and stays here.
  async function refused(answer) {
    const words = answer.status === 409 || answer.status === 422 ? (await answer.json()).said : "";
    failed(words ? `${words} ${status.dataset.here}` : said(answer));
  }

  function failed(words) {
    status.textContent = words;
    keepHere(false);
    clearTimeout(timer);
    timer = setTimeout(save, 5 * WAIT);
  }

  // Whether the page shows what was kept here, or what was sent with a press of a button has made a version since.
  function arrived(values) {
    const since = Number(typedOn.value) > Number(values.get("typed_on"));
    if (values.get("sent") && since) return true;
    const [here, there] = [typed(), new URLSearchParams(values)];
    for (const each of [here, there]) for (const name of ["typed_on", "sent"]) each.delete(name);
    return here.toString() === there.toString();
  }

  // Words of an earlier visit that never reached the desk are put back, and saved on the version they were
  // typed on: what was saved elsewhere since is not overwritten unseen.
  function putBack() {
    let kept = null;
    try {
      kept = localStorage.getItem(KEY);
    } catch {
      return;
    }
    if (!kept) return;
    const values = new URLSearchParams(kept);
    if (arrived(values)) {
      forgetHere();
      return;
    }
    for (const field of form.elements) {
      if (!field.name || LEFT_OUT.has(field.name) || ["submit", "file", "button"].includes(field.type)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = values.getAll(field.name).includes(field.value);
      } else if (field.type !== "hidden" || field === typedOn) {
        if (values.has(field.name)) field.value = values.get(field.name);
      }
    }
    changed();
    status.textContent = status.dataset.back;
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", () => {
    if (changes !== savedChanges) keepHere(true);
    savedChanges = changes;
    clearTimeout(timer);
    form.elements.namedItem("csrfmiddlewaretoken").value = token();
  });
  addEventListener("online", () => { if (changes !== savedChanges) save(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && changes !== savedChanges) save();
  });
  addEventListener("pagehide", () => {
    if (changes !== savedChanges && !saving) send(true);
  });
  if (form.dataset.fresh) forgetHere();
  else putBack();
})();
