// Two texts of one answer: asks which one stays.
(() => {
  "use strict";

  /** @type {Modules["conflict"]["ask"]} */
  const ask = async (place, asked) => {
    const draw = await workbook.use("draw");
    const { make, button } = draw;
    const heading = make("h4", "", "Which text stays?");
    heading.tabIndex = -1;
    const both = make("div", "both");
    const see = button("See both", () => {
      const open = see.getAttribute("aria-expanded") === "true";
      see.setAttribute("aria-expanded", String(!open));
      both.replaceChildren(...(open ? [] : [compared(draw, asked)]));
    });
    see.setAttribute("aria-expanded", "false");
    place.replaceChildren(
      heading,
      make("p", "", ...draw.words(why(asked.path))),
      make(
        "div",
        "live-keys",
        button("Keep mine and save it", asked.keepMine),
        button("Take theirs", asked.takeTheirs),
        see,
      ),
      both,
    );
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Two texts of one answer");
    place.hidden = false;
    if (asked.focus) {
      heading.focus();
    }
  };

  /** @param {string} path */
  const why = (path) =>
    `Another editor saved \`${path}\`, and here are changes that are not ` +
    "saved. Nothing is written before you choose.";

  /**
   * Line by line: who has it.
   * @param {Modules["draw"]} draw
   * @param {ConflictAsked} asked
   */
  const compared = ({ make }, { mine, theirs }) => {
    const rows = make("tbody", "");
    for (const { who, line } of difference(theirs, mine)) {
      const name = make("th", "", NAMES[who]);
      name.scope = "row";
      rows.append(make("tr", who, name, make("td", "", line)));
    }
    const head = ["In", "Line"].map((text) => {
      const cell = make("th", "", text);
      cell.scope = "col";
      return cell;
    });
    const caption = make("caption", "", "Both texts, line by line");
    const table = make("table", "", caption);
    table.append(make("thead", "", make("tr", "", ...head)), rows);
    const frame = make("div", "frame", table);
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Both texts, line by line");
    return frame;
  };

  /** @type {Record<"both" | "mine" | "theirs", string>} */
  const NAMES = { both: "both", mine: "+ mine", theirs: "− theirs" };

  /**
   * The lines of both, in order, by their longest common subsequence.
   * @param {string} theirs
   * @param {string} mine
   * @returns {{ who: "both" | "mine" | "theirs", line: string }[]}
   */
  const difference = (theirs, mine) => {
    const a = theirs.split("\n");
    const b = mine.split("\n");
    // How many lines are common from here on.
    const common = a.map(() => new Array(b.length + 1).fill(0));
    common.push(new Array(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        common[i][j] =
          a[i] === b[j]
            ? common[i + 1][j + 1] + 1
            : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    /** @type {{ who: "both" | "mine" | "theirs", line: string }[]} */
    const lines = [];
    let [i, j] = [0, 0];
    /**
     * @param {number} i
     * @param {number} j
     */
    const isTheirs = (i, j) => common[i + 1][j] >= common[i][j + 1];
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        lines.push({ who: "both", line: a[i] });
        i += 1;
        j += 1;
      } else if (j === b.length || (i < a.length && isTheirs(i, j))) {
        lines.push({ who: "theirs", line: a[i] });
        i += 1;
      } else {
        lines.push({ who: "mine", line: b[j] });
        j += 1;
      }
    }
    return lines;
  };

  workbook.define("conflict", { ask });
})();
