// Takes apart what `listing --trace` writes. A mark is U+001E and JSON on a
// line of its own, whose newlines, before and after, are the mark's: without
// them and what is between, the listing's output is left, byte by byte.
(() => {
  "use strict";
  const START = "\n\x1e";
  /** How a mark goes on: all else is of the program's own making. */
  const KINDS = ['{"step":', '{"run":'];

  /**
   * Whether this could become a mark, whatever comes.
   * @param {string} text
   */
  const mayBeMark = (text) => {
    const rest = text.slice(START.length);
    return KINDS.some((kind) => kind.startsWith(rest) || rest.startsWith(kind));
  };

  /**
   * @param {string} text
   * @returns {{ step?: unknown, run?: unknown } | undefined}
   */
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /** @param {unknown[]} numbers */
  const counts = (...numbers) => numbers.every((n) => Number.isSafeInteger(n) && Number(n) >= 0);

  /**
   * Whether it can be drawn: a program may print what looks like a run.
   * @param {any} run
   * @returns {run is Run}
   */
  const isRun = (run) => {
    const lists = ["lanes", "turns", "wakes", "clock"];
    if (!lists.every((name) => Array.isArray(run?.[name])) || !counts(run.steps)) {
      return false;
    }
    /** @param {unknown} lane */
    const known = (lane) => counts(lane) && Number(lane) < run.lanes.length;
    /** @param {any} it */
    const inRun = (it) => counts(it?.step) && it.step < run.steps;
    return (
      run.lanes.every(
        (/** @type {any} */ lane) =>
          typeof lane?.name === "string" &&
          Array.isArray(lane.spans) &&
          lane.spans.every((/** @type {any} */ span) => counts(span?.from, span?.to)) &&
          Array.isArray(lane.marks) &&
          lane.marks.every(inRun),
      ) &&
      run.turns.every(
        (/** @type {any} */ turn) => inRun(turn) && known(turn.lane) && typeof turn.end === "object",
      ) &&
      run.wakes.every(
        (/** @type {any} */ wake) =>
          inRun(wake) && known(wake.lane) && (wake.by === null || known(wake.by)),
      ) &&
      run.clock.every((/** @type {any} */ move) => inRun(move) && counts(move.now))
    );
  };

  /** @returns {Splitter} */
  const splitter = () => {
    let held = "";
    let step = -1;
    /** @type {Run | undefined} */
    let run;
    /** @type {Run["printed"]} */
    const printed = [];

    /** @param {string} text */
    const print = (text) => {
      const last = printed.at(-1);
      if (last && last.step === step) {
        last.text += text;
      } else if (text !== "") {
        printed.push({ step, text });
      }
      return text;
    };

    /**
     * Whether the line is a mark, which then counts. Steps only go up.
     * @param {string} line
     */
    const read = (line) => {
      const mark = parse(line);
      if (isRun(mark?.run)) {
        run = mark.run;
        return true;
      }
      if (!counts(mark?.step) || Number(mark?.step) <= step) {
        return false;
      }
      step = Number(mark?.step);
      return true;
    };

    /** @type {Splitter["take"]} */
    const take = (chunk) => {
      held += chunk;
      let text = "";
      for (;;) {
        const start = held.indexOf(START);
        if (start < 0) {
          // A newline may be the beginning of a mark.
          const end = held.endsWith("\n") ? held.length - 1 : held.length;
          text += print(held.slice(0, end));
          held = held.slice(end);
          return text;
        }
        text += print(held.slice(0, start));
        held = held.slice(start);
        const end = mayBeMark(held) ? held.indexOf("\n", 1) : 0;
        if (end < 0) {
          return text;
        }
        if (end > 0 && read(held.slice(START.length, end))) {
          held = held.slice(end + 1);
        } else {
          text += print(START);
          held = held.slice(START.length);
        }
      }
    };

    /** @type {Splitter["end"]} */
    const end = () => {
      // A mark that was cut off is no output. After the run none comes.
      const isCut = held.startsWith(START) && held.length > START.length && !run;
      const text = isCut ? "" : print(held);
      held = "";
      return run ? { text, run: { ...run, printed } } : { text };
    };

    return { take, end };
  };

  workbook.define("marks", {
    splitter,
    read(raw) {
      const { take, end } = splitter();
      const text = take(raw);
      const rest = end();
      return { ...rest, text: text + rest.text };
    },
  });
})();
