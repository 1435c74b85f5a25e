// Draws a run as lanes, one below the other, time from left to right: what the
// book's figures show, with a cursor. Only the steps in sight are drawn.
(() => {
  "use strict";
  const PITCH = 46;
  const TOP = 30;
  const NARROWEST = 30;
  /** Wider steps would tear the drawing apart. */
  const STRETCH = 26;
  /** Of a name, in characters. */
  const LONGEST = 20;
  /** Of the page's drawings: their arrows' tips have names. */
  let drawings = 0;

  /** @param {string} name */
  const div = (name) => {
    const element = document.createElement("div");
    element.className = name;
    return element;
  };

  /**
   * The place of the first that is not before, in what is sorted.
   * @template T
   * @param {T[]} list
   * @param {(item: T) => boolean} isBefore
   */
  const first = (list, isBefore) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = isBefore(list[middle]) ? [middle + 1, high] : [low, middle];
    }
    return low;
  };

  /**
   * Those of these steps, of a list in the order of the steps.
   * @template {{ step: number }} T
   * @param {T[]} list
   * @param {number} from
   * @param {number} to
   */
  const within = (list, from, to) =>
    list.slice(first(list, (it) => it.step < from), first(list, (it) => it.step < to));

  /**
   * What a step got and gave.
   * @param {Turn} turn
   */
  const label = ({ got, end }) => {
    const gave = end.kind === "gave" || end.kind === "returned" ? end.value : undefined;
    return got !== undefined && gave !== undefined ? `${got} → ${gave}` : (got ?? gave ?? "");
  };

  /**
   * Where each step begins; the last is where all end. What room is left over
   * is shared out.
   * @param {Run} run
   * @param {(us: number) => string} time
   * @param {number} room
   */
  const starts = (run, time, room) => {
    const widths = new Array(run.steps).fill(NARROWEST);
    /** @param {number} step @param {string} text */
    const widen = (step, text) => {
      widths[step] = Math.max(widths[step], text.length * 7 + 12);
    };
    run.turns.forEach((turn) => widen(turn.step, label(turn)));
    run.clock.forEach(({ step, now }) => widen(step, time(now)));
    const spare = room - widths.reduce((sum, width) => sum + width, 0);
    const more = Math.min(Math.max(Math.floor(spare / run.steps), 0), STRETCH);
    const starts = [4];
    widths.forEach((width) => starts.push((starts.at(-1) ?? 0) + width + more));
    return starts;
  };

  /**
   * Who goes on after a call, by the step in which it does.
   * @param {Run} run
   */
  const returns = (run) => {
    const lanes = new Map();
    run.lanes.forEach(({ spans }, lane) =>
      spans.forEach((span, n) => {
        const next = spans[n + 1];
        if (span.state === "calling" && next?.state === "running" && next.from === span.to) {
          lanes.set(span.to, lane);
        }
      }),
    );
    return lanes;
  };

  /** @type {Modules["lanes"]["draw"]} */
  const draw = (run, scroller, { words, signs }) => {
    const { svg, stretch, happening, HIGH } = signs;
    const { time } = words;
    drawings += 1;
    const tip = `lane-tip-${drawings}`;
    const back = returns(run);
    const height = TOP + run.lanes.length * PITCH;
    const names = div("player-names");
    const longest = Math.max(...run.lanes.map(({ name }) => name.length));
    names.style.setProperty("--longest", `${Math.min(longest, LONGEST)}ch`);
    run.lanes.forEach(({ name }, lane) => {
      const said = document.createElement("span");
      said.textContent = name;
      said.title = name;
      said.style.top = `${TOP + lane * PITCH}px`;
      names.append(said);
    });
    const canvas = div("player-canvas");
    scroller.replaceChildren(names, canvas);
    const xs = starts(run, time, scroller.clientWidth - names.offsetWidth - 12);
    const width = xs[run.steps] + 8;
    const board = svg("svg", { width, height, "aria-hidden": "true" });
    const cursor = div("player-cursor");
    const veil = div("player-veil");
    canvas.style.width = `${width}px`;
    canvas.append(veil, cursor, board);
    names.style.height = `${height}px`;

    /** @param {number} lane */
    const y = (lane) => TOP + lane * PITCH + PITCH / 2 + 4;
    /** @param {number} step */
    const middle = (step) => (xs[step] + xs[step + 1]) / 2;
    /** @param {number} x */
    const stepAt = (x) => Math.min(Math.max(first(xs, (start) => start <= x) - 1, 0), run.steps - 1);

    /**
     * @param {number} x
     * @param {number} from
     * @param {number} to
     * @param {string} kind
     */
    const arrow = (x, from, to, kind) =>
      svg("path", { class: kind, d: `M${x} ${from}V${to}`, "marker-end": `url(#${tip})` });

    /** @param {Turn} turn */
    const turnParts = (turn) => {
      const [from, to] = [xs[turn.step], xs[turn.step + 1]];
      const parts = [stretch("running", from + 1, to - 1, y(turn.lane))];
      const text = label(turn);
      if (text !== "") {
        const at = { x: (from + to) / 2, y: y(turn.lane) + 4, "text-anchor": "middle" };
        parts.push(svg("text", at, text));
      }
      const { kind, lane } = turn.end;
      const next = kind === "open" ? undefined : kind === "called" ? lane : back.get(turn.step + 1);
      if (next !== undefined && next !== turn.lane) {
        const half = (HIGH / 2) * Math.sign(next - turn.lane);
        parts.push(arrow(to, y(turn.lane) + half, y(next) - half, "lane-call"));
      }
      return parts;
    };

    /** @param {number} from @param {number} to */
    const parts = (from, to) => {
      const all = [];
      for (const { step, now } of within(run.clock, from, to)) {
        const x = middle(step);
        all.push(svg("path", { class: "lane-clock", d: `M${x} ${TOP}V${height - 6}` }));
        all.push(svg("text", { x, y: TOP - 12, "text-anchor": "middle" }, time(now)));
      }
      run.lanes.forEach(({ spans, marks }, lane) => {
        for (let n = first(spans, (span) => span.to <= from); spans[n]?.from < to; n += 1) {
          const span = spans[n];
          const gone = marks.some((m) => m.event === "dropped" && m.step + 1 === span.to);
          const end = gone ? middle(span.to - 1) - 8 : xs[span.to] - 4;
          if (span.state !== "running") {
            all.push(stretch(span.state, xs[span.from] + 4, end, y(lane)));
          }
        }
      });
      all.push(...within(run.turns, from, to).flatMap(turnParts));
      for (const { step, by, lane } of within(run.wakes, from, to)) {
        if (by !== null && by !== lane) {
          const way = Math.sign(lane - by);
          const [start, end] = [y(by) + (HIGH / 2) * way, y(lane) - 6 * way];
          all.push(arrow(middle(step), start, end, "lane-wake"));
        }
      }
      run.lanes.forEach(({ marks }, lane) => {
        for (const { step, event } of within(marks, from, to)) {
          const x = event === "ended" ? xs[step + 1] - 2 : middle(step);
          all.push(happening(event, x, y(lane)));
        }
      });
      return all;
    };

    let drawn = [1, 0];
    /** Draws what is in sight and as much on either side, when that is new. */
    const refresh = () => {
      const [left, seen] = [scroller.scrollLeft, scroller.clientWidth];
      const [from, to] = [stepAt(left), stepAt(left + seen) + 1];
      if (from < drawn[0] || to > drawn[1]) {
        drawn = [stepAt(left - seen), stepAt(left + 2 * seen) + 1];
        const point = { refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" };
        const marker = svg("marker", { id: tip, viewBox: "0 0 8 8", ...point });
        marker.append(svg("path", { d: "M0 0 8 4 0 8z" }));
        board.replaceChildren(marker, ...parts(drawn[0], drawn[1]));
      }
    };
    scroller.addEventListener("scroll", refresh, { passive: true });
    const watcher = new ResizeObserver(refresh);
    watcher.observe(scroller);
    refresh();

    /** Scrolls the lanes, never the page. @param {number} step */
    const reveal = (step) => {
      const [from, to] = [xs[Math.max(step, 0)], xs[step + 1]];
      const room = scroller.clientWidth - names.offsetWidth;
      if (from < scroller.scrollLeft || to > scroller.scrollLeft + room) {
        scroller.scrollLeft = from - room / 3;
      }
      const lane = within(run.turns, step, step + 1)[0]?.lane ?? 0;
      const [top, seen] = [TOP + lane * PITCH, scroller.clientHeight];
      if (top < scroller.scrollTop || top + PITCH > scroller.scrollTop + seen) {
        scroller.scrollTop = top - seen / 3;
      }
    };

    return {
      go(step) {
        cursor.hidden = step < 0;
        if (step >= 0) {
          cursor.style.left = `${xs[step]}px`;
          cursor.style.width = `${xs[step + 1] - xs[step]}px`;
        }
        veil.style.left = `${xs[step + 1]}px`;
        reveal(step);
        refresh();
      },
      stepAt: (event) => stepAt(event.clientX - canvas.getBoundingClientRect().left),
      close: () => watcher.disconnect(),
    };
  };

  workbook.define("lanes", { draw });
})();
