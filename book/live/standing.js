// How far the learner is, said beside the exercises of this page: on their
// cards, and on their links in the sidebar.
(() => {
  "use strict";

  /** @type {Modules["standing"]["show"]} */
  const show = async (places) => {
    const [draw, desk] = await Promise.all([
      workbook.use("draw"),
      workbook.use("desk"),
    ]);
    const chapters = await desk.progress();
    for (const chapter of chapters) {
      for (const exercise of chapter.exercises) {
        const id = exercise.id.includes("/")
          ? exercise.id
          : `${chapter.name}/${exercise.id}`;
        const place = places.get(id);
        if (place) {
          onCard(draw, place, exercise);
          inSidebar(draw, place, exercise.solved);
        }
      }
    }
  };

  /**
   * @param {Draw} draw
   * @param {HTMLElement} place
   * @param {ProgressExercise} exercise
   */
  const onCard = ({ sign, count }, place, exercise) => {
    const { solved, points, attempts, hints } = exercise;
    const parts = [];
    if (solved) {
      parts.push(`solved, ${count(points, "point")}`);
    } else {
      parts.push(attempts > 0 ? "not solved yet" : "not begun");
    }
    if (attempts > 0) {
      parts.push(count(attempts, "attempt"));
    }
    if (hints > 0) {
      parts.push(`${count(hints, "hint")} taken`);
    }
    const mark = sign(solved ? "✓" : attempts > 0 ? "›" : "·");
    place.className = solved ? "standing solved" : "standing";
    place.replaceChildren(mark, ` ${parts.join("; ")}`);
  };

  /**
   * mdBook's sidebar lists the headings of the page that is open.
   * @param {Draw} draw
   * @param {HTMLElement} place
   * @param {boolean} isSolved
   */
  const inSidebar = ({ make, sign }, place, isSolved) => {
    const heading = place.closest("[data-exercise]")?.querySelector("h2, h3, h4");
    const link = heading?.id
      ? document.querySelector(`.sidebar a[href$="#${CSS.escape(heading.id)}"]`)
      : null;
    link?.querySelector(".solved-mark")?.remove();
    if (link && isSolved) {
      const words = make("span", "heard", "solved");
      link.append(make("span", "solved-mark", " ", sign("✓"), words));
    }
  };

  workbook.define("standing", { show });
})();
