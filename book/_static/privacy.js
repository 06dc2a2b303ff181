// Instead of what the theme does in ways that this book does not allow. (jupyter-book loads it on every page.)

// Nothing is kept in the browser but whether pages are light or dark. The theme, its tabs and the
// search would also keep where the side bar stood, what was opened and what was searched for.
{
  const kept = ["mode", "theme"];
  const keep = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (this === localStorage && kept.includes(key)) keep.call(this, key, value);
  };
}

// The policy of the pages (book/_ext/privacy.py) runs no script that stands in an attribute.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-prints]")) print();
});

// What is searched for stands behind the # of an address, of which no host is told. Its log would
// otherwise hold who asked for what. (book/_ext/finding.js takes it from there.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".bd-search")) return;
  event.preventDefault();
  const results = new URL(form.action);
  results.search = "";
  results.hash = new URLSearchParams(new FormData(form));
  location.assign(results);
});
