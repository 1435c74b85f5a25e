// How far the learner is: in all chapters, and beside what is on this page.
(() => {
  "use strict";

  /** @type {Modules["progress"]["show"]} */
  const show = async (place) => {
    const [draw] = await Promise.all([
      workbook.use("draw"),
      workbook.sheet("live/progress.css"),
    ]);
    place.classList.add("progress");
    let shown = "";
    const look = async () => {
      if (document.visibilityState !== "visible") {
        return;
      }
      try {
        const parts = workbook.served ? await solved(draw) : await predicted(draw);
        // Only what changed meanwhile takes the reader's place on the page.
        const now = parts.map((part) => part.textContent).join("");
        if (now !== shown) {
          place.replaceChildren(...parts);
          shown = now;
        }
      } catch (error) {
        const why = /** @type {Error} */ (error).message;
        const text = draw.words(`Progress can't be shown: ${why}.`);
        place.replaceChildren(draw.make("p", "", ...text));
        shown = "";
      }
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("pageshow", (event) => event.persisted && look());
    await look();
  };

  /** @param {Draw} draw */
  const solved = async (draw) => {
    const { make, count } = draw;
    const chapters = await (await workbook.use("desk")).progress();
    const all = chapters.flatMap(({ exercises }) => exercises);
    const guesses = chapters.flatMap(({ predictions }) => predictions);
    const done = all.filter((exercise) => exercise.solved);
    const right = guesses.filter((guess) => guess.right !== null);
    const sum = make("dl", "sum");
    const facts = [
      [`${done.length} of ${all.length}`, "exercises solved"],
      [`${points(done)} of ${points(all)}`, "points"],
      [`${right.length} of ${guesses.length}`, "outputs predicted"],
    ];
    for (const [number = "", what = ""] of facts) {
      const pair = make("div", "", make("dt", "", what), make("dd", "", number));
      sum.append(pair);
    }
    const rows = chapters.map((chapter) => chapterOf(draw, chapter));
    return [sum, ...nextOf(draw, chapters, count), ...rows, covering(draw)];
  };

  /** @param {{ points: number }[]} exercises */
  const points = (exercises) =>
    exercises.reduce((sum, exercise) => sum + exercise.points, 0);

  /**
   * The exercise that comes next in the book.
   * @param {Draw} draw
   * @param {ProgressChapter[]} chapters
   * @param {Draw["count"]} count
   */
  const nextOf = ({ make }, chapters, count) => {
    for (const chapter of chapters) {
      const next = chapter.exercises.find((exercise) => !exercise.solved);
      if (next) {
        const id = idOf(chapter, next.id);
        const where = link(make, chapter, next.id, id);
        const worth = `, ${count(next.points, "point")}.`;
        return [make("p", "coming", "Next: ", where, worth)];
      }
    }
    return [make("p", "coming", "Every exercise is solved.")];
  };

  /**
   * @param {Draw["make"]} make
   * @param {ProgressChapter} chapter
   * @param {string} id
   * @param {string} text
   */
  const link = (make, chapter, id, text = id) => {
    const element = make("a", "", make("code", "", text));
    const heading = `exercise-${id.replace(/^.*\//, "")}`;
    element.href = `${workbook.root}${chapter.page}#${heading}`;
    return element;
  };

  /**
   * `ch02/countdown`.
   * @param {ProgressChapter} chapter
   * @param {string} id
   */
  const idOf = ({ name }, id) => (id.includes("/") ? id : `${name}/${id}`);

  /**
   * @param {Draw} draw
   * @param {ProgressChapter} chapter
   */
  const chapterOf = (draw, chapter) => {
    const { make, count } = draw;
    const { exercises, predictions, page, title, name } = chapter;
    const done = exercises.filter((exercise) => exercise.solved);
    const head = make("a", "", title);
    head.href = workbook.root + page;
    const all = exercises.length;
    const bar = make("span", "bar");
    bar.style.setProperty("--done", String(all ? done.length / all : 0));
    bar.setAttribute("aria-hidden", "true");
    const sum = `${done.length} of ${count(all, "exercise")} solved`;
    /** @type {HTMLElement[]} */
    const parts = [make("h2", "", `${name} `, head), make("p", "sum", bar, sum)];
    if (all > 0) {
      parts.push(tableOf(draw, chapter));
    }
    if (predictions.length > 0) {
      parts.push(guessesOf(draw, predictions));
    }
    return make("section", "chapter", ...parts);
  };

  /**
   * @param {Draw} draw
   * @param {ProgressChapter} chapter
   */
  const tableOf = ({ make, sign }, chapter) => {
    const head = ["Exercise", "Standing", "Points", "Attempts", "Hints"];
    const cells = head.map((text) => {
      const cell = make("th", "", text);
      cell.scope = "col";
      return cell;
    });
    const body = make("tbody", "");
    for (const exercise of chapter.exercises) {
      const { id, solved, points, attempts, hints } = exercise;
      const name = make("th", "", link(make, chapter, id));
      name.scope = "row";
      const mark = sign(solved ? "✓" : attempts ? "›" : "·");
      const state = make("td", solved ? "solved" : "open", mark, " ");
      state.append(solved ? "solved" : attempts ? "begun" : "not begun");
      const numbers = [points, attempts, hints].map((number, place) => {
        const cell = make("td", "number", String(number));
        cell.dataset.name = head[place + 2] ?? "";
        return cell;
      });
      body.append(make("tr", "", name, state, ...numbers));
    }
    const table = make("table", "");
    table.append(make("thead", "", make("tr", "", ...cells)), body);
    const frame = make("div", "table-wrapper", table);
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", `Exercises of ${chapter.name}`);
    return frame;
  };

  /**
   * @param {Draw} draw
   * @param {ProgressChapter["predictions"]} guesses
   */
  const guessesOf = ({ make, sign, count }, guesses) => {
    const list = make("ul", "guesses");
    for (const { listing, tries, right } of guesses) {
      const state =
        right === 1
          ? "right at the first try"
          : right !== null
            ? `right at try ${right}`
            : tries > 0
              ? `not right in ${count(tries, "try").replace("trys", "tries")}`
              : "not predicted yet";
      const mark = sign(right !== null ? "✓" : tries > 0 ? "✗" : "·");
      list.append(make("li", "", mark, " ", make("code", "", listing), ` ${state}`));
    }
    const right = guesses.filter((guess) => guess.right !== null).length;
    const what = `Predictions: ${right} of ${guesses.length} right`;
    return make("details", "", make("summary", "", what), list);
  };

  /** A page without a server: its predictions are kept in this browser. */
  const predicted = async (/** @type {Draw} */ draw) => {
    const { make } = draw;
    const { all } = await workbook.use("predictions");
    /** @type {Map<string, ProgressChapter["predictions"]>} */
    const chapters = new Map();
    for (const guess of await all()) {
      const name = guess.listing.replace(/\/.*/, "");
      chapters.set(name, [...(chapters.get(name) ?? []), guess]);
    }
    const says = make(
      "p",
      "",
      "This page has no server: it keeps predictions, in this browser alone. " +
        "Exercises are solved in a clone of the workbook, where this page " +
        "shows them too:",
    );
    const commands = make("pre", "", make("code", "", clone()));
    const sections = [...chapters].map(([name, guesses]) =>
      make(
        "section",
        "chapter",
        make("h2", "", `${name} `, ...linkTo(draw, name)),
        guessesOf(draw, guesses),
      ),
    );
    return [says, commands, ...sections, covering(draw)];
  };

  /**
   * Whether outputs are covered at first.
   * @param {Draw} draw
   */
  const covering = ({ make }) => {
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = !seen().includes("*");
    box.addEventListener("change", () => {
      const rest = seen().filter((key) => key !== "*");
      const now = box.checked ? rest : [...rest, "*"];
      localStorage.setItem("workbook.seen", now.join(" "));
    });
    const what = "Cover what a listing prints until I predict it or ask for it";
    return make("label", "", box, what);
  };

  const seen = () => (localStorage.getItem("workbook.seen") ?? "").split(" ");

  /**
   * A chapter's page, as the sidebar names it.
   * @param {Draw} draw
   * @param {string} name
   */
  const linkTo = ({ make }, name) => {
    /** @type {HTMLAnchorElement | null} */
    const known = document.querySelector(`.sidebar a[href*="${name}-"]`);
    if (!known) {
      return [];
    }
    // Without its number.
    const texts = [...known.childNodes].filter((node) => node instanceof Text);
    const title = texts.map((text) => text.data).join("");
    const link = make("a", "", title.trim());
    link.href = known.href;
    return [link];
  };

  /** With the address that mdBook links to, where the book names one. */
  const clone = () => {
    /** @type {HTMLAnchorElement | null} */
    const link = document.querySelector(".right-buttons a[href*='://']");
    const address = link?.href ?? "<address of the repository>";
    return `git clone ${address} workbook\ncd workbook && cargo workbook serve`;
  };

  workbook.define("progress", { show });
})();
