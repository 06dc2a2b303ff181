// Copies citations, and adds those of events and claims to their cards: a page has hundreds, so it
// holds one pattern for all, and the words are on the card already. Without this script a
// reference can be selected, and each card has its address. (jupyter-book loads it on every page.)
{
  const escaped = (words, special) => words.replace(/[^]/g, (one) => special[one] ?? one);

  const inCard = (text, id, title) => text.replaceAll("CARDID", id).replaceAll("CARDTITLE", () => title);

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function copyable(text, name) {
    const button = element("button", { type: "button", className: "cite-copy" }, "Copy");
    button.setAttribute("aria-label", `Copy ${name}`);
    return element(
      "div",
      { className: "cite-text" },
      element("p", { className: "cite-name" }, name),
      button,
      element("pre", {}, text),
    );
  }

  // The words of a card: what its title says, without the sign that links to it.
  function titleOf(card) {
    const title = card.querySelector("h2, .card-title");
    const parts = [...title.childNodes].filter((part) => !part.classList?.contains("headerlink"));
    const words = parts.map((part) => part.textContent).join("");
    return words.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  }

  function addToCard(line, patterns) {
    const card = line.closest(".event, .claim");
    const details = element("details", { className: "cite" });
    const summary = element("summary", {}, "Reference and BibTeX");
    summary.setAttribute("aria-label", `Reference and BibTeX of ${card.id}`);
    details.append(summary);
    details.addEventListener("toggle", function fill() {
      details.removeEventListener("toggle", fill);
      const { text, bibtex } = patterns[card.classList.contains("claim") ? "claim" : "event"];
      const title = titleOf(card);
      details.append(
        copyable(inCard(text, card.id, title), "Reference"),
        copyable(inCard(bibtex, card.id, escaped(title, patterns.special)), "BibTeX"),
      );
    });
    line.after(details);
  }

  // A page that was opened from a disk may have no clipboard: then the browser copies what is selected.
  async function copy(button) {
    const text = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".cite-copy");
    if (button) copy(button);
  });

  document.addEventListener("DOMContentLoaded", () => {
    const held = document.getElementById("cite-cards");
    if (!held) return;
    const patterns = JSON.parse(held.textContent);
    for (const line of document.querySelectorAll(".cite-card")) addToCard(line, patterns);
  });
}
