// Makes a figure live when it comes near the window: only then Vega is loaded, once for a page,
// and the data of that drawing. Until then, and whenever something fails, the drawing that came
// with the page stays as it is.
(() => {
  const shared = new URL("interactive.js", document.currentScript.src);
  let vega;

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = () => failed(new Error(`cannot load ${address}`));
      document.head.append(script);
    });

  const upgrade = async (box) => {
    try {
      vega ??= load(shared);
      await Promise.all([vega, load(box.dataset.drawing)]);
      await window.bookFigures.upgrade(box);
      box.dataset.state = "live";
    } catch (error) {
      box.dataset.state = "still"; // readers lose nothing but the extras; tests ask for this
      box.dataset.reason = String(error);
    }
  };

  const start = () => {
    if (navigator.connection?.saveData) return; // the reader pays for every byte
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          watch.unobserve(target);
          upgrade(target);
        }
      },
      { rootMargin: "200px" },
    );
    for (const box of document.querySelectorAll(".chart .box[data-drawing]")) watch.observe(box);
  };

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
