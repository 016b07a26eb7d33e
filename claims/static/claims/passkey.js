// Asks the browser for a security key or passkey, and sends its answer with the form.
"use strict";
(() => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

  const ask = (kind, question) => {
    question.challenge = toBytes(question.challenge);
    if (kind === "create") {
      question.user.id = toBytes(question.user.id);
      question.excludeCredentials = listed(question.excludeCredentials);
      return navigator.credentials.create({ publicKey: question });
    }
    question.allowCredentials = listed(question.allowCredentials);
    return navigator.credentials.get({ publicKey: question });
  };

  const told = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = toText(key.response[name]);
    }
    return { id: key.id, rawId: toText(key.rawId), type: key.type, response, clientExtensionResults: {} };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      try {
        const key = await ask(form.dataset.passkey, JSON.parse(form.dataset.question));
        form.elements.answer.value = JSON.stringify(told(key));
        form.submit();
      } catch {
        problem.textContent = form.dataset.failed;
        problem.hidden = false;
      }
    });
  }
})();
