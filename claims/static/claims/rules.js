/* The lines of a rule: of the fields of a condition only that which its kind takes is shown. Without this all are. */
"use strict";

(() => {
  const show = (select) => {
    const values = JSON.parse(select.dataset.values);
    const line = select.closest(".inline-related");
    new Set(Object.values(values)).forEach((name) => {
      const box = line.querySelector(`.fieldBox.field-${name}`)?.parentElement;
      const filled = box?.querySelector(".errorlist");
      if (box) box.hidden = values[select.value] !== name && !filled;
    });
  };
  const showAll = () => document.querySelectorAll("select[data-values]").forEach(show);

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-values]")) show(event.target);
  });
  document.addEventListener("formset:added", showAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showAll);
  else showAll();
})();
