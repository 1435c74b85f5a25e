// What an exercise's card shows below its statement: where the editor, the
// verdict and the hints stand, and the buttons that ask for them.
(() => {
  "use strict";

  /** @type {Modules["card"]["draw"]} */
  const draw = ({ make, button, words }, element, exercise, wishes) => {
    const solve = button("Solve here", wishes.solve);
    const check = button("Check", wishes.check);
    const hint = button("Hints", wishes.hints);
    check.dataset.does = "check";
    solve.dataset.does = "solve";
    // Many cards are on a page, and each has these.
    for (const key of [solve, check, hint]) {
      key.setAttribute("aria-describedby", titleOf(element, exercise));
    }
    const keys = make("div", "live-keys", solve, check, hint);
    const says = make("p", "says");
    says.setAttribute("role", "status");
    const standing = make("p", "standing");
    const bench = make("div", "bench");
    const verdict = make("div", "verdict");
    const hints = make("div", "hints");
    element.querySelector(":scope > .live-keys")?.remove();
    const desk = make("div", "desk", standing, bench, keys, says, verdict, hints);
    element.append(desk);

    /**
     * @param {HTMLElement} key
     * @param {boolean} isOpen
     */
    const opened = (key, isOpen) =>
      key.setAttribute("aria-expanded", String(isOpen));
    opened(solve, false);
    opened(hint, false);

    return {
      standing,
      bench,
      verdict,
      hints,
      tell: (text, heard = "") => {
        // The same once more would be read out once more.
        if (says.textContent !== text.replaceAll("`", "") + heard) {
          says.replaceChildren(...words(text));
          if (heard) {
            says.append(make("span", "heard", heard));
          }
        }
      },
      works: (text) => {
        // Read out once, by the words before: there are too many of these.
        const line = make("span", "works", text.trim());
        line.setAttribute("aria-live", "off");
        says.replaceChildren("Judging … ", line);
      },
      busy: (isBusy, canStop) => {
        element.classList.toggle("busy", isBusy);
        check.textContent = isBusy && canStop ? "Stop" : "Check";
      },
      solving: (isOpen) => {
        solve.textContent = isOpen ? "Put the editor away" : "Solve here";
        opened(solve, isOpen);
        element.classList.toggle("solving", isOpen);
      },
      hinting: (isOpen) => opened(hint, isOpen),
    };
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

  workbook.define("card", { draw });
})();
