// Single keys. What a key does stands on the page: data-key names the key of a control, data-key-item marks what
// j and k go through. None does anything in a field, with a modifier or while a dialog is open.
(() => {
  "use strict";
  const FIELD = "input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=reset]), textarea, select";
  const dialog = document.getElementById("keys");
  let current = null;

  const shown = (element) => element.getClientRects().length > 0 && !element.disabled;
  const items = () => [...document.querySelectorAll("[data-key-item]")].filter(shown);

  function itemAt() {
    const focused = document.activeElement;
    const at = focused?.closest("[data-key-item]");
    if (at) return at;
    return focused === document.body && current?.isConnected ? current : null;
  }

  function goTo(item) {
    current = item;
    const target = item.hasAttribute("tabindex") ? item : item.querySelector("a[href], button");
    target?.focus();
    item.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const all = items();
    const at = all.indexOf(itemAt());
    const next = at < 0 ? all[0] : all[at + by];
    if (next) goTo(next);
    return Boolean(next);
  }

  // Keys of a list's item reach the item that one is at, and without one no other: they only lead to the first.
  function control(key) {
    const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(shown);
    const inItems = all.filter((each) => each.closest("[data-key-item]"));
    if (!inItems.length) return all[0];
    const at = itemAt();
    const own = inItems.find((each) => each.closest("[data-key-item]") === at);
    if (!own) goTo(inItems[0].closest("[data-key-item]"));
    return own;
  }

  function use(element) {
    if (element.matches("summary")) {
      element.parentElement.open = true;
      element.parentElement.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      return;
    }
    const radio = element.matches("label") ? element.control : element;
    radio.click();
    if (radio.type !== "radio") return;
    current = radio.closest("[data-key-item]") ?? current;
    (missing(radio) ?? radio).focus();
    radio.scrollIntoView({ block: "nearest" });
  }

  // What a decision still lacks: a confirmed piece its stance, a rejected one its note.
  function missing(radio) {
    const field = { confirmed: "select", rejected: "textarea" }[radio.value];
    const found = field && radio.closest("[data-key-item]")?.querySelector(field);
    return found && !found.value ? found : null;
  }

  function leaveField(field) {
    field.blur();
    (field.closest("[data-key-item]") ?? document.getElementById("main")).focus({ preventScroll: true });
  }

  function heard(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    const field = event.target.closest?.(FIELD) || (event.target.isContentEditable && event.target);
    if (field) {
      if (event.key === "Escape") leaveField(field);
      return;
    }
    if (handle(event)) event.preventDefault();
  }

  function handle(event) {
    if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
    if (event.repeat || !/^[a-z1-9?]$/.test(event.key)) return false;
    if (event.key === "?") {
      dialog.showModal();
      return true;
    }
    const found = control(event.key);
    if (found) use(found);
    return Boolean(found);
  }

  document.documentElement.classList.add("keys");
  for (const each of document.querySelectorAll("button[data-key], a[data-key], summary[data-key]")) {
    each.setAttribute("aria-keyshortcuts", each.dataset.key);
  }
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", heard);
})();
