// The signs of a drawn run: how each state and each event looks, and what it
// means. They are those of the book's figures; no two differ in color alone.
(() => {
  "use strict";
  const HIGH = 24;
  const SVG = "http://www.w3.org/2000/svg";
  /** @type {Record<string, string>} */
  const MEANING = {
    running: "runs",
    ready: "ready, another lane runs",
    calling: "waits in a call",
    waiting: "waits for a wake or the clock",
    paused: "paused, keeps its place",
    woken: "woken",
    ended: "runs and ends",
    dropped: "dropped",
  };

  /**
   * @param {string} name
   * @param {Record<string, string | number>} attributes
   * @param {string} [text]
   */
  const svg = (name, attributes, text) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, String(value));
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  };

  /**
   * A stretch in a state, around the middle line `y`.
   * @param {string} state
   * @param {number} from
   * @param {number} to
   * @param {number} y
   */
  const stretch = (state, from, to, y) => {
    const half = state === "running" ? HIGH / 2 : 5;
    const box = { x: from, y: y - half, width: Math.max(to - from, 1), height: 2 * half };
    return state === "running" || state === "ready"
      ? svg("rect", { class: `lane-${state}`, ...box, rx: state === "running" ? 4 : 0 })
      : svg("path", { class: `lane-${state}`, d: `M${from} ${y}H${Math.max(to, from)}` });
  };

  /**
   * What happened to a lane at `x`.
   * @param {string} event
   * @param {number} x
   * @param {number} y
   */
  const happening = (event, x, y) => {
    const half = HIGH / 2;
    return {
      woken: () => svg("circle", { class: "lane-woken", cx: x, cy: y, r: 3.5 }),
      ended: () => svg("path", { class: "lane-ended", d: `M${x} ${y - half}v${HIGH}` }),
      dropped: () =>
        svg("path", { class: "lane-dropped", d: `M${x - 5} ${y - 5}l10 10m0-10-10 10` }),
    }[/** @type {"woken" | "ended" | "dropped"} */ (event)]();
  };

  /** @param {Run} run */
  const legend = (run) => {
    const kinds = new Set(
      run.lanes.flatMap(({ spans, marks }) => [
        ...spans.map((span) => span.state),
        ...marks.map((mark) => mark.event),
      ]),
    );
    const list = document.createElement("ul");
    list.className = "player-legend";
    for (const kind of Object.keys(MEANING)) {
      if (kinds.has(/** @type {LaneState} */ (kind))) {
        const item = document.createElement("li");
        const sign = svg("svg", { width: 26, height: HIGH + 2, "aria-hidden": "true" });
        const middle = HIGH / 2 + 1;
        if (kind === "ended") {
          sign.append(stretch("running", 1, 25, middle));
        }
        const isEvent = kind === "woken" || kind === "ended" || kind === "dropped";
        const at = kind === "ended" ? 23 : 13;
        sign.append(isEvent ? happening(kind, at, middle) : stretch(kind, 1, 25, middle));
        item.append(sign, MEANING[kind]);
        list.append(item);
      }
    }
    return list;
  };

  workbook.define("signs", { svg, stretch, happening, legend, HIGH });
})();
