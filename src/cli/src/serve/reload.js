// Holds the one stream of events that this page hears, for a browser opens few
// connections to one host. Reloads the page when a build changed it; asks
// first where that would lose what the reader wrote. Shows why the book can't
// be built. Others hear of exercises by the same stream.
// The server adds this script; the built book has no trace of it.
(() => {
  "use strict";
  /** How long until a stream that was refused is asked for again. */
  const AGAIN = 2000;

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { page = "", build } = own.dataset;
  /** @type {EventSource | null} */
  let events = null;
  /** @type {{ exercises: string[], ears: Ears }[]} */
  let followers = [];
  let isThere = true;
  let later = 0;

  const listen = () => {
    const exercises = followers.flatMap((follower) => follower.exercises);
    const names = exercises.map(encodeURIComponent).join(",");
    const query = `page=${encodeURIComponent(page)}&exercises=${names}`;
    events = new EventSource(`/.workbook/events?${query}`);
    events.addEventListener("open", () => standing(true));
    events.addEventListener("error", lost);
    events.addEventListener("build", (event) => {
      if (event.data === build) {
        notice(null);
      } else if (document.querySelector("[data-unsaved]")) {
        ask();
      } else {
        location.reload();
      }
    });
    events.addEventListener("failure", (event) => {
      const what = "The last change is not on this page: the book can't be built.";
      notice(`${what}\n${event.data}`);
    });
    for (const { ears } of followers) {
      for (const name of ears.names) {
        events.addEventListener(name, (event) => ears.heard(name, event.data));
      }
    }
  };

  const lost = () => {
    standing(false);
    // Else the browser asks again by itself.
    if (events?.readyState === EventSource.CLOSED) {
      later = setTimeout(look, AGAIN);
    }
  };

  /** @param {boolean} now */
  const standing = (now) => {
    if (now !== isThere) {
      isThere = now;
      followers.forEach(({ ears }) => ears.reached(now));
    }
  };

  // A page that nobody looks at holds none, and catches up when it is looked
  // at.
  const look = () => {
    close();
    if (document.visibilityState === "visible") {
      listen();
    }
  };

  const close = () => {
    clearTimeout(later);
    events?.close();
    events = null;
  };

  /** @type {Stream["follow"]} */
  const follow = (exercises, ears) => {
    const follower = { exercises, ears };
    followers.push(follower);
    look();
    const stop = () => {
      followers = followers.filter((other) => other !== follower);
      look();
    };
    return { stop };
  };
  window.workbookStream = { follow };

  const ask = () => {
    const box = notice(
      "This page has changed. Loading it again loses what you wrote here " +
        "and did not save.\n",
    );
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Load it again";
    button.style.cssText = "margin-top:.5em;padding:.3em .8em;font:inherit";
    button.addEventListener("click", () => location.reload());
    box?.append(button);
  };

  /** @param {string | null} text */
  const notice = (text) => {
    document.getElementById("workbook-notice")?.remove();
    if (text === null) {
      return null;
    }
    const box = document.createElement("div");
    box.id = "workbook-notice";
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2000;padding:1em 1.5em;" +
      "max-height:40vh;overflow:auto;white-space:pre-wrap;" +
      "background:#5c1a1a;color:#fff;font:1.4rem/1.5 ui-monospace,monospace";
    box.textContent = text;
    document.body.append(box);
    return box;
  };

  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && look());
  look();
})();
