// What stands around a player's lanes: its keys, what was printed, a table.
(() => {
  "use strict";
  /** Of what was printed before, so much is shown, in characters. */
  const BEFORE = 10000;
  /** A table of more rows is cut. */
  const ROWS = 2000;
  const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];

  /**
   * @param {string} name
   * @param {string} label
   */
  const group = (name, label) => {
    const group = document.createElement("div");
    group.className = name;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    return group;
  };

  /** @type {Stage["controls"]} */
  const controls = (press, from, last) => {
    const bar = group("player-keys", "Play");
    /** @type {[PlayerKey, string][]} */
    const keys = [
      ["first", "First step"],
      ["back", "Step back"],
      ["play", "Play"],
      ["forward", "Step forward"],
      ["last", "Last step"],
    ];
    const buttons = keys.map(([key, name]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = name;
      button.setAttribute("aria-label", name);
      button.dataset.key = key;
      button.onclick = () => press(key);
      return button;
    });
    const scrub = document.createElement("input");
    Object.assign(scrub, { type: "range", min: from, max: last, step: 1 });
    scrub.setAttribute("aria-label", "Step");
    const at = document.createElement("span");
    at.className = "player-at";
    const label = document.createElement("label");
    label.className = "player-speed";
    const speed = document.createElement("select");
    SPEEDS.forEach((factor) => speed.add(new Option(`×${factor}`, String(factor))));
    speed.value = "1";
    label.append("Speed ", speed);
    bar.append(...buttons, scrub, at, label);
    return { bar, scrub, at, speed, play: buttons[2] };
  };

  /** @param {Row[]} rows */
  const table = (rows) => {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const name of ["Step", "Lane", "What"]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const { step, who, what } of rows.slice(0, ROWS)) {
      const row = body.insertRow();
      [String(step + 1), who, what].forEach((text) => (row.insertCell().textContent = text));
    }
    if (rows.length > ROWS) {
      const rest = body.insertRow().insertCell();
      rest.colSpan = 3;
      rest.textContent = `And ${rows.length - ROWS} more.`;
    }
    return table;
  };

  /** @type {Stage["details"]} */
  const details = (rows) => {
    const details = document.createElement("details");
    details.className = "player-table";
    const summary = document.createElement("summary");
    summary.textContent = "The same as a table";
    const wrapper = group("table-wrapper", "Who ran when, as a table");
    wrapper.tabIndex = 0;
    details.append(summary, wrapper);
    details.ontoggle = () => {
      if (details.open && !wrapper.firstChild) {
        wrapper.append(table(rows));
      }
    };
    return details;
  };

  /** @type {Stage["output"]} */
  const output = (run) => {
    const box = group("player-printed", "Printed up to this step");
    box.tabIndex = 0;
    const fresh = document.createElement("mark");
    const before = document.createTextNode("");
    box.append(before, fresh);
    const text = run.printed.map((part) => part.text).join("");
    box.hidden = text === "";
    /** @param {number} step */
    const go = (step) => {
      let [old, all] = [0, 0];
      for (const part of run.printed) {
        if (part.step < step) old += part.text.length;
        if (part.step <= step) all += part.text.length;
      }
      const shown = text.slice(Math.max(0, old - BEFORE), old);
      before.data = all === 0 ? "Nothing is printed yet." : shown;
      fresh.textContent = text.slice(old, all).replace(/\n$/, "");
      box.classList.toggle("player-nothing", all === 0);
      box.scrollTop = box.scrollHeight;
    };
    return { box, go };
  };

  workbook.define("stage", { group, controls, details, output });
})();
