// Renews the lease of the open claim, only while its page is visible and somebody has used it lately; shows when
// it ends, and lets it end soon when the page is left with nothing unsaved.
(() => {
  "use strict";
  const lease = document.querySelector("[data-renew]");
  if (!lease) return;
  const said = lease.querySelector("[data-said]");
  const shown = lease.querySelector("[data-shown]");
  const news = document.querySelector("[data-lease-news]");
  const EVERY = 60_000;
  const IDLE = 30 * 60_000;
  const SOON = 5; // minutes before the end at which it is announced, once
  const ahead = Date.parse(lease.dataset.now) - Date.now();
  let known = lease.dataset.until;
  let until = Date.parse(known);
  let used = Date.now();
  let announced = false;
  let lost = false;
  let submitting = false;

  for (const kind of ["keydown", "pointerdown", "scroll", "input"]) {
    addEventListener(kind, () => { used = Date.now(); }, { passive: true, capture: true });
  }

  const body = () => new URLSearchParams({ csrfmiddlewaretoken: lease.dataset.token });
  function minutesLeft() {
    const left = (until - Date.now() - ahead) / 60_000;
    return left > 0 ? Math.max(1, Math.round(left)) : 0;
  }

  async function renew() {
    if (lost || document.visibilityState !== "visible" || Date.now() - used > IDLE) return;
    try {
      const answer = await fetch(lease.dataset.renew, { method: "POST", body: body() });
      if (answer.ok) show(await answer.json());
    } catch {
      // The line is down: the next minute asks again, and the lease outlives a short break.
    }
  }

  function show(answer) {
    lost = !answer.held;
    said.textContent = answer.said;
    lease.classList.toggle("lease-lost", lost);
    if (lost) {
      news.textContent = answer.said;
      shown.textContent = "";
      return;
    }
    known = answer.until;
    until = Date.parse(known);
    announced = false;
    news.textContent = "";
    countDown();
  }

  // The minutes change in silence; a screen reader hears of the end twice, five minutes before and when it came.
  function countDown() {
    if (lost) return;
    const left = minutesLeft();
    const words = left > 0 ? lease.dataset.left.replace("{n}", left) : lease.dataset.over;
    if (shown.textContent !== words) shown.textContent = words;
    lease.classList.toggle("lease-lost", left <= 0);
    if (left <= 0 ? news.textContent !== words : left <= SOON && !announced) {
      news.textContent = words;
      announced = true;
    }
  }

  // What is sent to an address of this claim goes on with it; next, undo and log-out leave it.
  const own = new URL(lease.dataset.leave, location.href).pathname.replace(/leave\/$/, "");
  addEventListener("submit", (event) => {
    const to = event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : event.target.action;
    submitting = new URL(to, location.href).pathname.startsWith(own);
  });
  addEventListener("pagehide", () => {
    const unsaved = document.querySelector("form.unsaved");
    if (!lost && !submitting && !unsaved) {
      const left = body();
      left.set("until", known);
      navigator.sendBeacon(lease.dataset.leave, left);
    }
  });
  addEventListener("pageshow", () => {
    submitting = false;
    renew();
  });
  document.addEventListener("visibilitychange", renew);
  setInterval(renew, EVERY);
  setInterval(countDown, 5_000);
  countDown();
})();
