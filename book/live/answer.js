// The learner's own file in the page: edited, saved, and kept apart from what
// another editor writes. What isn't saved yet is kept in this browser.
(() => {
  "use strict";

  const HOW =
    "Edit it here or in your own editor. Ctrl+S saves, Ctrl+Enter checks. " +
    "Tab indents; Esc, then Tab, leaves the editor.";

  /** @param {string} exercise */
  const draftOf = (exercise) => `workbook.draft.${exercise}`;

  /**
   * The text that a page before this one didn't save, and the version that
   * it began with.
   * @param {string} exercise
   * @returns {{ text: string, version: string } | null}
   */
  const keptDraft = (exercise) => {
    try {
      return JSON.parse(localStorage.getItem(draftOf(exercise)) ?? "null");
    } catch {
      return null;
    }
  };

  /**
   * @param {string} exercise
   * @param {{ text: string, version: string } | null} draft
   */
  const keepDraft = (exercise, draft) => {
    try {
      if (draft) {
        localStorage.setItem(draftOf(exercise), JSON.stringify(draft));
      } else {
        localStorage.removeItem(draftOf(exercise));
      }
    } catch {
      // A browser that keeps nothing: leaving the page still warns.
    }
  };

  /**
   * As editors of pages keep a text: with one kind of line end.
   * @param {string} text
   */
  const plain = (text) => text.replaceAll("\r\n", "\n");

  /** @type {Modules["answer"]["open"]} */
  const open = async (place, exercise, { submit }) => {
    const [{ make, button, words }, desk, editors] = await Promise.all([
      workbook.use("draw"),
      workbook.use("desk"),
      workbook.use("editor"),
    ]);
    const disk = await desk.read(exercise);
    const draft = keptDraft(exercise);
    const isBehind =
      draft !== null &&
      draft.version !== disk.version &&
      draft.text !== plain(disk.text);
    // What the text in the editor began with; of a draft, its version alone
    // is known.
    let file = disk;
    if (isBehind) {
      file = { ...disk, text: "\0", version: draft.version };
    }
    /** @type {AnswerFile | null} What another editor wrote meanwhile. */
    let theirs = null;
    /** @type {Promise<boolean> | null} */
    let saving = null;

    const frame = make("div", "pane");
    const how = make("p", "how", HOW);
    how.id = `how-${exercise.replace(/\W/g, "-")}`;
    const state = make("p", "state");
    state.setAttribute("role", "status");
    const question = make("div", "conflict");
    question.hidden = true;
    place.replaceChildren(
      make("p", "file", "The file in your checkout: ", make("code", "", file.path)),
      how,
      frame,
      state,
      question,
    );

    const isUnsaved = () => editor.text() !== plain(file.text);

    /** @param {string} text */
    const tell = (text) => {
      const said = words(text);
      // A status that says the same once more would be read once more.
      if (state.textContent !== text.replaceAll("`", "")) {
        state.replaceChildren(...said);
      }
    };

    const changed = () => {
      const unsaved = isUnsaved();
      place.toggleAttribute("data-unsaved", unsaved);
      keepDraft(
        exercise,
        unsaved ? { text: editor.text(), version: file.version } : null,
      );
      tell(unsaved ? "Not saved yet." : "Saved.");
    };

    /** @param {BeforeUnloadEvent} event */
    const warn = (event) => {
      if (isUnsaved()) {
        event.preventDefault();
      }
    };

    const settled = () => {
      theirs = null;
      question.hidden = true;
      question.replaceChildren();
    };

    /**
     * @param {AnswerFile} other
     * @param {boolean} focus
     */
    const choose = async (other, focus) => {
      theirs = other;
      tell("Not saved: another editor saved this file. Choose which stays.");
      const { ask } = await workbook.use("conflict");
      await ask(question, {
        path: file.path,
        mine: editor.text(),
        theirs: plain(other.text),
        keepMine: async () => {
          file = other;
          settled();
          changed();
          await save();
          editor.focus();
        },
        takeTheirs: () => {
          const mine = editor.text();
          file = other;
          settled();
          editor.set(plain(other.text));
          changed();
          offerBack(mine);
          editor.focus();
        },
        focus,
      });
    };

    /**
     * What was given up can be had back.
     * @param {string} mine
     */
    const offerBack = (mine) => {
      const back = button("Bring mine back", () => {
        editor.set(mine);
        changed();
        editor.focus();
      });
      state.replaceChildren("Theirs is here now, and saved. ", back);
    };

    const write = async () => {
      if (theirs) {
        await choose(theirs, true);
        return false;
      }
      const text = editor.text();
      if (text === plain(file.text)) {
        return true;
      }
      tell("Saving …");
      try {
        const saved = await desk.save(exercise, text, file.version);
        if (saved.kind === "conflict") {
          const { text, version } = saved;
          await choose({ path: file.path, text, version }, true);
          return false;
        }
        file = { ...file, text, version: saved.version };
      } catch (error) {
        const why = /** @type {Error} */ (error).message;
        tell(`Not saved: ${why}. Your text is kept in this browser.`);
        return false;
      }
      changed();
      return true;
    };

    /** One save at a time. */
    const save = async () => {
      await saving;
      saving = write();
      const isSaved = await saving;
      saving = null;
      return isSaved;
    };

    /** @param {AnswerFile} other */
    const took = async (other) => {
      await saving;
      if (other.version === file.version || other.version === theirs?.version) {
        return;
      }
      if (plain(other.text) === editor.text()) {
        file = other;
        settled();
        changed();
      } else if (isUnsaved()) {
        await choose(other, question.contains(document.activeElement));
      } else {
        file = other;
        editor.set(plain(other.text));
        changed();
        tell("Another editor saved this file: here it is.");
      }
    };

    const editor = await editors.open(frame, draft?.text ?? plain(file.text), {
      label: `Your answer to ${exercise}`,
      describedBy: how.id,
      changed,
      submit,
    });
    changed();
    if (isBehind) {
      await choose(disk, false);
    } else if (isUnsaved()) {
      tell("Not saved yet: this is what you wrote before.");
    }
    addEventListener("beforeunload", warn);

    return {
      path: file.path,
      save,
      took,
      isUnsaved,
      focus: () => editor.focus(),
      close: () => {
        removeEventListener("beforeunload", warn);
        editor.close();
        place.replaceChildren();
        place.removeAttribute("data-unsaved");
      },
    };
  };

  workbook.define("answer", { open });
})();
