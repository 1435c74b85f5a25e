// Plays a run: its lanes with a cursor, what was printed up to there, the line
// that ran, and all of it in words. A step takes a moment, and a move of the
// virtual clock the time by which it moves, within bounds: so that a second's
// sleep is seen as one, and a day's is no wait for the reader.
(() => {
  "use strict";
  /** At normal speed, in milliseconds. */
  const STEP = 600;
  const LONGEST = 3000;

  /** @typedef {Pick<Modules, "words" | "signs" | "lanes" | "lines" | "stage">} Parts */

  /** @param {Run} run */
  const clockOf = (run) => {
    const times = new Array(run.steps).fill(0);
    const moves = new Map(run.clock.map(({ step, now }) => [step, now]));
    for (let step = 0; step < run.steps; step += 1) {
      times[step] = moves.get(step) ?? times[step - 1] ?? 0;
    }
    return (/** @type {number} */ step) => times[step] ?? 0;
  };

  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} place
   * @param {Run} run
   * @param {string | undefined} source
   * @param {Parts} parts
   */
  const build = (section, place, run, source, { words, signs, lanes, lines, stage }) => {
    const rows = words.rows(run);
    const told = rows.reduce(
      (steps, row) => steps.set(row.step, [...(steps.get(row.step) ?? []), row]),
      /** @type {Map<number, Row[]>} */ (new Map()),
    );
    const turns = new Map(run.turns.map((turn) => [turn.step, turn]));
    const late = clockOf(run);
    const from = run.printed[0]?.step === -1 ? -1 : 0;
    const last = run.steps - 1;
    let now = from;
    let timer = 0;

    const keys = stage.controls((key) => press[key](), from, last);
    const scroller = stage.group("player-scroll", "Lanes, time from left to right");
    scroller.tabIndex = 0;
    const says = document.createElement("p");
    says.className = "player-says";
    says.setAttribute("aria-live", "polite");
    const ran = document.createElement("p");
    ran.className = "player-ran";
    const printed = stage.output(run);
    const same = stage.details(rows);
    section.replaceChildren(keys.bar, scroller, signs.legend(run), says, ran, printed.box, same);
    const drawn = lanes.draw(run, scroller, { words, signs });
    const code = lines.of(place, source);

    /** @param {number} step */
    const tell = (step) => {
      const count = `Step ${step + 1} of ${run.steps}`;
      const time = run.clock.length > 0 ? `, ${words.time(late(step))}` : "";
      keys.at.textContent = step < 0 ? "Before step 1" : count + time;
      keys.scrub.setAttribute("aria-valuetext", keys.at.textContent);
      const cut = run.cut && step === last ? " The recording ends here, the run went on." : "";
      says.textContent = step < 0 ? "Nobody has run yet." : words.sentence(told.get(step) ?? []) + cut;
    };

    /** @param {number} step */
    const tellLine = (step) => {
      const turn = turns.get(step);
      const made = turn && run.lanes[turn.lane]?.line;
      const line = turn?.line ?? made;
      const text = line === undefined ? undefined : code.text(line);
      const shown = line !== undefined && code.show(line);
      if (!shown) {
        code.clear();
      }
      const how = turn?.line === undefined ? "Made" : "Seen";
      ran.replaceChildren(line === undefined ? "" : `${how} in line ${line}`);
      if (text) {
        const code = document.createElement("code");
        code.textContent = text;
        ran.append(": ", code);
      }
    };

    /** @param {number} step */
    const go = (step) => {
      now = Math.min(Math.max(step, from), last);
      keys.scrub.value = String(now);
      drawn.go(now);
      printed.go(now);
      tell(now);
      tellLine(now);
    };

    const pause = () => {
      clearTimeout(timer);
      timer = 0;
      keys.play.dataset.key = "play";
      keys.play.title = "Play";
      keys.play.setAttribute("aria-label", "Play");
      says.setAttribute("aria-live", "polite");
    };

    const next = () => {
      const moved = (late(now) - late(now - 1)) / 1000;
      const moment = Math.min(Math.max(moved, STEP), LONGEST) / Number(keys.speed.value);
      timer = window.setTimeout(() => {
        if (!section.isConnected || now >= last) {
          pause();
          return;
        }
        go(now + 1);
        next();
      }, moment);
    };

    const play = () => {
      if (now >= last) {
        go(from);
      }
      // So many sentences nobody can listen to; the one at a pause is read.
      says.setAttribute("aria-live", "off");
      keys.play.dataset.key = "pause";
      keys.play.title = "Pause";
      keys.play.setAttribute("aria-label", "Pause");
      next();
    };

    /** @param {number} step */
    const jump = (step) => {
      pause();
      go(step);
    };
    const press = {
      first: () => jump(from),
      back: () => jump(now - 1),
      play: () => (timer === 0 ? play() : jump(now)),
      forward: () => jump(now + 1),
      last: () => jump(last),
    };
    keys.scrub.oninput = () => jump(Number(keys.scrub.value));
    scroller.onclick = (event) => jump(drawn.stepAt(event));
    section.onkeydown = (event) => keyed(event, press);
    go(from);
    return { go: jump, close: () => [pause(), drawn.close(), code.clear()] };
  };

  /**
   * The arrow keys step, where they have no other meaning.
   * @param {KeyboardEvent} event
   * @param {Record<PlayerKey, () => void>} press
   */
  const keyed = (event, press) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (!isPlain || target.matches("select, input")) {
      return;
    }
    /** @type {Record<string, PlayerKey>} */
    const keys = { ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last" };
    const isSpace = event.key === " " && target.matches(".player-scroll");
    const key = isSpace ? "play" : keys[event.key];
    if (key) {
      event.preventDefault();
      press[key]();
    }
  };

  /**
   * What is drawn in a place, so that it can be replaced.
   * @type {WeakMap<HTMLElement, Player>}
   */
  const drawn = new WeakMap();

  /** @type {Modules["player"]["show"]} */
  const show = (place, run, { source } = {}) => {
    drawn.get(place)?.close();
    const section = document.createElement("section");
    section.className = "player";
    section.setAttribute("aria-label", "Who ran when");
    // Its arrow keys are not the page's: see theme/reading.js.
    section.dataset.ownKeys = "";
    place.append(section);
    let wanted = 0;
    let isClosed = false;
    /** @type {Player | undefined} */
    let built;
    const load = async () => {
      const [words, signs, lanes, lines, stage] = await Promise.all([
        workbook.use("words"),
        workbook.use("signs"),
        workbook.use("lanes"),
        workbook.use("lines"),
        workbook.use("stage"),
        workbook.sheet("live/player.css"),
      ]);
      if (!isClosed) {
        const parts = { words, signs, lanes, lines, stage };
        built = build(section, place, run, source, parts);
        if (wanted > 0) built.go(wanted);
      }
    };
    if (run.steps > 0 && run.lanes.length > 0) {
      load().catch((error) => (section.textContent = error.message));
    } else {
      section.textContent = "It shows no lanes: nothing in it takes turns.";
    }
    const player = {
      go: (/** @type {number} */ step) => (built ? built.go(step) : void (wanted = step)),
      close: () => {
        isClosed = true;
        built?.close();
        section.remove();
        drawn.delete(place);
      },
    };
    drawn.set(place, player);
    return player;
  };

  workbook.define("player", { show });
})();
