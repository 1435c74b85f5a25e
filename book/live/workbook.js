// Makes a dressed page live: puts the buttons there, and loads what is behind
// one when it is first pressed. Until then nothing is loaded and nothing runs.
(() => {
  "use strict";
  const meta = document.querySelector("meta[name=workbook]");
  const own = document.currentScript?.getAttribute("src");
  if (!(meta instanceof HTMLMetaElement) || !own) {
    return;
  }
  const root = own.replace(/live\/[^/]*$/, "");
  const served = meta.content === "served";
  // The book on one page, for paper.
  const isWhole = location.pathname.endsWith("/print.html");
  /** @type {Partial<Modules>} */
  const modules = {};
  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();

  /**
   * Loads what this element asks for, once; a failure may be tried again.
   * @param {string} path
   * @param {HTMLScriptElement | HTMLLinkElement} element
   */
  const load = (path, element) => {
    const known = loading.get(path);
    if (known) {
      return known;
    }
    const loaded = new Promise((done, failed) => {
      element.onload = () => done(undefined);
      element.onerror = () => {
        loading.delete(path);
        element.remove();
        failed(new Error(`${path} can't be loaded; reload the page`));
      };
    });
    loading.set(path, loaded);
    document.head.append(element);
    return loaded;
  };

  /** @type {Workbook} */
  const workbook = {
    root,
    served,
    token: meta.dataset.token ?? "",
    define(name, module) {
      modules[name] = module;
    },
    async use(name) {
      const backend = served ? "served" : "static";
      const file = name === "backend" ? backend : name;
      await workbook.script(`live/${file}.js`);
      const module = modules[name];
      if (!module) {
        throw new Error(`live/${file}.js is of another version; reload the page`);
      }
      return module;
    },
    script(path) {
      const script = document.createElement("script");
      script.src = root + path;
      return load(path, script);
    },
    sheet(path) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = root + path;
      return load(path, link);
    },
    codeOf(figure) {
      return [
        ...figure.querySelectorAll(":scope > pre:not(:has(> code.output))"),
      ];
    },
    uncover(figure) {
      see(figure.dataset.listing ?? "");
      reveal(figure);
    },
  };
  window.workbook = workbook;

  /**
   * A row of buttons; what a press can't do is told below it.
   * @param {string} label
   * @param {[string, () => Promise<void>][]} buttons
   */
  const row = (label, buttons) => {
    const row = document.createElement("div");
    row.className = "live-keys";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", label);
    for (const [name, press] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.does = name.toLowerCase().split(" ")[0];
      button.textContent = name;
      button.onclick = () => {
        row.querySelector("[role=alert]")?.remove();
        press().catch((error) => {
          const says = document.createElement("p");
          says.setAttribute("role", "alert");
          says.textContent = error.message;
          row.append(says);
        });
      };
      row.append(button);
    }
    return row;
  };

  /** @param {HTMLElement} figure */
  const dressListing = (figure) => {
    const key = figure.dataset.listing ?? "";
    /** @param {ListingWish} wish */
    const press = (wish) => async () => {
      const [listing] = await Promise.all([
        workbook.use("listing"),
        workbook.use("backend"),
        workbook.use("panel"),
      ]);
      if (wish === "run" || wish === "timeline") {
        workbook.uncover(figure);
      }
      await listing.open(figure, wish);
    };
    /** @type {[string, () => Promise<void>][]} */
    const buttons = [["Run", press("run")]];
    if ("lanes" in figure.dataset) {
      buttons.push(["Timeline", press("timeline")]);
    }
    if (served) {
      buttons.push(["Change", press("change")]);
    }
    if ("predict" in figure.dataset) {
      const predict = async () =>
        (await workbook.use("predict")).open(figure, key);
      if (!cover(figure, key, predict)) {
        buttons.push(["Predict", predict]);
      }
    }
    const above = workbook.codeOf(figure).at(-1) ?? figure.firstElementChild;
    above?.after(row(`Listing ${key}`, buttons));
    // A reload loses no change of the reader's.
    if (served && isChanged(key)) {
      press("restore")();
    }
  };

  /** @param {string} key */
  const isChanged = (key) => {
    try {
      return sessionStorage.getItem(`workbook.change.${key}`) !== null;
    } catch {
      // A browser that keeps nothing.
      return false;
    }
  };

  /** The listings whose output was seen, and `*` for all. */
  const seen = () => {
    try {
      return (localStorage.getItem("workbook.seen") ?? "").split(" ");
    } catch {
      return [];
    }
  };

  /** @param {string} key */
  const see = (key) => {
    try {
      const all = new Set([...seen(), key]);
      localStorage.setItem("workbook.seen", [...all].join(" ").trim());
    } catch {
      // A browser that keeps nothing covers it again.
    }
  };

  /** @param {HTMLElement} figure */
  const reveal = (figure) => {
    figure.querySelector(".live-cover")?.remove();
    figure.querySelector("pre[hidden]")?.removeAttribute("hidden");
    drawingOf(figure)?.removeAttribute("data-covered");
  };

  /**
   * The figure of who ran when in this listing, where the page has one: it
   * gives away what is printed.
   * @param {HTMLElement} figure
   */
  const drawingOf = (figure) => {
    const id = (figure.dataset.listing ?? "").replace("/", "-");
    const drawing = document.querySelector(`svg.timeline[aria-labelledby="${id}"]`);
    return drawing?.closest("figure") ?? null;
  };

  /**
   * Covers what a listing prints, so that it can be predicted first. Whoever
   * searches the page still finds it, and paper shows it.
   * @param {HTMLElement} figure
   * @param {string} key
   * @param {() => Promise<void>} predict
   */
  const cover = (figure, key, predict) => {
    const output = figure.querySelector(":scope > pre:has(> code.output)");
    const known = ["*", key].some((one) => seen().includes(one));
    if (!output || known || isWhole) {
      return false;
    }
    const keys = row(`What ${key} prints`, [
      ["Predict", predict],
      ["Show me", async () => workbook.uncover(figure)],
      [
        "Always show",
        async () => {
          see("*");
          each("figure[data-predict]", reveal);
        },
      ],
    ]);
    keys.classList.add("live-cover");
    const asks = document.createElement("p");
    asks.textContent = "What does it print?";
    keys.prepend(asks);
    output.setAttribute("hidden", "until-found");
    output.before(keys);
    output.addEventListener("beforematch", () => workbook.uncover(figure));
    drawingOf(figure)?.setAttribute("data-covered", "");
    return true;
  };

  /**
   * @param {string} selector
   * @param {(element: HTMLElement) => void} dress
   */
  const each = (selector, dress) => {
    /** @type {NodeListOf<HTMLElement>} */
    (document.querySelectorAll(selector)).forEach(dress);
  };
  each("figure[data-listing]", dressListing);
  each("[data-progress]", (place) => {
    workbook.use("progress").then((progress) => progress.show(place));
  });
  // An answer is a file on the learner's disk: without a server there is none.
  // With one, a card shows what another editor saves; what it takes for that
  // is loaded when a card comes within a screen's height of the window.
  /** @type {HTMLElement[]} */
  const cards = [];
  each("[data-exercise]", (card) => cards.push(card));
  if (served && !isWhole && cards.length > 0) {
    const near = new IntersectionObserver(
      (seen) => {
        if (seen.some((card) => card.isIntersecting)) {
          near.disconnect();
          workbook.use("exercise").then((exercise) => exercise.dress(cards));
        }
      },
      { rootMargin: "100%" },
    );
    cards.forEach((card) => near.observe(card));
  }
})();
