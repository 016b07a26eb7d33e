// Renews the lease of the open claim, only while its page is visible and somebody has used it lately.
(() => {
  "use strict";
  const lease = document.querySelector("[data-renew]");
  if (!lease) return;
  const EVERY = 60_000;
  const IDLE = 30 * 60_000;
  let used = Date.now();
  for (const kind of ["keydown", "pointerdown", "scroll", "input"]) {
    addEventListener(kind, () => { used = Date.now(); }, { passive: true, capture: true });
  }

  async function renew() {
    if (document.visibilityState !== "visible" || Date.now() - used > IDLE) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: lease.dataset.token });
    try {
      const answer = await fetch(lease.dataset.renew, { method: "POST", body });
      if (answer.ok) show(await answer.json());
    } catch {
      // The line is down: the next minute asks again, and the lease outlives a short break.
    }
  }

  function show(answer) {
    lease.textContent = answer.said;
    lease.classList.toggle("lease-lost", !answer.held);
    if (!answer.held) clearInterval(timer);
  }

  const timer = setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
})();
