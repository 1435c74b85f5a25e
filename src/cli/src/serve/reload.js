// Reloads this page when the book was built again; shows why it was not.
// The server adds this script; the built book has no trace of it.
(() => {
  "use strict";
  const mine = document.currentScript.dataset.build;
  let events = null;

  const listen = () => {
    events = new EventSource("/.workbook/events");
    events.addEventListener("build", (event) => {
      if (event.data !== mine) {
        location.reload();
      } else {
        notice(null);
      }
    });
    events.addEventListener("failure", (event) => notice(event.data));
  };

  const notice = (text) => {
    document.getElementById("workbook-failure")?.remove();
    if (text === null) {
      return;
    }
    const box = document.createElement("div");
    box.id = "workbook-failure";
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2000;padding:1em 1.5em;" +
      "max-height:40vh;overflow:auto;white-space:pre-wrap;" +
      "background:#5c1a1a;color:#fff;font:1.4rem/1.5 ui-monospace,monospace";
    box.textContent =
      "The last change is not on this page: the book can't be built.\n" + text;
    document.body.append(box);
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
