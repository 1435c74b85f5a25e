// Runs listings in the page itself: one WebAssembly module in a worker, without
// any server. A policy of the site must allow it two things: `worker-src blob:`
// and, for scripts, `'wasm-unsafe-eval'`.
(() => {
  "use strict";

  /** Of its own clock: an endless program that sleeps ends there. */
  const LIMIT = 3_600_000;
  /** In bytes. */
  const MOST = 256 * 1024;
  /** Of ours, in milliseconds, while its own clock costs nothing. */
  const PATIENCE = 10_000;

  /** Unpacked and compiled once. @type {Promise<WebAssembly.Module> | undefined} */
  let module;
  /** Of the worker's program. @type {string | undefined} */
  let address;
  /** Ready for the next run, and kept for it. @type {Worker | undefined} */
  let idle;

  const compile = async () => {
    await workbook.script("live/catalog.js");
    if (!workbook.catalog?.module) {
      throw new Error("this copy of the book has no module to run");
    }
    await workbook.script(workbook.catalog.module);
    const packed = atob(workbook.module ?? "");
    const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const headers = { "content-type": "application/wasm" };
    return WebAssembly.compileStreaming(new Response(unpacked, { headers }));
  };

  // From `file://` no worker can be loaded, and none loads another file. But
  // scripts load everywhere, and a function is its own text.
  const hire = async () => {
    const parts = await Promise.all([workbook.use("worker"), workbook.use("wasi")]);
    const text = `"use strict";(${parts[0]})(self,${parts[1]});`;
    address ??= URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    return new Worker(address);
  };

  /** @param {string} listing @param {RunOptions} options @returns {ToWorker["program"]} */
  const started = (listing, options) => {
    const { knobs = {}, clock = "virtual", trace } = options;
    const env = Object.entries(knobs).map(([name, value]) => [
      `WORKBOOK_${name.toUpperCase()}`,
      value,
    ]);
    return {
      // On the real clock its marks say how long to wait.
      args: trace || clock === "real" ? ["--trace", listing] : [listing],
      env: Object.fromEntries(env),
      clock,
      seed: Number(knobs.seed ?? 1),
      limit: LIMIT,
      most: MOST,
    };
  };

  /**
   * What is shown of it: marks that nobody asked for are taken out.
   * @param {RunOptions} options
   * @param {RunListener} listener
   */
  const shown = async ({ trace, clock }, listener) => {
    if (trace || clock !== "real") return listener;
    const marks = (await workbook.use("marks")).splitter();
    /** @type {RunListener["wrote"]} */
    const wrote = (text, stream, at) => {
      const own = stream === "out" ? marks.take(text) : text;
      if (own !== "") listener.wrote(own, stream, at);
    };
    /** @type {RunListener["ended"]} */
    const ended = (end) => {
      const { text } = marks.end();
      if (text !== "") listener.wrote(text, "out");
      listener.ended(end);
    };
    return { wrote, ended };
  };

  /** @type {Backend["run"]} */
  const run = (listing, options, asked) => {
    let listener = asked;
    const began = performance.now();
    /** @type {Worker | undefined} */
    let worker;
    let timer = 0;
    let isOver = false;

    /** @param {Ending} ending */
    const end = (ending) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      listener.ended({ ...ending, took: performance.now() - began });
    };
    /** Ends the worker whatever it does. @param {Ending} ending */
    const kill = (ending) => {
      worker?.terminate();
      end(ending);
    };

    const begin = async () => {
      const ready = idle;
      idle = undefined;
      module ??= compile();
      [worker, listener] = await Promise.all([
        ready ?? hire(),
        shown(options, asked),
        module,
      ]);
      if (isOver) return worker.terminate();
      const program = started(listing, options);
      worker.onmessage = ({ data }) => {
        /** @type {FromWorker} */
        const message = data;
        if (isOver) return;
        if ("wrote" in message) {
          for (const [text, stream, at] of message.wrote) listener.wrote(text, stream, at);
          return;
        }
        idle?.terminate();
        idle = worker;
        end(message.ended);
      };
      // A worker that the site's policy keeps from starting has no message.
      worker.onerror = ({ message }) => {
        kill({ kind: "refused", why: message || "the site lets no worker start" });
      };
      worker.postMessage({ module: await module, program });
      if (program.clock === "virtual") {
        const why = `it ran for ${PATIENCE / 1000} s`;
        timer = setTimeout(() => kill({ kind: "limit", why }), PATIENCE);
      }
    };
    begin().catch((error) => {
      module = undefined;
      kill({ kind: "refused", why: error.message });
    });
    return { stop: () => kill({ kind: "stopped" }) };
  };

  workbook.define("backend", { run });
})();
