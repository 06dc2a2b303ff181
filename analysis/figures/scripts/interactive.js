// Lets Vega take over the drawing that is on the page. Vega computes the same marks again from the
// data, without drawing them; each is then bound to the element that already stands for it, so
// nothing moves and links, names, stripes and colours stay. From then on Vega knows the row behind
// each mark and dims what does not belong to the one that is pointed at, and a tooltip says what
// the name of the mark and its card say. Bundled with Vega by analysis/figures/bundle.py.

const MARKS = "path, text, line, image";

/** The elements of a drawing that stand for marks, in the order in which they were drawn. */
const elementsOf = (svg) =>
  [...svg.querySelectorAll(MARKS)].filter((element) => !element.closest("defs, pattern, clipPath"));

const isSeen = (colour) => colour && colour !== "transparent";
const inOrder = (items) => [...items].sort((a, b) => (a.zindex ?? 0) - (b.zindex ?? 0));

/** The items of a scene that have an element of their own, in the order in which Vega draws. */
function* itemsOf(mark) {
  const items = inOrder(mark.items);
  const whole = ["line", "area", "trail"].includes(mark.marktype); // one element for all its items
  for (const item of whole ? items.slice(0, 1) : items) {
    if (mark.marktype !== "group") yield item;
    else {
      if (isSeen(item.fill) || isSeen(item.stroke)) yield item; // the ground of a group
      for (const inner of inOrder(item.items)) yield* itemsOf(inner);
    }
  }
}

/** Whether an element can stand for an item: both are words or neither, and both say the same. */
function fits(element, item) {
  const own = element.closest("a") ?? element; // a link holds one mark
  const title = own.querySelector(":scope > title")?.textContent ?? item?.description;
  const words = item?.mark.marktype === "text";
  return item && words === (element.localName === "text") && title === item.description;
}

/** A live Vega view of a drawing, and its elements with the items that they stand for. */
async function viewOf(svg, spec) {
  const { view } = await vegaEmbed(document.createElement("div"), spec, {
    mode: "vega",
    ast: true, // expressions are interpreted: the pages allow no eval
    renderer: "none",
    actions: false,
    defaultStyle: false,
    tooltip: false,
    logLevel: 1, // errors; Vega also warns of scales that have nothing to show
  });
  await view.runAsync();
  const elements = elementsOf(svg);
  const items = [...itemsOf(view.scenegraph().root)];
  if (items.length !== elements.length || !elements.every((one, n) => fits(one, items[n]))) {
    throw new Error(`${elements.length} marks are drawn, and not the ${items.length} of Vega`);
  }
  return { view, marks: new Map(elements.map((element, n) => [element, items[n]])) };
}

// --- what is said at a mark ---------------------------------------------------------------

/** Takes the names of marks, which the browser would pop up itself, and gives them back as names. */
function namesOf(svg) {
  const names = new Map();
  for (const title of svg.querySelectorAll("title")) {
    const own = title.parentElement;
    names.set(own.localName === "a" ? own.querySelector(MARKS) : own, title.textContent);
    title.remove();
  }
  return names;
}

/** Makes marks without a link reachable: one is a stop for the Tab key, arrows go to the others. */
function makeReachable(svg, names) {
  const said = new Set();
  let first = true;
  for (const [element, name] of names) {
    if (element.closest("a")) continue;
    if (said.has(name)) {
      element.setAttribute("aria-hidden", "true"); // one thing is often drawn as several marks
      continue;
    }
    said.add(name);
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", name);
    element.setAttribute("tabindex", first ? "0" : "-1");
    first = false;
  }
  if (!first) svg.setAttribute("role", "group");
}

/** The element that has a name, from any element of a mark. */
const namedIn = (target, names) => {
  const own = target.closest?.("a, path, text, line, image");
  if (!own) return null;
  const element = own.localName === "a" ? own.querySelector(MARKS) : own;
  return names.has(element) ? element : null;
};

/** A tooltip in a figure: it stays while pointed at, and Escape closes it. */
function tooltipOf(figure) {
  const box = document.createElement("div");
  box.className = "figure-tooltip";
  box.setAttribute("aria-hidden", "true"); // says the name of the mark, which is read out anyway
  box.hidden = true;
  figure.append(box);
  return box;
}

