// Light or dark as the reader's system asks, until the reader chooses. The theme leaves both
// empty at first, which it then reports as an error; set here, they are right at first paint.
// (jupyter-book loads every script in this folder on every page.)
document.documentElement.dataset.mode ||= "auto";
document.documentElement.dataset.theme ||= matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";
