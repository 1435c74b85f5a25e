// Reloads this page when a build changed it; asks first where that would lose
// what the reader wrote. Shows why the book can't be built.
// The server adds this script; the built book has no trace of it.
(() => {
  "use strict";
  const { page, build } = document.currentScript.dataset;
  let events = null;

  const listen = () => {
    const name = encodeURIComponent(page);
    events = new EventSource(`/.workbook/events?page=${name}`);
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
  };

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
    box.append(button);
  };

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

  // A browser opens few connections to one host: a page that nobody looks
  // at holds none, and catches up when it is looked at.
  const follow = () => {
    events?.close();
    events = null;
    if (document.visibilityState === "visible") {
      listen();
    }
  };
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (event) => event.persisted && follow());
  follow();
})();
