// A run in words: what the figures' descriptions say, for each step.
(() => {
  "use strict";

  /** In microseconds. */
  const HOUR = 3.6e9;

  /**
   * A time of the virtual clock, as the figures' own `moment` writes it.
   * @param {number} us
   */
  const time = (us) => {
    if (us >= HOUR && us % (HOUR / 10) === 0) {
      return `${us / HOUR} h`;
    }
    const [value, unit] =
      us >= 1e6 ? [us / 1e6, "s"] : us >= 1e3 ? [us / 1e3, "ms"] : [us, "µs"];
    return us === 0 ? "0 s" : `${value} ${unit}`;
  };

  /**
   * What the lane does in this step.
   * @param {Run} run
   * @param {Turn} turn
   */
  const deed = (run, turn) => {
    const { got, end, step, lane } = turn;
    const deeds = got === undefined ? [] : [`gets ${got}`];
    for (const wake of run.wakes) {
      if (wake.step === step && wake.by === lane) {
        const other = run.lanes[wake.lane].name;
        deeds.push(wake.lane === lane ? "wakes itself" : `wakes ${other}`);
      }
    }
    const value = end.value ?? "";
    const ends = {
      open: "runs",
      called: `calls ${value} of ${run.lanes[end.lane ?? 0]?.name}`,
      gave: `gives ${value}`,
      pending: "waits",
      returned: value === "" ? "ends" : `ends with ${value}`,
    };
    const last = ends[end.kind];
    return deeds.length > 0 ? `${deeds.join(", ")} and ${last}` : last;
  };

  /** @type {Modules["words"]["rows"]} */
  const rows = (run) => {
    /** @type {Row[]} */
    const rows = [];
    // Woken first: then who runs in that step may be the one.
    for (const { step, by, lane } of run.wakes) {
      if (by === null) {
        rows.push({ step, who: run.lanes[lane].name, what: "is woken" });
      }
    }
    /** @type {Map<number, Run["wakes"]>} */
    const wakes = new Map();
    run.wakes.forEach((wake) => wakes.set(wake.step, [...(wakes.get(wake.step) ?? []), wake]));
    for (const turn of run.turns) {
      const own = { ...run, wakes: wakes.get(turn.step) ?? [] };
      const who = run.lanes[turn.lane].name;
      rows.push({ step: turn.step, who, what: deed(own, turn) });
    }
    for (const { step, now } of run.clock) {
      rows.push({ step, who: "", what: `nobody runs, until it is ${time(now)}` });
    }
    for (const { name, marks } of run.lanes) {
      for (const { step, event } of marks) {
        if (event === "dropped") {
          rows.push({ step, who: name, what: "is dropped" });
        }
      }
    }
    return rows.sort((a, b) => a.step - b.step);
  };

  /** @type {Modules["words"]["sentence"]} */
  const sentence = (rows) => {
    // A lane's name is spelled as it is, a sentence about nobody as any.
    const told = rows.map(({ who, what }) =>
      who === "" ? `${what[0].toUpperCase()}${what.slice(1)}` : `${who} ${what}`,
    );
    return told.length > 0 ? `${told.join("; ")}.` : "";
  };

  workbook.define("words", { rows, sentence, time });
})();
