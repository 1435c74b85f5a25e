// The hint ladder: a question, a pointer, the step; each asked for by itself.
(() => {
  "use strict";

  const STEPS = ["a question", "a pointer", "the step"];

  /**
   * What a hint of this place is, from 0; ladders of another length have
   * numbers alone.
   * @param {number} place
   * @param {number} of
   */
  const step = (place, of) =>
    `${place + 1} of ${of}` + (of === STEPS.length ? `, ${STEPS[place]}` : "");

  /** @type {Modules["hints"]["open"]} */
  const open = async (place, exercise, taken) => {
    const [draw, desk] = await Promise.all([
      workbook.use("draw"),
      workbook.use("desk"),
    ]);
    const { make, button } = draw;
    const list = make("ol", "ladder");
    const told = make("p", "told");
    told.setAttribute("role", "status");
    const next = button("", () => take());

    /** @param {Hint} hint */
    const show = (hint) => {
      const items = hint.taken.map((text, at) => {
        const name = make("strong", "", `Hint ${step(at, hint.of)}`);
        const item = make("li", "", name, make("p", "", ...draw.words(text)));
        item.tabIndex = -1;
        return item;
      });
      list.replaceChildren(...items);
      const at = hint.taken.length;
      next.hidden = at >= hint.of;
      next.textContent = `Take hint ${step(at, hint.of)}`;
      told.textContent =
        hint.of === 0
          ? "This exercise has no hints."
          : at >= hint.of
            ? "All hints are taken."
            : "Hints are counted and cost no points.";
    };

    const take = async () => {
      try {
        const hint = await desk.hint(exercise);
        show(hint);
        /** @type {HTMLElement | null} */
        const last = list.querySelector("li:last-child");
        last?.focus();
        taken();
      } catch (error) {
        told.textContent = `No hint: ${/** @type {Error} */ (error).message}`;
      }
    };

    place.replaceChildren(list, make("div", "live-keys", next), told);
    try {
      show(await desk.hints(exercise));
    } catch (error) {
      told.textContent = `No hints: ${/** @type {Error} */ (error).message}`;
      next.hidden = true;
    }
  };

  workbook.define("hints", { open });
})();
