// How a page calls the local server: one request with the page's token, the
// words for what goes wrong, and an answer that comes line by line.
(() => {
  "use strict";
  const GONE =
    "the local server does not answer; start it again with " +
    "`cargo workbook serve`";

  /**
   * @param {string} name
   * @param {object} body
   * @param {AbortSignal} [signal]
   */
  const send = (name, body, signal) =>
    fetch(`/.workbook/api/${name}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-workbook-token": workbook.token,
      },
      body: JSON.stringify(body),
      signal: signal ?? null,
    }).catch((error) => {
      throw signal?.aborted ? error : new Error(GONE);
    });

  /**
   * Takes the token of the server that runs now: one that was started anew
   * has another. It stands in this page as the server shows it now, which no
   * page of another origin can read. False, if there is no newer one.
   * @param {string} refused
   */
  const renew = async (refused) => {
    if (workbook.token !== refused) {
      // Another call has been here meanwhile.
      return true;
    }
    const page = await fetch(location.pathname).then(
      (answer) => answer.text(),
      () => "",
    );
    const parsed = new DOMParser().parseFromString(page, "text/html");
    /** @type {HTMLMetaElement | null} */
    const meta = parsed.querySelector('meta[name="workbook"]');
    workbook.token = meta?.dataset.token ?? refused;
    return workbook.token !== refused;
  };

  /** @type {Wire["call"]} */
  const call = async (name, body, signal) => {
    const { token } = workbook;
    let answer = await send(name, body, signal);
    if (answer.status === 403 && (await renew(token))) {
      answer = await send(name, body, signal);
    }
    if (!answer.ok) {
      const told = await answer.json().catch(() => null);
      const status = `the local server answers ${answer.status}`;
      throw new Error(told?.error ?? `${status}; reload the page`);
    }
    return answer;
  };

  /** @type {Wire["lines"]} */
  async function* lines(answer) {
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = (await reader?.read().catch(broken)) ?? { done: true };
      rest += decoder.decode(value, { stream: !done });
      const whole = rest.split("\n");
      rest = done ? "" : (whole.pop() ?? "");
      for (const line of whole.filter((text) => text.trim())) {
        yield JSON.parse(line);
      }
      if (done) {
        return;
      }
    }
  }

  /**
   * A connection that breaks off has other words in each browser.
   * @param {Error} error
   * @returns {never}
   */
  const broken = (error) => {
    throw error.name === "AbortError" ? error : new Error(GONE);
  };

  workbook.define("wire", { call, lines });
})();
