// Behind the buttons under a listing: runs it where it stands, as it is in
// its file or as the reader changed it.
(() => {
  "use strict";
  /** Why a page alone can't run it. */
  const LACKS = /** @type {Record<string, string>} */ ({
    threads: "it starts threads, and a page has none",
    processes: "it starts other processes, and a page can't",
    sockets: "it opens sockets, and a page can't",
    nightly: "it needs nightly Rust",
    pointers: "it measures pointers, and those of a page are half as wide",
    unwinding: "it outlives a panic, and a program in a page ends at one",
  });

  /** What stands under one listing. */
  class Shown {
    /** @type {Panel | null} */
    panel = null;
    /** @type {Running | null} */
    running = null;
    /** @type {Player | null} */
    player = null;
    /** @type {Change | null} */
    change = null;
    /** @type {Promise<Change> | null} */
    opening = null;
    /** What the reader chose, by the knobs' names. */
    chosen = /** @type {Record<string, string>} */ ({});
    isTraced = false;
    /** Counts the runs: what an older one still says is not shown. */
    turn = 0;

    /** @param {HTMLElement} figure */
    constructor(figure) {
      this.figure = figure;
      this.key = figure.dataset.listing ?? "";
      this.keys = /** @type {HTMLElement} */ (figure.querySelector(".live-keys"));
      const output = figure.querySelector("code.output");
      this.recorded = output?.textContent ?? undefined;
    }

    async opened() {
      if (this.panel) {
        return this.panel;
      }
      const panels = await workbook.use("panel");
      this.panel ??= panels.open(this.keys, this.key, {
        stop: () => this.running?.stop(),
        closed: () => {
          this.player?.close();
          this.panel = null;
          this.button("run")?.focus();
        },
      });
      this.addKnobs(this.panel.knobs);
      return this.panel;
    }

    /** @param {string} does */
    button(does) {
      return /** @type {HTMLElement | null} */ (
        this.keys.querySelector(`[data-does=${does}]`)
      );
    }

    /** @param {boolean} isTraced */
    async run(isTraced) {
      this.running?.stop();
      this.turn += 1;
      const turn = this.turn;
      this.isTraced = isTraced;
      const [panel, backend, marks] = await Promise.all([
        this.opened(),
        workbook.use("backend"),
        isTraced ? workbook.use("marks") : null,
      ]);
      if (turn !== this.turn) {
        return;
      }
      const source = this.change?.text();
      this.change?.mark(null);
      this.player?.close();
      panel.begin(this.recorded?.trimEnd().split("\n").length ?? 1);
      const { clock, ...knobs } = this.chosen;
      /** @type {RunOptions} */
      const options = { source, knobs, trace: isTraced };
      if (clock === "real" || clock === "virtual") {
        options.clock = clock;
      }
      /** @param {() => void} tell */
      const still = (tell) => {
        if (turn === this.turn) {
          tell();
        }
      };
      const splitter = marks?.splitter();
      /** @type {RunListener["wrote"]} */
      const wrote = (text, stream) => {
        const own = stream === "out" && splitter ? splitter.take(text) : text;
        if (own !== "") {
          panel.wrote(own, stream);
        }
      };
      /** @type {RunListener["ended"]} */
      const ended = (end) => {
        const { text = "", run } = splitter?.end() ?? {};
        if (text !== "") {
          panel.wrote(text, "out");
        }
        this.ended(panel, { run, ...end }, options);
      };
      this.running = backend.run(this.key, options, {
        says: (text) => still(() => panel.says(text)),
        wrote: (text, stream) => still(() => wrote(text, stream)),
        ended: (end) => still(() => ended(end)),
      });
    }

    /**
     * @param {Panel} panel
     * @param {RunEnd} end
     * @param {RunOptions} options
     */
    ended(panel, end, options) {
      this.running = null;
      const isPlain = options.source === undefined && this.isByDefault();
      const expected = isPlain ? this.recorded : undefined;
      panel.ended(end, { expected, isChanged: options.source !== undefined });
      if (options.source !== undefined) {
        this.change?.mark(lineOf(end.why));
      }
      const tell = (/** @type {Error} */ error) => panel.says(error.message);
      if (end.run) {
        this.play(panel, end.run, options.source).catch(tell);
      } else if (end.kind === "refused" && options.trace && !workbook.served) {
        this.playRecorded(panel).catch(tell);
      }
    }

    /**
     * @param {Panel} panel
     * @param {Run} run
     * @param {string} [changed]
     */
    async play(panel, run, changed) {
      const [player, source] = await Promise.all([
        workbook.use("player"),
        changed ?? this.source(),
      ]);
      this.player = player.show(panel.more, run, { source });
    }

    /** The whole file, for the line that ran; a page may show a part of it. */
    async source() {
      if (workbook.served) {
        const backend = await workbook.use("backend");
        return backend.source?.(this.key).catch(() => undefined);
      }
      await this.loadRecorded().catch(() => undefined);
      return workbook.sources?.[this.key];
    }

    async loadRecorded() {
      await workbook.script(`live/runs/${this.key.replace("/", "-")}.js`);
    }

    isByDefault() {
      return knobsOf(this.figure).every(
        ({ name, default: value }) => (this.chosen[name] ?? value) === value,
      );
    }

    /** @param {HTMLElement} place */
    addKnobs(place) {
      const knobs = knobsOf(this.figure);
      if (!workbook.served && !this.figure.dataset.needs) {
        const values = ["virtual", "real"];
        knobs.push({ name: "clock", label: "Clock", values, default: "virtual" });
      }
      for (const knob of knobs) {
        const label = document.createElement("label");
        label.append(`${knob.label} `, this.input(knob));
        place.append(label);
      }
    }

    /** @param {Knob} knob */
    input(knob) {
      const { name, label, values, default: value } = knob;
      const select = document.createElement("select");
      // Else the values would be a part of its name.
      select.setAttribute("aria-label", label);
      for (const each of values) {
        select.add(new Option(each, each));
      }
      select.value = this.chosen[name] ?? value;
      select.onchange = () => {
        this.chosen[name] = select.value;
        this.run(this.isTraced).catch((error) => this.panel?.says(error.message));
      };
      return select;
    }

    /** @param {boolean} isAsked */
    async edit(isAsked) {
      const changes = await workbook.use("change");
      // A second press comes while the first still loads the editor.
      this.opening ??= changes.open(this.figure, {
        run: () => {
          this.run(this.isTraced).catch((error) => this.panel?.says(error.message));
        },
        putBack: () => {
          this.change = this.opening = null;
          this.button("change")?.focus();
        },
      });
      try {
        this.change = await this.opening;
      } catch (error) {
        this.opening = null;
        throw error;
      }
      if (isAsked) {
        this.change.focus();
      }
    }

    /**
     * Tells why it can't run here, and plays what was recorded.
     * @param {string} why
     * @param {boolean} isTraced
     */
    async lacks(why, isTraced) {
      const panel = await this.opened();
      this.player?.close();
      panel.begin(0);
      const command = `cargo workbook run ${this.key}`;
      panel.ended({
        kind: "refused",
        why: `${why}; \`${command}\` runs it. What it printed stands below.`,
        took: 0,
      });
      if (isTraced) {
        await this.playRecorded(panel);
      }
    }

    /** @param {Panel} panel */
    async playRecorded(panel) {
      const [marks] = await Promise.all([
        workbook.use("marks"),
        this.loadRecorded(),
      ]);
      const { run } = marks.read(workbook.runs?.[this.key] ?? "");
      if (run) {
        await this.play(panel, run);
      }
    }
  }

  /**
   * @param {HTMLElement} figure
   * @returns {Knob[]}
   */
  const knobsOf = (figure) => JSON.parse(figure.dataset.knobs ?? "[]");

  /**
   * Where the first error is, by rustc's words.
   * @param {string} [why]
   */
  const lineOf = (why = "") => {
    const place = /^error[^]*?--> .*?:(\d+):\d+$/m.exec(why);
    return place ? Number(place[1]) : null;
  };

  /** @type {Map<HTMLElement, Shown>} */
  const all = new Map();

  /** @type {Modules["listing"]["open"]} */
  const open = async (figure, wish) => {
    const shown = all.get(figure) ?? new Shown(figure);
    all.set(figure, shown);
    const isTraced = wish === "timeline";
    const lack = workbook.served ? undefined : figure.dataset.needs;
    if (wish === "change" || wish === "restore") {
      await shown.edit(wish === "change");
    } else if (lack) {
      await shown.lacks(LACKS[lack] ?? `it needs ${lack}`, isTraced);
    } else {
      await shown.run(isTraced);
    }
  };

  workbook.define("listing", { open });
})();
