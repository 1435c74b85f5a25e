// What a question about the output can be answered with: one of its lines, or
// all of them in order.
(() => {
  "use strict";

  let asked = 0;

  /** @type {Modules["choices"]["draw"]} */
  const draw = (draw, question) =>
    question.kind === "line" ? oneLine(draw, question) : inOrder(draw, question);

  /**
   * @param {Draw} draw
   * @param {Question} question
   * @returns {Choices}
   */
  const oneLine = ({ make }, { options }) => {
    asked += 1;
    const boxes = options.map((_, place) => {
      const box = make("input", "");
      box.type = "radio";
      box.name = `prediction-${asked}`;
      box.value = String(place + 1);
      return box;
    });
    const lines = boxes.map((box, place) =>
      make("label", "", box, make("code", "", options[place] ?? "")),
    );
    return {
      place: make("div", "lines", ...lines),
      first: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
      numbers: () => {
        const chosen = boxes.find((box) => box.checked);
        return chosen ? [Number(chosen.value)] : null;
      },
      freeze: (isFrozen) => boxes.forEach((box) => (box.disabled = isFrozen)),
    };
  };

  /**
   * @param {Draw} draw
   * @param {Question} question
   * @returns {Choices}
   */
  const inOrder = ({ make, button }, { options }) => {
    const list = make("ol", "order");
    const said = make("p", "moved");
    said.setAttribute("role", "status");
    const rows = () => /** @type {HTMLElement[]} */ ([...list.children]);

    /**
     * Moves a line up (-1) or down (1).
     * @param {HTMLElement} row
     * @param {number} by
     */
    const move = (row, by) => {
      const from = rows().indexOf(row);
      const to = from + by;
      if (to < 0 || to >= options.length) {
        said.textContent = by < 0 ? "It is the first." : "It is the last.";
        return;
      }
      put(row, to);
      said.textContent = `Line ${to + 1} of ${options.length} now.`;
    };

    /**
     * @param {HTMLElement} row
     * @param {number} to
     */
    const put = (row, to) => {
      const others = rows().filter((other) => other !== row);
      list.insertBefore(row, others[to] ?? null);
    };

    /** @param {number} place */
    const drawn = (place) => {
      const text = options[place] ?? "";
      const up = button("↑", () => step(-1, up));
      const down = button("↓", () => step(1, down));
      up.setAttribute("aria-label", `Up: ${text}`);
      down.setAttribute("aria-label", `Down: ${text}`);
      const keys = make("span", "moves", up, down);
      const row = make("li", "", make("code", "", text), keys);
      row.dataset.number = String(place + 1);
      row.draggable = true;
      /**
       * @param {number} by
       * @param {HTMLElement} key
       */
      const step = (by, key) => {
        move(row, by);
        key.focus();
      };
      row.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (by && event.target instanceof HTMLElement && row.draggable) {
          event.preventDefault();
          step(by, event.target);
        }
      });
      drags(row);
      return row;
    };

    /** @type {HTMLElement | null} */
    let held = null;

    /** @param {HTMLElement} row */
    const drags = (row) => {
      row.addEventListener("dragstart", () => {
        held = row;
        row.classList.add("held");
      });
      row.addEventListener("dragend", () => {
        held = null;
        row.classList.remove("held");
      });
      row.addEventListener("dragover", (event) => {
        if (held && list.contains(held)) {
          event.preventDefault();
          put(held, rows().indexOf(row));
        }
      });
      row.addEventListener("drop", (event) => event.preventDefault());
    };

    list.append(...options.map((_, place) => drawn(place)));
    return {
      place: make("div", "", list, said),
      first: () => list.querySelector("button")?.focus(),
      numbers: () => rows().map((row) => Number(row.dataset.number)),
      freeze: (isFrozen) => {
        for (const row of rows()) {
          row.draggable = !isFrozen;
          row.querySelectorAll("button").forEach((key) => {
            key.disabled = isFrozen;
          });
        }
      },
    };
  };

  workbook.define("choices", { draw });
})();
