// An exercise's card: solve it here, check it, take a hint. Verdicts on what
// another editor saved are shown as well.
(() => {
  "use strict";

  /**
   * @typedef {object} Card
   * @property {string} exercise
   * @property {HTMLElement} element
   * @property {HTMLElement} standing
   * @property {HTMLButtonElement} solve
   * @property {HTMLButtonElement} check
   * @property {HTMLButtonElement} hint
   * @property {HTMLElement} bench
   * @property {HTMLElement} ladder
   * @property {HTMLElement} said
   * @property {HTMLElement} verdict
   * @property {Answer | null} answer
   * @property {(() => void) | null} stop
   * @property {string} shown
   */

  /** @type {Map<string, Card>} */
  const cards = new Map();

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

  /** @type {Modules["exercise"]["dress"]} */
  const dress = async (element) => {
    const exercise = element.dataset.exercise;
    if (!exercise || cards.has(exercise)) {
      return;
    }
    const draw = await workbook.use("draw");
    await draw.sheet("live/cards.css");
    const card = drawn(draw, element, exercise);
    cards.set(exercise, card);
    addEventListener("keydown", (event) => press(card, event));
    if (cards.size === 1) {
      queueMicrotask(begin);
    }
    restore(card);
  };

  /**
   * @param {Modules["draw"]} draw
   * @param {HTMLElement} element
   * @param {string} exercise
   * @returns {Card}
   */
  const drawn = ({ make, button }, element, exercise) => {
    const solve = button("Solve here", () => solveHere(card));
    solve.setAttribute("aria-expanded", "false");
    const check = button("Check", () => checkNow(card));
    check.className = "main";
    const hint = button("Hint", () => openHints(card));
    hint.setAttribute("aria-expanded", "false");
    for (const key of [solve, check, hint]) {
      // Many cards are on a page, and each has these.
      key.setAttribute("aria-describedby", titleOf(element, exercise));
    }
    const said = make("p", "said");
    said.setAttribute("role", "status");
    /** @type {Card} */
    const card = {
      exercise,
      element,
      standing: make("p", "standing"),
      solve,
      check,
      hint,
      bench: make("div", "bench"),
      ladder: make("div", "hints"),
      said,
      verdict: make("div", "verdict"),
      answer: null,
      stop: null,
      shown: "",
    };
    const keys = make("p", "keys", solve, check, hint);
    const desk = make("div", "desk", card.standing, card.bench, keys);
    desk.append(said, card.verdict, card.ladder);
    element.append(desk);
    return card;
  };

  /**
   * @param {HTMLElement} element
   * @param {string} exercise
   */
  const titleOf = (element, exercise) => {
    const title = element.querySelector("h2, h3, h4");
    if (title && !title.id) {
      title.id = `exercise-${exercise.replace(/\W/g, "-")}`;
    }
    return title?.id ?? "";
  };

  /** Opens what was open before a reload, without moving the focus. */
  const restore = async (/** @type {Card} */ card) => {
    const verdict = kept.get(`verdict.${card.exercise}`);
    if (verdict) {
      await show(card, JSON.parse(verdict), false);
    }
    if (kept.get(`open.${card.exercise}`) === "yes") {
      await open(card);
    }
  };

  /** Follows all cards of this page together. */
  const begin = async () => {
    const desk = await workbook.use("desk");
    standings();
    desk.follow([...cards.keys()], {
      saved: (exercise, file) => cards.get(exercise)?.answer?.took(file),
      judging: (exercise) => {
        const card = cards.get(exercise);
        if (card && !card.stop) {
          busy(card, "Judging what was saved …");
        }
      },
      judged: (exercise, checked) => {
        const card = cards.get(exercise);
        if (card && !card.stop) {
          came(card, checked);
        }
      },
      reached: (isThere) => cards.forEach((card) => reached(card, isThere)),
    });
  };

  /** How far each of them is. */
  const standings = async () => {
    const { standing } = await workbook.use("progress");
    for (const card of cards.values()) {
      standing(card.exercise, card.standing);
    }
  };

  /**
   * @param {Card} card
   * @param {KeyboardEvent} event
   */
  const press = (card, event) => {
    const isHere = card.element.contains(/** @type {Node} */ (event.target));
    if (!isHere || !(event.ctrlKey || event.metaKey) || event.altKey) {
      return;
    }
    if (event.key === "s" && card.answer) {
      event.preventDefault();
      card.answer.save();
    } else if (event.key === "Enter" && !event.defaultPrevented) {
      event.preventDefault();
      checkNow(card);
    }
  };

  const solveHere = async (/** @type {Card} */ card) => {
    if (card.answer) {
      await putAway(card);
      return;
    }
    await open(card);
    card.answer?.focus();
  };

  const open = async (/** @type {Card} */ card) => {
    card.solve.disabled = true;
    try {
      const { open } = await workbook.use("answer");
      card.answer = await open(card.bench, card.exercise, {
        submit: () => checkNow(card),
      });
      card.solve.textContent = "Put the editor away";
      card.solve.setAttribute("aria-expanded", "true");
      kept.set(`open.${card.exercise}`, "yes");
    } catch (error) {
      tell(card, `No editor: ${/** @type {Error} */ (error).message}.`);
    }
    card.solve.disabled = false;
  };

  /** What isn't saved stays in this browser, and is there again later. */
  const putAway = async (/** @type {Card} */ card) => {
    card.answer?.close();
    card.answer = null;
    card.solve.textContent = "Solve here";
    card.solve.setAttribute("aria-expanded", "false");
    kept.set(`open.${card.exercise}`, "");
  };

  const openHints = async (/** @type {Card} */ card) => {
    const isOpen = card.hint.getAttribute("aria-expanded") === "true";
    card.hint.setAttribute("aria-expanded", String(!isOpen));
    card.ladder.replaceChildren();
    if (!isOpen) {
      const hints = await workbook.use("hints");
      await hints.open(card.ladder, card.exercise, standings);
    }
  };

  const checkNow = async (/** @type {Card} */ card) => {
    if (card.stop) {
      card.stop();
      return;
    }
    let stopped = false;
    card.stop = () => (stopped = true);
    busy(card, "Saving …");
    try {
      if (card.answer && !(await card.answer.save())) {
        tell(card, "Not checked: the answer is not saved.");
        return;
      }
      const desk = await workbook.use("desk");
      busy(card, "Judging …");
      const run = desk.check(card.exercise, (text) => working(card, text));
      card.stop = () => {
        stopped = true;
        run.stop();
      };
      if (stopped) {
        run.stop();
      }
      const checked = await run.verdict;
      tell(card, "");
      await show(card, checked, true);
      standings();
    } catch (error) {
      const why = /** @type {Error} */ (error).message;
      tell(card, stopped ? "Stopped: no verdict." : `No verdict: ${why}.`);
    } finally {
      card.stop = null;
      rest(card);
    }
  };

  /**
   * @param {Card} card
   * @param {string} text
   */
  const tell = async (card, text) => {
    const { words } = await workbook.use("draw");
    card.said.replaceChildren(...words(text));
  };

  /**
   * @param {Card} card
   * @param {string} text
   */
  const busy = (card, text) => {
    tell(card, text);
    card.element.classList.add("busy");
    card.check.textContent = card.stop ? "Stop" : "Check";
  };

  /**
   * What the judge says meanwhile: Cargo's words, at the first build.
   * @param {Card} card
   * @param {string} text
   */
  const working = async (card, text) => {
    const { make } = await workbook.use("draw");
    // Read out once, by the words before it; these are too many.
    const line = make("span", "working", text.trim());
    line.setAttribute("aria-live", "off");
    card.said.replaceChildren("Judging … ", line);
  };

  const rest = (/** @type {Card} */ card) => {
    card.element.classList.remove("busy");
    card.check.textContent = "Check";
  };

  /**
   * @param {Card} card
   * @param {Checked} checked
   * @param {boolean} focus
   */
  const show = async (card, checked, focus) => {
    const { took: _, ...lasting } = checked;
    const text = JSON.stringify(lasting);
    if (text !== card.shown || focus) {
      const verdict = await workbook.use("verdict");
      await verdict.show(card.verdict, checked, { focus });
    }
    card.shown = text;
    kept.set(`verdict.${card.exercise}`, JSON.stringify(checked));
  };

  /**
   * A verdict that nobody asked for here: another editor saved.
   * @param {Card} card
   * @param {Checked} checked
   */
  const came = async (card, checked) => {
    rest(card);
    await show(card, checked, false);
    const seems = checked.misconception?.title;
    await tell(
      card,
      `Judged what was saved: ${checked.summary}` +
        (seems ? `; it looks like: ${seems}.` : "."),
    );
    standings();
  };

  /**
   * @param {Card} card
   * @param {boolean} isThere
   */
  const reached = (card, isThere) => {
    rest(card);
    card.element.classList.toggle("alone", !isThere);
    tell(
      card,
      isThere
        ? "The local server answers again."
        : "The local server does not answer; what you write is kept in this " +
            "browser. Start it again with `cargo workbook serve`.",
    );
  };

  workbook.define("exercise", { dress });
})();
