// What mdBook's own script leaves out for readers who use a keyboard or hear
// the page. Without this script the page reads the same.
(() => {
  "use strict";

  // The arrow keys scroll and move the cursor of a screen reader: they must
  // not turn the page (mdBook#518). Shift with an arrow does, and selects
  // text as ever when there is a selection.
  const turns = { ArrowLeft: "previous", ArrowRight: "next" };

  const turnPage = (event) => {
    const way = turns[event.key];
    // An editor moves its own cursor.
    if (!way || event.target.closest?.("[data-own-keys]")) {
      return;
    }
    // Before mdBook hears of it; the browser's own reaction stays.
    event.stopImmediatePropagation();
    const plain = event.ctrlKey || event.altKey || event.metaKey;
    const typing = event.target.closest?.("input, select, textarea, pre");
    if (!event.shiftKey || plain || typing || hasSelection()) {
      return;
    }
    document.querySelector(`.nav-chapters.${way}`)?.click();
  };

  const keepFromPage = (event) => {
    if (turns[event.key] && event.target.closest?.("[data-own-keys]")) {
      event.stopPropagation();
    }
  };

  const hasSelection = () => !(getSelection()?.isCollapsed ?? true);

  const sayHowToTurn = () => {
    const help = document.querySelector("#mdbook-help-popup p");
    if (help?.textContent.includes("←")) {
      help.innerHTML =
        "Press <kbd>Shift</kbd>+<kbd>←</kbd> or <kbd>Shift</kbd>+" +
        "<kbd>→</kbd> to navigate between chapters";
    }
    for (const link of document.querySelectorAll("[aria-keyshortcuts]")) {
      const keys = link.getAttribute("aria-keyshortcuts");
      if (keys === "Left" || keys === "Right") {
        link.setAttribute("aria-keyshortcuts", `Shift+Arrow${keys}`);
      }
    }
  };

  // The sidebar's toggle is a label of a hidden checkbox, which no key
  // reaches (mdBook#2615).
  const reachToggle = () => {
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    if (!toggle) {
      return;
    }
    toggle.setAttribute("role", "button");
    toggle.tabIndex = 0;
    toggle.addEventListener("keydown", press);
  };

  const press = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.currentTarget.click();
    }
  };

  // So do the arrows that fold the sidebar's chapters.
  const reachFolds = () => {
    for (const fold of document.querySelectorAll(".chapter-fold-toggle")) {
      const item = fold.closest("li");
      const say = () => {
        const open = item.classList.contains("expanded");
        fold.setAttribute("aria-expanded", String(open));
      };
      fold.setAttribute("role", "button");
      fold.setAttribute("aria-label", "Chapters below");
      fold.tabIndex = 0;
      fold.addEventListener("click", say);
      fold.addEventListener("keydown", press);
      say();
    }
  };

  // A block that scrolls sideways must be reached by a key, to be scrolled.
  const reachScrollers = () => {
    const scrollers = document.querySelectorAll(
      "main pre > code, main .table-wrapper, main figure:not(.listing)",
    );
    const mark = (block) => {
      const scrolls = block.scrollWidth > block.clientWidth;
      if (scrolls) {
        block.tabIndex = 0;
      } else {
        block.removeAttribute("tabindex");
      }
    };
    const markAll = () => scrollers.forEach(mark);
    // An answer that opens changes no size that an observer would see.
    addEventListener("resize", markAll);
    document.addEventListener("toggle", markAll, { capture: true });
    markAll();
  };

  const addSkipLink = () => {
    const skip = document.createElement("a");
    skip.className = "skip";
    skip.href = "#mdbook-content";
    skip.textContent = "Skip to the text";
    const content = document.getElementById("mdbook-content");
    content?.setAttribute("tabindex", "-1");
    document.body.prepend(skip);
  };

  // mdBook's search box has no name, and is described by an id that is gone.
  const nameSearch = () => {
    const box = document.getElementById("mdbook-searchbar");
    box?.setAttribute("aria-label", "Search this book");
    box?.setAttribute("aria-describedby", "mdbook-searchresults-header");
    // Each teaser is called "Search Result Teaser" in place of its own words.
    const results = document.getElementById("mdbook-searchresults");
    const uncover = () => {
      for (const teaser of results.querySelectorAll(".teaser[aria-label]")) {
        teaser.removeAttribute("aria-label");
      }
    };
    if (results) {
      new MutationObserver(uncover).observe(results, { childList: true });
    }
  };

  // On paper every answer is open; on the screen they stay as they were.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => {
    opened.forEach((details) => (details.open = false));
    opened = [];
  });

  addEventListener("keydown", turnPage, { capture: true });
  // Between an editor, which had it first, and mdBook's own reaction.
  document.body.addEventListener("keydown", keepFromPage);
  sayHowToTurn();
  reachToggle();
  reachFolds();
  reachScrollers();
  addSkipLink();
  nameSearch();
})();