function place(tooltip, element, figure) {
  tooltip.hidden = false;
  tooltip.style.left = "0";
  const mark = element.getBoundingClientRect();
  const whole = figure.getBoundingClientRect();
  const own = tooltip.getBoundingClientRect();
  const left = Math.min(mark.left - whole.left, whole.width - own.width);
  const above = mark.top - own.height > 0;
  tooltip.style.left = `${Math.max(0, left)}px`;
  tooltip.style.top = `${(above ? mark.top - own.height : mark.bottom) - whole.top}px`;
}

function write(tooltip, name, card) {
  tooltip.replaceChildren(
    ...[name, ...card].map((words, n) => {
      const line = document.createElement("p");
      line.className = n ? "more" : "name";
      line.textContent = words;
      return line;
    }),
  );
}

// --- the whole ----------------------------------------------------------------------------

const CARD = /#([CE]\d+)$/;

async function upgrade(box) {
  const svg = box.querySelector("svg");
  const figure = box.closest("figure");
  const { spec, same, cards } = window.bookFigures[box.dataset.name];
  const { view, marks } = await viewOf(svg, spec);
  const names = namesOf(svg);
  makeReachable(svg, names);
  const tooltip = tooltipOf(figure);
  let at = null;
  let later = 0;

  const show = (element) => {
    clearTimeout(later);
    at = element;
    const card = CARD.exec(element.closest("a")?.getAttribute("href") ?? "")?.[1];
    write(tooltip, names.get(element), cards[card] ?? []);
    place(tooltip, element, figure);
  };
  const hide = () => {
    clearTimeout(later);
    at = null;
    tooltip.hidden = true;
  };
  const hideSoon = () => {
    clearTimeout(later);
    later = setTimeout(hide, 250); // time enough to move onto the tooltip
  };
  const light = async (element) => {
    await view.signal("lit", marks.get(element)?.datum?.[same] ?? null).runAsync();
    for (const [one, item] of marks) one.style.opacity = item.opacity ?? 1;
  };

  svg.addEventListener("pointerover", (event) => {
    const element = event.pointerType !== "touch" && namedIn(event.target, names);
    if (!element) return;
    show(element);
    light(element);
  });
  svg.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !at) return;
    hideSoon();
    light(namedIn(document.activeElement, names));
  });
  tooltip.addEventListener("pointerenter", () => clearTimeout(later));
  tooltip.addEventListener("pointerleave", hideSoon);
  svg.addEventListener("focusin", (event) => {
    const element = namedIn(event.target, names);
    if (!element) return;
    show(element);
    light(element);
  });
  svg.addEventListener("focusout", () => {
    hide();
    light(null);
  });
  box.addEventListener("scroll", hide, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // A finger cannot hover: the first touch says what a mark is, the second follows its link.
  let touched = false;
  svg.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  svg.addEventListener("click", (event) => {
    const element = namedIn(event.target, names);
    if (!touched || !element) return;
    if (at === element && element === svg.lastTouched) return;
    event.preventDefault();
    svg.lastTouched = element;
    show(element);
    light(element);
  });
  addEventListener("pointerdown", (event) => {
    if (at && event.pointerType === "touch" && !figure.contains(event.target)) {
      hide();
      light(null);
    }
  });

  const onward = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  svg.addEventListener("keydown", (event) => {
    const stops = [...svg.querySelectorAll("a:not([aria-hidden]), [tabindex][role='img']")];
    const here = stops.indexOf(document.activeElement);
    const to = { Home: 0, End: stops.length - 1 }[event.key] ?? here + onward[event.key];
    if (here < 0 || !stops[to]) return;
    event.preventDefault();
    if (stops[to].localName !== "a") {
      for (const stop of stops) {
        if (stop.localName !== "a") stop.setAttribute("tabindex", stop === stops[to] ? "0" : "-1");
      }
    }
    stops[to].focus();
  });
}

(window.bookFigures ||= {}).upgrade = upgrade;
