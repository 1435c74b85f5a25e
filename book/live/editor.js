// An editor for Rust: mdBook's own Ace, loaded when the first one is opened,
// or a plain text area where it can't be had.
(() => {
  "use strict";
  /** Ace's commands that load scripts which are not here, or take a key that
   * the browser has a better use for. */
  const UNWANTED = [
    "find",
    "replace",
    "findnext",
    "findprevious",
    "selectOrFindNext",
    "selectOrFindPrevious",
    "gotoline",
    "showSettingsMenu",
    "centerselection",
  ];
  // Its colors stand in editor.css, as the page's theme has them.
  const THEME = { cssClass: "live-ace", cssText: "", isDark: false };

  /** @type {Promise<any> | undefined} */
  let loading;

  const loadAce = async () => {
    const meta = document.querySelector("meta[name=workbook-editor]");
    const paths = meta?.getAttribute("content")?.split(" ") ?? [];
    for (const name of ["ace", "mode-rust"]) {
      const path = paths.find((path) => path.split("/").pop()?.startsWith(name));
      await workbook.script(path ?? `${name}.js`);
    }
    return window.ace;
  };

  /** @type {Modules["editor"]["open"]} */
  const open = async (place, text, options) => {
    loading ??= loadAce();
    const [ace] = await Promise.all([
      loading.catch(() => null),
      workbook.sheet("live/editor.css"),
    ]);
    const frame = document.createElement("div");
    frame.className = "live-editor";
    // The page takes no arrow key that is meant for the text.
    frame.dataset.ownKeys = "";
    place.append(frame);
    return ace ? withAce(ace, frame, text, options) : plain(frame, text, options);
  };

  /**
   * @param {any} ace
   * @param {HTMLElement} frame
   * @param {string} text
   * @param {EditorOptions} options
   * @returns {Editor}
   */
  const withAce = (ace, frame, text, options) => {
    const editor = ace.edit(frame, {
      theme: THEME,
      mode: "ace/mode/rust",
      value: text,
      useWorker: false,
      useSoftTabs: true,
      tabSize: 4,
      maxLines: Infinity,
      showPrintMargin: false,
      highlightActiveLine: false,
      highlightGutterLine: false,
      showFoldWidgets: false,
      displayIndentGuides: false,
      // A lone quote begins a lifetime as often as a character.
      behavioursEnabled: false,
    });
    const { session, commands } = editor;
    editor.renderer.setPadding(10);
    editor.renderer.setScrollMargin(6, 6, 0, 0);
    // At once: it has no height before.
    editor.renderer.updateFull(true);
    session.getUndoManager().reset();
    editor.selection.moveTo(0, 0);
    let isSetting = false;
    let marker = 0;
    let marked = -1;

    commands.removeCommands(UNWANTED);
    commands.addCommand({
      name: "submit",
      bindKey: { win: "Ctrl-Enter", mac: "Command-Enter|Ctrl-Enter" },
      exec: () => options.submit?.(),
    });
    // Who uses the keyboard alone must get out again.
    commands.addCommand({
      name: "let Tab leave",
      bindKey: "Esc",
      exec: () => bindTab(null, null),
    });
    /**
     * @param {string | null} forth
     * @param {string | null} back
     */
    const bindTab = (forth, back) => {
      commands.bindKey("Tab", forth);
      commands.bindKey("Shift-Tab", back);
    };
    const takeTab = () => bindTab("indent", "outdent");
    editor.on("focus", takeTab);

    const mark = (/** @type {number | null} */ line) => {
      session.removeMarker(marker);
      session.removeGutterDecoration(marked, "live-wrong");
      marked = (line ?? 0) - 1;
      if (line !== null) {
        const range = new ace.Range(marked, 0, marked, 1);
        marker = session.addMarker(range, "live-wrong", "fullLine");
        session.addGutterDecoration(marked, "live-wrong");
      }
    };
    session.on("change", () => {
      takeTab();
      if (!isSetting) {
        options.changed?.();
      }
    });

    const input = editor.textInput.getElement();
    input.setAttribute("aria-label", options.label);
    input.setAttribute("aria-multiline", "true");
    if (options.describedBy) {
      input.setAttribute("aria-describedby", options.describedBy);
    }

    return {
      text: () => editor.getValue(),
      set: (text) => {
        const { row, column } = editor.getCursorPosition();
        isSetting = true;
        session.doc.setValue(text);
        isSetting = false;
        editor.selection.moveTo(row, column);
      },
      focus: () => editor.focus(),
      mark,
      close: () => {
        editor.destroy();
        frame.remove();
      },
    };
  };

  /**
   * @param {HTMLElement} frame
   * @param {string} text
   * @param {EditorOptions} options
   * @returns {Editor}
   */
  const plain = (frame, text, options) => {
    const area = document.createElement("textarea");
    area.setAttribute("aria-label", options.label);
    if (options.describedBy) {
      area.setAttribute("aria-describedby", options.describedBy);
    }
    area.spellcheck = false;
    area.value = text;
    area.wrap = "off";
    frame.append(area);
    const fit = () => {
      area.rows = area.value.split("\n").length + 1;
    };
    let leaves = false;
    area.addEventListener("focus", () => (leaves = false));
    area.addEventListener("input", () => {
      leaves = false;
      fit();
      options.changed?.();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        leaves = true;
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        options.submit?.();
      } else if (event.key === "Tab" && !event.shiftKey && !leaves) {
        event.preventDefault();
        area.setRangeText("    ", area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input"));
      }
    });
    fit();
    return {
      text: () => area.value,
      set: (text) => {
        const at = area.selectionStart;
        area.value = text;
        area.setSelectionRange(at, at);
        fit();
      },
      focus: () => area.focus(),
      mark: (line) => {
        if (line !== null) {
          const before = area.value.split("\n").slice(0, line - 1);
          const at = before.join("\n").length + (line > 1 ? 1 : 0);
          area.setSelectionRange(at, at);
        }
      },
      close: () => frame.remove(),
    };
  };

  workbook.define("editor", { open });
})();
