// Runs listings by the local server that served this page.
(() => {
  "use strict";
  /** @type {Backend["run"]} */
  const run = (listing, options, listener) => {
    const begun = performance.now();
    const stop = new AbortController();
    const took = () => performance.now() - begun;
    const { source, knobs, trace } = options;

    const follow = async () => {
      const body = { listing, source, knobs, trace };
      const { call, lines } = await workbook.use("wire");
      const answer = await call("run", body, stop.signal);
      for await (const line of lines(answer)) {
        if (line.out !== undefined) {
          listener.wrote(line.out, "out");
        } else if (line.err !== undefined) {
          listener.wrote(line.err, "err");
        } else if (line.says !== undefined) {
          listener.says?.(line.says);
        } else if (line.end !== undefined) {
          return { ...line.end, took: took() };
        } else if (line.error !== undefined) {
          throw new Error(line.error);
        }
      }
      throw new Error("the run broke off without an end; run it again");
    };

    follow().then(
      (end) => listener.ended(end),
      (error) => {
        const kind = stop.signal.aborted ? "stopped" : "refused";
        const why = kind === "stopped" ? undefined : error.message;
        listener.ended({ kind, why, took: took() });
      },
    );
    return { stop: () => stop.abort() };
  };

  /** @type {Backend["source"]} */
  const source = async (listing) => {
    const { call } = await workbook.use("wire");
    const answer = await call("source", { listing });
    return (await answer.json()).text;
  };

  workbook.define("backend", { run, source });
})();
