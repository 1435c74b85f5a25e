// Keeps what is read where it is when something above it grows. Most browsers
// do so by themselves.
(() => {
  "use strict";

  /** @type {Modules["hold"]["place"]} */
  const place = (elements) => {
    /** @type {Map<Element, number>} */
    const heights = new Map();
    const watch = new ResizeObserver((entries) => {
      let grown = 0;
      for (const { target } of entries) {
        const { bottom, height } = target.getBoundingClientRect();
        const more = height - (heights.get(target) ?? height);
        heights.set(target, height);
        // Where its end was before any of them grew: above the window?
        if (bottom - grown - more <= 0) {
          grown += more;
        }
      }
      scrollBy({ top: grown, behavior: "instant" });
    });
    for (const element of elements) {
      heights.set(element, element.getBoundingClientRect().height);
      watch.observe(element);
    }
  };

  workbook.define("hold", { place });
})();
