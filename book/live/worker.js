// The worker in which listings run: it runs one after the other, and hands
// over what they print.
(() => {
  "use strict";

  /**
   * Becomes the worker's whole program, as text; see `static.js`.
   * @type {Modules["worker"]}
   */
  const worker = (scope, wasi) => {
    /** In milliseconds: about as often as a screen is drawn. */
    const PAUSE = 16;
    /** So many messages go out at once; more of them in one pause wait. */
    const BURST = 32;
    /** @type {Extract<FromWorker, { wrote: unknown }>["wrote"]} */
    let waiting = [];
    let since = 0;
    let sent = 0;

    const flush = () => {
      if (waiting.length > 0) scope.postMessage({ wrote: waiting });
      waiting = [];
    };

    // A program that prints and then hangs never comes back to us: what can be
    // sent is sent now. A flood would drown the page, so it is sent in batches.
    /** @type {Program["wrote"]} */
    const wrote = (text, stream, at) => {
      const last = waiting.at(-1);
      if (last && last[1] === stream && last[2] === at) {
        last[0] += text;
      } else {
        waiting.push([text, stream, at]);
      }
      const now = performance.now();
      if (now - since >= PAUSE) {
        since = now;
        sent = 0;
      }
      if (sent < BURST) {
        sent += 1;
        flush();
      }
    };

    scope.onmessage = ({ data: { module, program } }) => {
      const ended = wasi(module, { ...program, wrote, sleeps: flush });
      flush();
      scope.postMessage({ ended });
    };
  };

  workbook.define("worker", worker);
})();
