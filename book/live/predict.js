// What does it print? Asked below a listing, before its output is seen.
(() => {
  "use strict";

  let opened = 0;

  /** @type {Modules["predict"]["open"]} */
  const open = async (figure, listing) => {
    const before = figure.querySelector(".question");
    if (before instanceof HTMLElement) {
      before.focus();
      return;
    }
    const [draw, choices, predictions] = await Promise.all([
      workbook.use("draw"),
      workbook.use("choices"),
      workbook.use("predictions"),
      workbook.sheet("live/cards.css"),
    ]);
    const question = await predictions.question(listing);
    const { make, button } = draw;
    const output = outputOf(figure);
    const answers = choices.draw(draw, question);
    opened += 1;
    const title = make("p", "asked", asked(question));
    title.id = `question-${opened}`;
    const grade = make("div", "grade");
    grade.tabIndex = -1;
    grade.setAttribute("role", "status");
    const place = make("div", "question");
    place.tabIndex = -1;
    place.setAttribute("role", "group");
    place.setAttribute("aria-labelledby", title.id);

    const reply = async () => {
      const numbers = answers.numbers();
      if (!numbers) {
        grade.textContent = "Choose a line first.";
        answers.first();
        return;
      }
      send.disabled = true;
      try {
        told(await predictions.answer(listing, numbers));
      } catch (error) {
        const why = /** @type {Error} */ (error).message;
        grade.replaceChildren("Not graded: ", ...draw.words(why));
        send.disabled = false;
      }
    };

    /** @param {Grade} graded */
    const told = (graded) => {
      answers.freeze(true);
      keys.hidden = true;
      workbook.uncover(figure);
      grade.dataset.grade = graded.right ? "right" : "wrong";
      grade.replaceChildren(
        ...judged(draw, graded),
        make("div", "live-keys", ...next(graded)),
      );
      grade.focus();
    };

    /** @param {Grade} graded */
    const next = (graded) => {
      const again = button("Answer again", () => {
        answers.freeze(false);
        keys.hidden = false;
        send.disabled = false;
        delete grade.dataset.grade;
        grade.replaceChildren();
        answers.first();
      });
      const run = button("Run it", () => {
        const key = figure.querySelector("[data-does=run]");
        /** @type {HTMLElement | null} */ (key)?.click();
      });
      const close = button("Close", () => shut());
      return graded.right ? [run, close] : [again, run, close];
    };

    const shut = () => {
      workbook.uncover(figure);
      place.remove();
      /** @type {HTMLElement | null} */
      const key = figure.querySelector("[data-does=predict], [data-does=run]");
      key?.focus();
    };

    const send = button("Answer", reply);
    send.className = "main";
    const keys = make("div", "live-keys", send, button("Show me", shut));
    place.append(...printedBefore(draw, question), title, answers.place);
    place.append(keys, grade);
    figure.querySelector(".live-cover")?.remove();
    if (output) {
      output.setAttribute("hidden", "until-found");
      output.before(place);
    } else {
      figure.append(place);
    }
    answers.first();
  };

  /** @param {Question} question */
  const asked = ({ kind, before }) =>
    kind === "order"
      ? "In which order does it print these lines?"
      : before.length > 0
        ? "What does it print next?"
        : "What does it print first?";

  /**
   * @param {Draw} draw
   * @param {Question} question
   */
  const printedBefore = ({ make }, { before }) => {
    if (before.length === 0) {
      return [];
    }
    const text = make("pre", "before", before.join("\n"));
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", "What it prints first");
    return [make("p", "first", "It prints"), text];
  };

  /**
   * @param {Draw} draw
   * @param {Grade} graded
   */
  const judged = ({ make, sign }, { right, answered, printed, tries }) => {
    if (right) {
      const how = tries === 1 ? "at the first try" : `at try ${tries}`;
      return [make("p", "sentence", sign("✓"), ` So it is: right ${how}.`)];
    }
    const pairs = make("dl", "");
    pairs.append(
      make("dt", "", "you said"),
      make("dd", "", make("code", "", answered ?? "")),
      make("dt", "", "it prints"),
      make("dd", "", make("code", "", printed ?? "")),
    );
    return [make("p", "sentence", sign("✗"), " Not so."), pairs];
  };

  /**
   * What the figure shows as printed; some show it elsewhere.
   * @param {HTMLElement} figure
   */
  const outputOf = (figure) =>
    /** @type {HTMLElement | null} */ (
      figure.querySelector(":scope > pre:has(> code.output)")
    );

  workbook.define("predict", { open });
})();
