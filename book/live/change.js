// A listing as the reader changes it: an editor in place of its code. What
// was changed is kept in this tab, the file on disk stays as it is.
(() => {
  "use strict";
  const HOW =
    "Ctrl+Enter runs it. Tab indents; Esc, then Tab, leaves the editor. " +
    "The change is kept in this tab; the file on disk stays as it is.";

  /** @type {Modules["change"]["open"]} */
  const open = async (figure, wishes) => {
    const key = figure.dataset.listing ?? "";
    const kept = `workbook-change:${key}`;
    const backend = await workbook.use("backend");
    const [editors, original] = await Promise.all([
      workbook.use("editor"),
      backend.source(key),
    ]);

    const code = /** @type {HTMLElement} */ (figure.querySelector("pre"));
    const place = document.createElement("div");
    place.className = "live-change";
    const how = document.createElement("p");
    how.className = "live-how";
    how.textContent = HOW;
    how.id = `live-how-${key.replace("/", "-")}`;
    place.append(how);
    code.after(place);
    code.hidden = true;

    const editor = await editors.open(place, sessionStorage.getItem(kept) ?? original, {
      label: `The code of ${key}`,
      describedBy: how.id,
      changed: () => keep(),
      submit: () => wishes.run(),
    });

    const back = document.createElement("button");
    back.type = "button";
    back.textContent = "Put back";
    back.dataset.does = "back";
    back.onclick = () => {
      sessionStorage.removeItem(kept);
      editor.close();
      place.remove();
      back.remove();
      code.hidden = false;
      figure.classList.remove("live-changed");
      wishes.putBack();
    };
    figure.querySelector(".live-keys [data-does=change]")?.after(back);

    const keep = () => {
      const isChanged = editor.text() !== original;
      figure.classList.toggle("live-changed", isChanged);
      if (isChanged) {
        sessionStorage.setItem(kept, editor.text());
      } else {
        sessionStorage.removeItem(kept);
      }
    };
    keep();

    return {
      text: () => (editor.text() === original ? undefined : editor.text()),
      focus: () => editor.focus(),
      mark: (line) => editor.mark(line),
    };
  };

  workbook.define("change", { open });
})();
