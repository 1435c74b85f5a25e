// How a page calls the local server: one request, its errors' words, and an
// answer that comes line by line.
(() => {
  "use strict";

  /** @type {Wire["send"]} */
  const send = (name, body, signal) =>
    fetch(`/.workbook/api/${name}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-workbook-token": workbook.token,
      },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });

  /** @type {Wire["why"]} */
  const why = async (answer) => {
    const told = await answer.json().catch(() => null);
    return told?.error ?? null;
  };

  /** @type {Wire["lines"]} */
  async function* lines(answer) {
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
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

  workbook.define("wire", { send, why, lines });
})();
