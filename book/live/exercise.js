// An exercise on its page: solve it here, check it, take a hint. Verdicts on
// what another editor saved are shown as well.
(() => {
  "use strict";

  /**
   * @typedef {object} Work
   * @property {string} exercise
   * @property {HTMLElement} element
   * @property {Card} card
   * @property {Answer | null} answer
   * @property {(() => void) | null} stop Stops the check that was asked here.
   * @property {boolean} judging What was saved, unasked.
   * @property {string} shown The verdict that is drawn.
   */

  /** @type {Map<string, Work>} */
  const works = new Map();

  /** What a reload of the page brings back. */
  const kept = {
    /** @param {string} name */
    get: (name) => {
      try {
        return sessionStorage.getItem(`workbook.${name}`);
      } catch {
        return null;
      }
    },
    /**
     * @param {string} name
     * @param {string} text
     */
    set: (name, text) => {
      try {
        sessionStorage.setItem(`workbook.${name}`, text);
      } catch {
        // A browser that keeps nothing: a reload closes the editor.
      }
    },
  };

  /** @param {unknown} error */
  const why = (error) => (error instanceof Error ? error.message : String(error));

  /** @type {Modules["exercise"]["dress"]} */
  const dress = async (elements) => {
    const [draw, cards, desk] = await Promise.all([
      workbook.use("draw"),
      workbook.use("card"),
      workbook.use("desk"),
      workbook.sheet("live/cards.css"),
    ]);
    // Safari lets cards that grow push away what is read below them.
    if (!CSS.supports("overflow-anchor", "auto")) {
      (await workbook.use("hold")).place(elements);
    }
    for (const element of elements) {
      const exercise = element.dataset.exercise ?? "";
      /** @type {Work} */
      const work = {
        exercise,
        element,
        card: cards.draw(draw, element, exercise, {
          solve: () => solve(work),
          check: () => (work.stop ? work.stop() : check(work)),
          hints: () => hint(work),
        }),
        answer: null,
        stop: null,
        judging: false,
        shown: "",
      };
      works.set(exercise, work);
      element.addEventListener("keydown", (event) => press(work, event));
    }
    standings();
    follow(desk);
    await Promise.all([...works.values()].map(restore));
  };

  /** Opens what was open before a reload, without moving the focus. */
  const restore = async (/** @type {Work} */ work) => {
    if (kept.get(`open.${work.exercise}`) === "yes") {
      await open(work);
    }
  };

  /**
   * Follows all exercises of this page together.
   * @param {Desk} desk
   */
  const follow = (desk) => {
    /**
     * A check that was asked for here is told here.
     * @param {(work: Work) => void} take
     * @returns {(exercise: string) => void}
     */
    const unlessChecking = (take) => (exercise) => {
      const work = works.get(exercise);
      if (work && !work.stop) {
        take(work);
      }
    };
    desk.follow([...works.keys()], {
      saved: (exercise, file) => works.get(exercise)?.answer?.took(file),
      judging: unlessChecking((work) => {
        work.judging = true;
        work.card.tell("Judging what was saved …");
        work.card.busy(true, false);
      }),
      judged: (exercise, checked) =>
        unlessChecking((work) => came(work, checked))(exercise),
      unjudged: (exercise, why) =>
        unlessChecking((work) => {
          work.judging = false;
          work.card.tell(`No verdict: ${why}.`);
          work.card.busy(false, false);
        })(exercise),
      reached: (isThere) => works.forEach((work) => reached(work, isThere)),
    });
  };

  /** How far each of them is. */
  const standings = async () => {
    const places = [...works].map(
      ([exercise, { card }]) =>
        /** @type {[string, HTMLElement]} */ ([exercise, card.standing]),
    );
    try {
      await (await workbook.use("standing")).show(new Map(places));
    } catch {
      // The cards say that the server is gone.
    }
  };

  /**
   * @param {Work} work
   * @param {KeyboardEvent} event
   */
  const press = (work, event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) {
      return;
    }
    if (event.key === "s" && work.answer) {
      event.preventDefault();
      work.answer.save();
    } else if (event.key === "Enter" && !event.defaultPrevented) {
      event.preventDefault();
      check(work);
    }
  };

  const solve = async (/** @type {Work} */ work) => {
    if (work.answer) {
      // What isn't saved stays in this browser, and is there again later.
      work.answer.close();
      work.answer = null;
      work.card.solving(false);
      kept.set(`open.${work.exercise}`, "");
    } else {
      (await open(work))?.focus();
    }
  };

  const open = async (/** @type {Work} */ work) => {
    const { card, exercise } = work;
    try {
      const { open } = await workbook.use("answer");
      work.answer ??= await open(card.bench, exercise, {
        submit: () => check(work),
      });
      card.solving(true);
      kept.set(`open.${exercise}`, "yes");
    } catch (error) {
      card.tell(`It can't be edited here: ${why(error)}.`);
    }
    return work.answer;
  };

  const hint = async (/** @type {Work} */ work) => {
    const { card, exercise } = work;
    const isOpen = card.hints.hasChildNodes();
    card.hinting(!isOpen);
    card.hints.replaceChildren();
    if (!isOpen) {
      const hints = await workbook.use("hints");
      await hints.open(card.hints, exercise, standings);
    }
  };

  const check = async (/** @type {Work} */ work) => {
    if (work.stop) {
      return;
    }
    const { card, exercise } = work;
    const asked = new AbortController();
    work.stop = () => asked.abort();
    card.busy(true, true);
    try {
      if (work.answer && !(await work.answer.save())) {
        card.tell("Not checked, for your answer is not saved.");
        return;
      }
      card.tell("Judging …");
      const desk = await workbook.use("desk");
      asked.signal.throwIfAborted();
      const judging = desk.check(exercise, card.works);
      asked.signal.addEventListener("abort", judging.stop);
      const checked = await judging.verdict;
      card.tell("");
      await show(work, checked, true);
      standings();
    } catch (error) {
      const stopped = asked.signal.aborted;
      card.tell(stopped ? "Stopped; no verdict." : `No verdict: ${why(error)}.`);
    } finally {
      work.stop = null;
      card.busy(false, false);
    }
  };

  /**
   * @param {Work} work
   * @param {Checked} checked
   * @param {boolean} focus
   */
  const show = async (work, checked, focus) => {
    const text = JSON.stringify({ ...checked, took: 0 });
    if (text !== work.shown || focus) {
      const verdict = await workbook.use("verdict");
      await verdict.show(work.card.verdict, checked, { focus });
    }
    work.shown = text;
  };

  /**
   * A verdict that nobody asked for here: another editor saved.
   * @param {Work} work
   * @param {Checked} checked
   */
  const came = async (work, checked) => {
    const { judging } = work;
    work.judging = false;
    work.card.busy(false, false);
    await show(work, checked, false);
    if (!judging) {
      // As things stood when the page was opened.
      return;
    }
    const seems = checked.misconception?.title;
    const more = seems ? `; it looks like: ${seems}` : "";
    // The verdict below says the rest to the eye.
    work.card.tell("Judged what was saved.", ` ${checked.summary}${more}.`);
    standings();
  };

  /**
   * @param {Work} work
   * @param {boolean} isThere
   */
  const reached = ({ card }, isThere) => {
    card.busy(false, false);
    card.tell(
      isThere
        ? "The local server answers again."
        : "The local server does not answer; what you write is kept in this " +
            "browser. Start it again with `cargo workbook serve`.",
    );
    if (isThere) {
      standings();
    }
  };

  workbook.define("exercise", { dress });
})();
