// What the theme's scripts take from readers who use the keyboard. They remove the focus from a
// button that was pressed, so that its name does not stay in the way of the mouse; who pressed it by
// a key keeps it. And they do not say whether the contents beside the page are shown.
"use strict";

document.addEventListener(
  "click",
  ({ target, detail }) => {
    const button = target.closest("button");
    const byKey = detail === 0;
    if (button) button.blur = byKey ? () => {} : HTMLElement.prototype.blur;
  },
  true,
);

document.addEventListener("DOMContentLoaded", () => {
  const toggle = document.querySelector(".primary-toggle");
  const contents = document.getElementById("pst-primary-sidebar");
  const beside = matchMedia("(min-width: 992px)"); // narrower, they lie over the page
  const tell = () => {
    if (beside.matches)
      toggle.setAttribute("aria-expanded", !contents.classList.contains("pst-sidebar-hidden"));
    else toggle.removeAttribute("aria-expanded");
  };
  if (!toggle || !contents) return;
  tell();
  beside.addEventListener("change", tell);
  new MutationObserver(tell).observe(contents, { attributeFilter: ["class"] });
});
