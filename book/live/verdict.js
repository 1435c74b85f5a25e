// Draws what the judge says of an answer.
(() => {
  "use strict";

  /** @type {Modules["draw"]} */
  let draw;

  /** How much of what an answer printed is shown at once, in lines. */
  const SHOWN = 12;

  /** @type {Modules["verdict"]["show"]} */
  const show = async (place, checked, { focus }) => {
    draw = await workbook.use("draw");
    const { make, sign } = draw;
    const mood = moodOf(checked);
    const had = place.contains(document.activeElement);
    const heading = make(
      "h4",
      "",
      sign(SIGNS[mood]),
      ` ${checked.summary}`,
    );
    heading.tabIndex = -1;
    place.replaceChildren(heading);
    place.className = `verdict ${mood}`;
    const compiles = !checked.failure || checked.checks.length > 0;
    if (compiles) {
      place.append(checksOf(checked, mood));
    }
    place.append(...failureOf(checked, compiles));
    place.append(...misconceptionOf(checked));
    if (checked.run) {
      play(place, checked.run);
    }
    place.append(...noticesOf(checked));
    const seconds = (checked.took / 1000).toFixed(1);
    place.append(make("p", "took", `judged in ${seconds} s`));
    if (focus || had) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    }
  };

  /** @type {Record<Mood, string>} */
  const SIGNS = { passed: "✓", failed: "✗", open: "·" };

  /** @type {Record<Mood, string>} */
  const STATES = { passed: "passed", failed: "failed", open: "not begun" };

  /** @type {Record<Mood, string>} */
  const TITLES = {
    passed: "It passed",
    failed: "The first that failed",
    open: "Where to begin",
  };

  /**
   * A stub that nobody touched has not failed.
   * @typedef {"passed" | "failed" | "open"} Mood
   * @param {Checked} checked
   * @returns {Mood}
   */
  const moodOf = ({ passed, summary }) =>
    passed ? "passed" : summary.startsWith("not begun") ? "open" : "failed";

  /**
   * Who passed and who didn't, in words beside the sign.
   * @param {Checked} checked
   * @param {Mood} mood
   */
  const checksOf = ({ checks }, mood) => {
    const { make, sign } = draw;
    const first = checks.findIndex((check) => !check.passed);
    const items = checks.map(({ name, passed, why }, place) => {
      const its = passed ? "passed" : mood;
      const item = make(
        "li",
        its,
        sign(SIGNS[its]),
        make("span", "ended", STATES[its]),
        make("span", "claim", name.replaceAll("_", " ")),
      );
      // The first failure is explained below.
      if (why && its === "failed" && place !== first) {
        const what = make("summary", "", "why");
        item.append(make("details", "", what, textOf(why)));
      }
      return item;
    });
    return make("ul", "checks", ...items);
  };

  /**
   * @param {Checked} checked
   * @param {boolean} compiles
   */
  const failureOf = (checked, compiles) => {
    const { checks, failure } = checked;
    const { make } = draw;
    if (!failure) {
      return [];
    }
    if (!compiles) {
      return [errorsOf(failure.message)];
    }
    const first = checks.find((check) => !check.passed);
    const name = first ? first.name.replaceAll("_", " ") : "the answer";
    const title = make("h5", "", `${TITLES[moodOf(checked)]}: ${name}`);
    const parts = [title, textOf(failure.message)];
    if (failure.at) {
      parts.push(make("p", "at", "at ", make("code", "", failure.at)));
    }
    if (failure.output) {
      parts.push(printedOf(failure.output));
    }
    return [make("div", "failure", ...parts)];
  };

  /**
   * One line as a sentence, more of them as they stand.
   * @param {string} message
   */
  const textOf = (message) => {
    const { make, words } = draw;
    const text = message.trimEnd();
    return text.includes("\n")
      ? scrolling(make("pre", "said", text), "The failure's message")
      : make("p", "said", ...words(text));
  };

  /**
   * A block that may scroll is reached by a key, and then has a name.
   * @param {HTMLElement} block
   * @param {string} name
   */
  const scrolling = (block, name) => {
    block.tabIndex = 0;
    block.setAttribute("role", "group");
    block.setAttribute("aria-label", name);
    return block;
  };

  /** @param {string} output */
  const printedOf = (output) => {
    const { make, count } = draw;
    const lines = output.trimEnd().split("\n");
    const details = make("details", "printed");
    details.open = lines.length <= SHOWN;
    const what = `What it printed: ${count(lines.length, "line")}`;
    const text = make("pre", "", lines.join("\n"));
    details.append(make("summary", "", what), scrolling(text, what));
    return details;
  };

  /**
   * The compiler's words, with the line of the first error marked.
   * @param {string} errors
   */
  const errorsOf = (errors) => {
    const { make } = draw;
    const lines = errors.trimEnd().split("\n");
    const at = lines.map((line) => / --> .*:(\d+):\d+$/.exec(line));
    const first = at.findIndex(Boolean);
    const number = at[first]?.[1] ?? "";
    const marked = lines.findIndex(
      (line, place) => place > first && line.trim().startsWith(`${number} |`),
    );
    const block = make("pre", "errors");
    lines.forEach((line, place) => {
      const isMarked = number !== "" && place === marked;
      block.append(isMarked ? make("mark", "", line) : line, "\n");
    });
    const title = make("h5", "", "What the compiler says");
    if (number) {
      title.append(`: line ${number} first`);
    }
    const named = scrolling(block, "The compiler's errors");
    return make("div", "failure", title, named);
  };

  /** @param {Checked} checked */
  const misconceptionOf = ({ misconception }) => {
    const { make, words } = draw;
    if (!misconception) {
      return [];
    }
    const { id, title, text, page } = misconception;
    const link = make("a", "", "Read about ", make("code", "", id));
    // Within the book, wherever the answer came from.
    link.href = workbook.root + page.replace(/^[^\w]+|^\w+:/, "");
    return [
      make(
        "div",
        "misconception",
        make("h5", "", "It looks like: ", ...words(title)),
        make("p", "", ...words(text)),
        make("p", "more", link),
      ),
    ];
  };

  /** @param {Checked} checked */
  const noticesOf = ({ notices }) => {
    const { make, words } = draw;
    const items = notices.map((notice) => make("li", "", ...words(notice)));
    return items.length === 0 ? [] : [make("ul", "notices", ...items)];
  };

  /**
   * @param {HTMLElement} place
   * @param {Run} run
   */
  const play = async (place, run) => {
    const { make } = draw;
    const title = make("h5", "", "Who ran when, up to the failure");
    const stage = make("div", "stage");
    place.append(make("div", "run", title, stage));
    const player = await workbook.use("player");
    player.show(stage, run);
  };

  workbook.define("verdict", { show });
})();
