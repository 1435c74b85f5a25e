// Runs listings by the local server that served this page.
(() => {
  "use strict";
  const GONE =
    "the server does not answer; start it again by `cargo workbook serve` " +
    "and reload the page";

  /**
   * @param {string} name
   * @param {object} body
   * @param {AbortSignal} [signal]
   */
  const call = async (name, body, signal) => {
    const wire = await workbook.use("wire");
    const answer = await wire.send(name, body, signal).catch((error) => {
      throw signal?.aborted ? error : new Error(GONE);
    });
    if (!answer.ok) {
      const why = await wire.why(answer);
      throw new Error(
        why ?? `the server answers ${answer.status}; reload the page`,
      );
    }
    return answer;
  };

  /** @type {Backend["run"]} */
  const run = (listing, options, listener) => {
    const begun = performance.now();
    const stop = new AbortController();
    const took = () => performance.now() - begun;
    const { source, knobs, trace } = options;

    const follow = async () => {
      const body = { listing, source, knobs, trace };
      const answer = await call("run", body, stop.signal);
      const { lines } = await workbook.use("wire");
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
      throw new Error(GONE);
    };

    follow().then(
      (end) => listener.ended(end),
      (error) => {
        const kind = stop.signal.aborted ? "stopped" : "refused";
        const why = kind === "stopped" ? undefined : told(error);
        listener.ended({ kind, why, took: took() });
      },
    );
    return { stop: () => stop.abort() };
  };

  /**
   * A connection that breaks off while lines come has other words.
   * @param {Error} error
   */
  const told = (error) => (error instanceof TypeError ? GONE : error.message);

  /** @type {Backend["source"]} */
  const source = async (listing) => {
    const answer = await call("source", { listing });
    return (await answer.json()).text;
  };

  workbook.define("backend", { run, source });
})();
