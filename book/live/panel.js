// What a listing prints now, line by line, above what it printed when it was
// recorded.
(() => {
  "use strict";
  /** More lines than these are counted and not shown. */
  const LINES = 2000;

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {string} name
   * @param {string} [text]
   */
  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  /** @param {number} took */
  const seconds = (took) => `${(took / 1000).toFixed(took < 10000 ? 2 : 0)} s`;

  /**
   * @param {RunEnd} end
   * @returns {string}
   */
  const words = (end) => {
    const after = seconds(end.took);
    // Many lines stand below, whole.
    const [first] = (end.why ?? "").split("\n");
    const why = first ? `: ${first}` : "";
    switch (end.kind) {
      case "exited":
        return `Ended after ${after} with exit code ${end.code ?? 0}.`;
      case "stopped":
        return `Stopped after ${after}.`;
      case "deadlock":
        return `Deadlock after ${after}${why}`;
      case "limit":
        return `Ended by a limit after ${after}${why}`;
      case "failed":
        return `Failed after ${after}${why}`;
      default:
        return `It was not run${why}`;
    }
  };

  /**
   * The first line in which two outputs differ, from 1; 0 when none does.
   * @param {string} printed
   * @param {string} recorded
   */
  const difference = (printed, recorded) => {
    const [ours, theirs] = [printed, recorded].map((text) =>
      text.trimEnd().split("\n"),
    );
    const longer = Math.max(ours.length, theirs.length);
    for (let at = 0; at < longer; at += 1) {
      if (ours[at] !== theirs[at]) {
        return at + 1;
      }
    }
    return 0;
  };

  /**
   * What stands between `these` is code.
   * @param {HTMLElement} element
   * @param {string} text
   */
  const tell = (element, text) => {
    const parts = text.split("`");
    element.replaceChildren(
      ...parts.map((part, at) => (at % 2 === 1 ? make("code", "", part) : part)),
    );
  };

  /** @type {Modules["panel"]["open"]} */
  const open = (after, name, wishes) => {
    const place = make("div", "live-run");
    const head = make("div", "live-head");
    const says = make("p", "live-says");
    says.setAttribute("role", "status");
    const button = make("button", "live-stop", "Stop");
    button.type = "button";
    head.append(says, button);
    const knobs = make("div", "live-knobs");
    const log = make("pre", "live-out");
    const out = make("code", "nohighlight");
    out.setAttribute("role", "log");
    out.setAttribute("aria-label", `What ${name} prints now`);
    out.tabIndex = 0;
    log.append(out);
    const errors = make("pre", "live-errors");
    const more = make("div", "live-more");
    place.append(head, knobs, log, errors, more);
    after.after(place);

    let running = false;
    let frame = 0;
    let printed = "";
    let lines = 0;
    let hidden = 0;
    /** @type {[string, "out" | "err"][]} */
    let waiting = [];
    /** The line that is not over yet. */
    /** @type {{ element: HTMLElement, stream: "out" | "err" } | null} */
    let last = null;

    /**
     * @param {string} text
     * @param {"out" | "err"} stream
     */
    const add = (text, stream) => {
      // Each line with its end, the last one perhaps without.
      for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
        if (last?.stream !== stream) {
          last = null;
        }
        if (!last && lines >= LINES) {
          hidden += line.endsWith("\n") ? 1 : 0;
          continue;
        }
        if (last) {
          last.element.append(line);
        } else {
          const element = make("span", "live-line");
          element.dataset.stream = stream;
          if (stream === "err") {
            element.append(make("span", "live-tag", "stderr"), " ");
          }
          element.append(line);
          out.append(element);
          lines += 1;
          last = { element, stream };
        }
        if (line.endsWith("\n")) {
          last = null;
        }
      }
    };

    const flush = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      const low = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
      for (const [text, stream] of waiting) {
        add(text, stream);
      }
      waiting = [];
      if (low) {
        log.scrollTop = log.scrollHeight;
      }
    };

    /** @param {string} text */
    const explain = (text) => {
      const words = make("code", "nohighlight", text);
      words.tabIndex = 0;
      words.setAttribute("role", "region");
      words.setAttribute("aria-label", `Why ${name} was not run`);
      errors.replaceChildren(words);
    };

    const stopped = () => {
      running = false;
      place.classList.remove("live-runs");
      button.textContent = "Close";
    };

    button.onclick = () => {
      if (running) {
        // A second press, made for the first, must not close it.
        out.focus();
        wishes.stop();
      } else {
        figure?.removeEventListener("keydown", escape);
        place.remove();
        wishes.closed();
      }
    };
    /** @param {KeyboardEvent} event */
    const escape = (event) => {
      if (event.key === "Escape" && running) {
        wishes.stop();
      }
    };
    // Wherever in the listing the focus is: on Run, in the editor.
    const figure = after.closest("figure");
    figure?.addEventListener("keydown", escape);

    return {
      knobs,
      more,
      begin(expected) {
        flush();
        out.replaceChildren();
        errors.replaceChildren();
        more.replaceChildren();
        [printed, lines, hidden, last] = ["", 0, 0, null];
        running = true;
        place.classList.add("live-runs");
        button.textContent = "Stop";
        tell(says, "Runs");
        delete place.dataset.end;
        // What is below moves once, not with each line.
        log.style.setProperty("--lines", String(Math.min(expected, 20)));
        log.hidden = false;
      },
      says(text) {
        tell(says, text);
      },
      wrote(text, stream) {
        printed += stream === "out" ? text : "";
        waiting.push([text, stream]);
        // The first line is shown at once, a flood of them once a frame.
        if (lines === 0) {
          flush();
        } else {
          frame ||= requestAnimationFrame(flush);
        }
      },
      ended(end, { expected, isChanged } = {}) {
        flush();
        stopped();
        place.dataset.end = end.kind;
        const told = [words(end)];
        if (isChanged && end.kind !== "refused") {
          told.push("This is the listing as you changed it.");
        }
        if (end.kind === "exited" && expected !== undefined) {
          const line = difference(printed, expected);
          told.push(
            line === 0
              ? "It printed what is recorded."
              : `Line ${line} is not the recorded one.`,
          );
          const shown = out.querySelectorAll("[data-stream=out]");
          shown[line - 1]?.classList.add("live-differs");
        }
        if (hidden > 0 || end.cut) {
          const counted = hidden > 0 ? `${hidden} more lines` : "More";
          told.push(`${counted} came and is not shown.`);
        }
        if (end.why?.includes("\n")) {
          explain(end.why);
        }
        tell(says, told.join(" "));
        log.hidden = lines === 0 && end.kind !== "exited";
        if (log.hidden) {
          log.style.removeProperty("--lines");
        }
      },
    };
  };

  workbook.define("panel", { open });
})();
