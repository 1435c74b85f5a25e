// Marks a line in the page's code, whose text stays as it is: the mark is a
// bar behind it. The code may be an excerpt of the listing's file.
(() => {
  "use strict";

  /**
   * Which line of the file a block of code begins with; 0 if it is not known.
   * @param {HTMLElement} code
   * @param {string | undefined} source
   */
  const firstLine = (code, source) => {
    const known = code.closest("[data-first-line]")?.getAttribute("data-first-line");
    if (known) {
      return Number(known);
    }
    const text = (code.textContent ?? "").replace(/\s+$/, "");
    const at = text === "" ? -1 : (source ?? "").indexOf(text);
    // What stands there twice is nowhere for sure.
    if (at < 0 || source?.indexOf(text, at + 1) !== -1) {
      return 0;
    }
    return source.slice(0, at).split("\n").length;
  };

  /**
   * The text of one line, counted from 0, as a range; null if there is none.
   * @param {HTMLElement} code
   * @param {number} line
   */
  const rangeOf = (code, line) => {
    const text = code.textContent ?? "";
    let start = 0;
    for (let n = 0; n < line; n += 1) {
      start = text.indexOf("\n", start) + 1;
      if (start === 0) {
        return null;
      }
    }
    const end = text.indexOf("\n", start);
    const [from, to] = [start, end < 0 ? text.length : end];
    if (from === to) {
      return null;
    }
    const range = document.createRange();
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    let before = 0;
    let began = false;
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (!began && from < before + length) {
        range.setStart(node, from - before);
        began = true;
      }
      if (began && to <= before + length) {
        range.setEnd(node, to - before);
        return range;
      }
      before += length;
    }
    return null;
  };

  /** @type {Modules["lines"]["of"]} */
  const of = (place, source) => {
    const figure = place.closest("figure") ?? place;
    const main = place.closest("main") ?? document;
    /** @type {(from: ParentNode) => HTMLElement[]} */
    const codes = (from) => [...from.querySelectorAll("pre > code.language-rust")].map(
      (code) => /** @type {HTMLElement} */ (code),
    );
    // Its own first: the same lines may be shown more than once.
    const blocks = [...new Set([...codes(figure), ...codes(main)])]
      .map((code) => ({ code, first: firstLine(code, source) }))
      .filter(({ first, code }) => first > 0 && (source !== undefined || figure.contains(code)));
    const bar = document.createElement("span");
    bar.className = "player-line";
    bar.setAttribute("aria-hidden", "true");

    /** @param {number} line */
    const show = (line) => {
      bar.remove();
      for (const { code, first } of blocks) {
        const range = line < first ? null : rangeOf(code, line - first);
        const pre = code.parentElement;
        const box = range?.getBoundingClientRect();
        if (box && box.height > 0 && pre) {
          const height = Number.parseFloat(getComputedStyle(code).lineHeight) || box.height;
          const top = box.top - pre.getBoundingClientRect().top - pre.clientTop;
          bar.style.top = `${top - (height - box.height) / 2}px`;
          bar.style.height = `${height}px`;
          pre.prepend(bar);
          return true;
        }
      }
      return false;
    };

    const text = source?.split("\n") ?? [];
    return { show, text: (line) => text[line - 1]?.trim(), clear: () => bar.remove() };
  };

  workbook.define("lines", { of });
})();
