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
    const answer = await fetch(`/.workbook/api/${name}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-workbook-token": workbook.token,
      },
      body: JSON.stringify(body),
      signal,
    }).catch((error) => {
      throw signal?.aborted ? error : new Error(GONE);
    });
    if (!answer.ok) {
      throw new Error(await reason(answer));
    }
    return answer;
  };

  /** @param {Response} answer */
  const reason = async (answer) => {
    const told = await answer.json().catch(() => null);
    return told?.error ?? `the server answers ${answer.status}; reload the page`;
  };

  /**
   * The lines of an answer as they come, each one JSON value.
   * @param {Response} answer
   */
  async function* lines(answer) {
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      rest += decoder.decode(value, { stream: !done });
      const whole = rest.split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) {
        yield JSON.parse(line);
      }
      if (done) {
        return;
      }
    }
  }

  /** @type {Backend["run"]} */
  const run = (listing, options, listener) => {
    const begun = performance.now();
    const stop = new AbortController();
    const took = () => performance.now() - begun;
    const { source, knobs, trace } = options;

    const follow = async () => {
      const body = { listing, source, knobs, trace };
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
