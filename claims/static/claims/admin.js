/* The admin site's fields of choice, named for screen readers: the box that is drawn in place of a select gets
   the name of the select's label. Runs deferred: what draws the boxes has asked for its turn before, so they are named once they are there. */
"use strict";

(() => {
  const selects = () => document.querySelectorAll("select.admin-autocomplete");

  /* A button that clears all would stand in the list as no item of it; each item has its own. */
  const keepListsWhole = () => {
    selects().forEach((select) => {
      if (select.multiple) select.dataset.allowClear = "false";
    });
  };

  const nameBoxes = () => {
    selects().forEach((select) => {
      const name = select.labels?.[0]?.textContent.replace(/[:\s]+$/, "").trim() || select.getAttribute("aria-label");
      const box = select.parentElement.querySelector(".select2-selection");
      if (!name || !box) return;
      box.querySelector("input.select2-search__field")?.setAttribute("aria-label", name);
      const shown = box.querySelector(".select2-selection__rendered");
      shown?.setAttribute("aria-label", name);
      if (box.getAttribute("role") === "combobox") {
        box.setAttribute("aria-label", name);
        if (!select.multiple && box.id === "") box.id = `${select.id}-box`;
        if (!select.multiple) box.setAttribute("aria-labelledby", `${box.id} ${shown?.id ?? ""}`.trim());
      }
    });
  };

  keepListsWhole();
  window.django?.jQuery?.(nameBoxes);
  document.addEventListener("formset:added", () => {
    keepListsWhole();
    window.setTimeout(nameBoxes);
  });
})();
