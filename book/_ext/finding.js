// What the search page adds to Sphinx's search, which looks up the index: names are found in any
// spelling, what was asked for by its name comes first, and each place is shown once.
"use strict";

const SPHINX_HIGHLIGHT_ENABLED = false; // marking words on other pages would keep them in the browser

Object.assign(Documentation.TRANSLATIONS, {
  "Search Results": "Results",
  "Search finished, found ${resultCount} page(s) matching the search query.":
    "Results: ${resultCount}.",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "Nothing found. All words that are searched for must stand in one place; fewer words find more.",
});

// --- names in any spelling ----------------------------------------------------------------------

const NAMED = ["person", "group", "organisation", "state body", "place"];
const BETWEEN = " · "; // as in analysis/reading/finding.py
const CYRILLIC = /\p{Script=Cyrillic}/u;
// The endings of a Russian noun, adjective or surname, behind three letters that must stay.
const ENDING =
  /^(.{3,}?)(?:ого|его|ому|ему|ыми|ими|ами|ями|иям|иях|ией|ием|ия|ии|ию|ий|ый|ой|ей|ая|яя|ое|ее|ые|ие|ых|их|ом|ем|ым|им|ую|юю|ам|ям|ах|ях|[аяуюыиеоьъй])$/;
const LETTERS = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "z", з: "z", и: "i", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "c", ч: "c", ш: "s",
  щ: "s", ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia",
};
// Letters that ways of writing Russian in Latin letters use for one another.
const ALIKE = [
  [/schtsch|shch|sch|sh/g, "s"],
  [/tsch|tch|ch|ts|tz|cz|zh|z/g, "c"],
  [/kh|x/g, "h"],
  [/w/g, "v"],
  [/[jy]/g, "i"],
  [/i+o/g, "e"],
  [/i+([aeu])/g, "$1"],
  [/(.)\1+/g, "$1"],
  [/^(.{3,}?)[aeiou]+$/, "$1"],
];

const withoutEnding = (word) => (CYRILLIC.test(word) ? word.replace(ENDING, "$1") : word);

// What all spellings and cases of a name have in common: Воронцова, Vorontsov and Woronzow.
const skeleton = (word) => {
  const bare = withoutEnding(word).normalize("NFD").replace(/\p{M}/gu, "");
  const latin = [...bare].map((letter) => LETTERS[letter] ?? letter).join("");
  return ALIKE.reduce((found, [letters, one]) => found.replace(letters, one), latin);
};

const inWords = splitQuery;
const asWritten = (query) => inWords(query.toLowerCase());

// How the book spells each name, by its skeleton: in Latin letters where it does so.
const namesOfTheBook = () => {
  const found = new Map();
  const { objects, objnames } = Search._index;
  for (const [prefix, own] of Object.entries(objects))
    for (const [, kind, , , name] of own)
      if (NAMED.includes(objnames[kind][2]))
        for (const word of asWritten(`${prefix} ${name}`)) {
          const known = found.get(skeleton(word));
          if (!known || CYRILLIC.test(known)) found.set(skeleton(word), withoutEnding(word));
        }
  return found;
};

const isInTheBook = (word) => new Stemmer().stemWord(word) in Search._index.terms;

let names;
const asInTheBook = (word) => {
  if (!CYRILLIC.test(word) && isInTheBook(word)) return word;
  names ??= namesOfTheBook();
  return names.get(skeleton(word)) ?? withoutEnding(word);
};

const inLatin = (query) => asWritten(query).map(asInTheBook);
const inCyrillic = (query) => asWritten(query).map(withoutEnding);

splitQuery = inLatin;

// --- what comes first ---------------------------------------------------------------------------

const WEIGHT = { event: 60, claim: 50, case: 40 }; // of 100, which a name, a term or a code has
const EACH_FURTHER_WORD = 10; // a place that has all of them says what was meant

// How much of a name was asked for, from 0 to 1.
const share = (name, asked) => {
  const own = asWritten(name);
  const all = asked.every((word) => own.some((one) => one.startsWith(word)));
  return all ? Math.min(1, asked.join(" ").length / name.length) : 0;
};

// A page or a section has Sphinx's own score, at most about 16, and no description.
const rank = ([, title, , description, score], asked) => {
  if (description === null) return score;
  const most = Math.max(...[title, ...title.split(BETWEEN)].map((name) => share(name, asked)));
  const weight = WEIGHT[description.split(",")[0]] ?? 100;
  return most && weight * most + EACH_FURTHER_WORD * (asked.length - 1);
};

const perform = Search._performSearch;
Search._performSearch = (query, terms, excluded, marked) => {
  const places = new Map(); // each with its best result: what it is called, or else its page
  for (const asked of [inLatin(query), inCyrillic(query)])
    for (const result of perform(asked.join(" "), stemmed(asked), excluded, marked, new Set(asked))) {
      const found = { result, rank: rank(result, asked) };
      const place = result[0] + result[2];
      if (!places.has(place) || isBetter(found, places.get(place))) places.set(place, found);
    }
  return [...places.values()].sort(lastFirst).map(({ result }) => result);
};

const stemmed = (asked) => {
  const searched = asked.filter((word) => !stopwords.includes(word) && !/^\d+$/.test(word));
  return new Set(searched.map((word) => new Stemmer().stemWord(word)));
};

const isCalled = ({ result }) => result[3] !== null;
const isBetter = (one, other) =>
  isCalled(one) === isCalled(other) ? one.rank > other.rank : isCalled(one);
const lastFirst = (one, other) =>
  one.rank - other.rank || other.result[1].localeCompare(one.result[1]);

// --- the page -----------------------------------------------------------------------------------

// What was asked for stands behind the # of the address, of which no host is told; there it is put
// by book/_static/privacy.js. Sphinx looks for it in what a host would be told.
const asInAddress = () =>
  new URLSearchParams(location.search).get("q") ??
  new URLSearchParams(location.hash.slice(1)).get("q");

_ready(() => {
  if (location.search || !asInAddress()) return;
  for (const field of document.querySelectorAll('input[name="q"]')) field.value = asInAddress();
  Search.performSearch(asInAddress());
});
addEventListener("hashchange", () => asInAddress() && location.reload());

// Screen readers announce what changes in the status, which stands in the page from the start.
const announce = () => {
  if (!Search.status.textContent) return; // still searching
  const asked = asWritten(asInAddress()).map(withoutEnding);
  const other = inLatin(asInAddress()).filter((word) => !asked.includes(word));
  const respelled = other.length ? ` Also searched for: ${other.join(" ")}.` : "";
  document.getElementById("search-status").textContent = Search.status.textContent + respelled;
};

_ready(() => {
  const field = document.querySelector(".bd-search-container input");
  field.focus();
  field.select();
  if (!Search.status) return; // nothing was asked
  Search.status.hidden = true;
  new MutationObserver(announce).observe(Search.status, { childList: true });
  announce();
});
