// A listing as the reader changes it: an editor in place of its code. What
// was changed is kept in this tab, the file on disk stays as it is.
(() => {
  "use strict";
  const HOW =
    "Ctrl+Enter runs it. Tab indents; Esc, then Tab, leaves the editor. " +
    "The change is kept in this tab; the file on disk stays as it is.";

  /**
   * What a reload of this page brings back.
   * @param {string} name
   */
  const keeper = (name) => ({
    get: () => {
      try {
        return sessionStorage.getItem(name);
      } catch {
        return null;
      }
    },
    /** @param {string | undefined} text */
    set: (text) => {
      try {
        if (text === undefined) {
          sessionStorage.removeItem(name);
        } else {
          sessionStorage.setItem(name, text);
        }
      } catch {
        // A browser that keeps nothing: a reload puts back.
      }
    },
  });

  /** @type {Modules["change"]["open"]} */
  const open = async (figure, wishes) => {
    const key = figure.dataset.listing ?? "";
    const kept = keeper(`workbook.change.${key}`);
    const backend = await workbook.use("backend");
    const [editors, original] = await Promise.all([
      workbook.use("editor"),
      backend.source?.(key) ?? "",
    ]);

    const code = workbook.codeOf(figure);
    const change = /** @type {HTMLElement} */ (
      figure.querySelector(".live-keys [data-does=change]")
    );
    const place = document.createElement("div");
    place.className = "live-change";
    const how = document.createElement("p");
    how.className = "live-how";
    how.textContent = HOW;
    how.id = `live-how-${key.replace("/", "-")}`;
    place.append(how);
    (code.at(-1) ?? figure.firstElementChild)?.after(place);

    const editor = await editors.open(place, kept.get() ?? original, {
      label: `The code of ${key}`,
      describedBy: how.id,
      changed: () => keep(),
      submit: () => wishes.run(),
    });
    // Not before: what is below would come up, and go down again.
    code.forEach((block) => block.classList.add("live-away"));

    // On paper no editor is seen: what it holds stands there as code.
    const paper = document.createElement("pre");
    const printed = document.createElement("code");
    paper.className = "live-paper";
    paper.append(printed);
    place.after(paper);

    const back = document.createElement("button");
    back.type = "button";
    back.textContent = "Put back";
    back.dataset.does = "back";
    back.onclick = () => {
      kept.set(undefined);
      editor.close();
      place.remove();
      paper.remove();
      figure.removeAttribute("data-changed");
      back.remove();
      code.forEach((block) => block.classList.remove("live-away"));
      change.hidden = false;
      wishes.putBack();
    };
    change.after(back);
    change.hidden = true;

    const text = () => (editor.text() === original ? undefined : editor.text());
    const keep = () => {
      const changed = text();
      kept.set(changed);
      printed.textContent = changed ?? "";
      figure.toggleAttribute("data-changed", changed !== undefined);
    };
    keep();

    return {
      text,
      focus: () => editor.focus(),
      mark: (line) => editor.mark(line),
    };
  };

  workbook.define("change", { open });
})();
