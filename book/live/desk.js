// The learner's files, verdicts, hints and progress, asked of the local
// server.
(() => {
  "use strict";

  const EVENTS = "/.workbook/events";

  /** How long until a closed stream of events is asked for again. */
  const AGAIN = 2000;

  const GONE =
    "the local server does not answer; start it again with " +
    "`cargo workbook serve`";

  /**
   * Asks the server, which may have been started anew meanwhile: then with
   * its new token.
   * @param {string} name
   * @param {object} body
   * @param {AbortSignal} [signal]
   */
  const post = async (name, body, signal) => {
    let answer = await send(name, body, signal);
    if (answer.status === 403 && (await renew())) {
      answer = await send(name, body, signal);
    }
    if (!answer.ok) {
      const { why } = await workbook.use("wire");
      throw new Error(
        (await why(answer)) ?? `the local server answered ${answer.status}`,
      );
    }
    return answer;
  };

  /**
   * @param {string} name
   * @param {object} body
   * @param {AbortSignal} [signal]
   */
  const send = async (name, body, signal) => {
    const wire = await workbook.use("wire");
    return wire.send(name, body, signal).catch((error) => {
      throw signal?.aborted ? error : new Error(GONE);
    });
  };

  /** Takes the token of the server that runs now; false, if it is ours. */
  const renew = async () => {
    const page = await fetch(location.pathname).then(
      (answer) => answer.text(),
      () => "",
    );
    const parsed = new DOMParser().parseFromString(page, "text/html");
    /** @type {HTMLMetaElement | null} */
    const meta = parsed.querySelector('meta[name="workbook"]');
    const token = meta?.dataset.token ?? workbook.token;
    const isNew = token !== workbook.token;
    workbook.token = token;
    return isNew;
  };

  /**
   * @param {string} name
   * @param {object} body
   */
  const ask = async (name, body) => (await post(name, body)).json();

  /** @type {Desk["check"]} */
  const check = (exercise, says) => {
    const stop = new AbortController();
    const judge = async () => {
      const answer = await post("check", { exercise }, stop.signal);
      const { lines } = await workbook.use("wire");
      for await (const line of lines(answer)) {
        if (line.verdict) {
          return line.verdict;
        }
        if (line.error) {
          throw new Error(line.error);
        }
        says(line.says ?? "");
      }
      throw new Error("the judge ended without a verdict; check once more");
    };
    return { verdict: judge(), stop: () => stop.abort() };
  };

  /**
   * A browser opens few connections to one host: a page that nobody looks at
   * holds none, and catches up when it is looked at.
   * @type {Desk["follow"]}
   */
  const follow = (exercises, listener) => {
    const names = exercises.map(encodeURIComponent).join(",");
    /** @type {EventSource | null} */
    let events = null;
    let isThere = true;
    let later = 0;

    /** @param {boolean} now */
    const standing = (now) => {
      if (now !== isThere) {
        isThere = now;
        listener.reached?.(now);
      }
    };

    const lost = () => {
      standing(false);
      if (events?.readyState === EventSource.CLOSED) {
        later = setTimeout(listen, AGAIN);
      }
    };

    const listen = () => {
      events?.close();
      events = new EventSource(`${EVENTS}?exercises=${names}`);
      events.addEventListener("open", () => {
        standing(true);
      });
      events.addEventListener("error", lost);
      hear("saved", ({ exercise, file }) => listener.saved(exercise, file));
      hear("judging", ({ exercise }) => listener.judging(exercise));
      hear("judged", ({ exercise, checked }) =>
        listener.judged(exercise, checked),
      );
      hear("unjudged", ({ exercise, why }) =>
        listener.unjudged?.(exercise, why),
      );
    };

    /**
     * @template {keyof DeskEvents} Name
     * @param {Name} name
     * @param {(data: DeskEvents[Name]) => void} take
     */
    const hear = (name, take) =>
      events?.addEventListener(name, (event) => take(JSON.parse(event.data)));

    const look = () => {
      clearTimeout(later);
      if (document.visibilityState === "visible") {
        listen();
      } else {
        events?.close();
      }
    };
    const gone = new AbortController();
    const { signal } = gone;
    document.addEventListener("visibilitychange", look, { signal });
    addEventListener("pagehide", () => events?.close(), { signal });
    addEventListener("pageshow", (event) => event.persisted && look(), {
      signal,
    });
    look();
    const stop = () => {
      gone.abort();
      clearTimeout(later);
      events?.close();
    };
    return { stop };
  };

  /** @type {Desk} */
  const desk = {
    read: (exercise) => ask("read", { exercise }),
    save: (exercise, text, version) => ask("save", { exercise, text, version }),
    check,
    hint: (exercise) => ask("hint", { exercise, take: true }),
    hints: (exercise) => ask("hint", { exercise, take: false }),
    question: (listing) => ask("question", { listing }),
    answer: (listing, numbers) => ask("answer", { listing, numbers }),
    progress: () => ask("progress", {}),
    follow,
  };
  workbook.define("desk", desk);
})();
