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
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return worker;
  };

  /** @param {string} listing @param {RunOptions} options @returns {ToWorker["program"]} */
  const started = (listing, options) => {
    const knobs = options.knobs ?? {};
    const env = Object.entries(knobs).map(([name, value]) => [
      `WORKBOOK_${name.toUpperCase()}`,
      value,
    ]);
    return {
      args: options.trace ? ["--trace", listing] : [listing],
      env: Object.fromEntries(env),
      clock: options.clock ?? "virtual",
      seed: Number(knobs.seed ?? 1),
      limit: LIMIT,
      most: MOST,
    };
  };

  /** @type {Backend["run"]} */
  const run = (listing, options, listener) => {
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
      [worker] = await Promise.all([ready ?? hire(), module]);
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
      worker.onerror = (event) => kill({ kind: "failed", why: event.message });
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
