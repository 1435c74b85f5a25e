// The learner's files, verdicts, hints and progress, asked of the local
// server.
(() => {
  "use strict";

  /**
   * @param {string} name
   * @param {object} body
   */
  const ask = async (name, body) => {
    const { call } = await workbook.use("wire");
    return (await call(name, body)).json();
  };

  /** @type {Desk["check"]} */
  const check = (exercise, says) => {
    const stop = new AbortController();
    const judge = async () => {
      const { call, lines } = await workbook.use("wire");
      const answer = await call("check", { exercise }, stop.signal);
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

  /** @type {Desk["follow"]} */
  const follow = (exercises, listener) => {
    /** @type {{ [Name in keyof DeskEvents]: (data: DeskEvents[Name]) => void }} */
    const takes = {
      saved: ({ exercise, file }) => listener.saved(exercise, file),
      judging: ({ exercise }) => listener.judging(exercise),
      judged: ({ exercise, checked }) => listener.judged(exercise, checked),
      unjudged: ({ exercise, why }) => listener.unjudged?.(exercise, why),
    };
    const names = /** @type {(keyof DeskEvents)[]} */ (Object.keys(takes));
    return window.workbookStream.follow(exercises, {
      names,
      heard: (name, data) => takes[name](JSON.parse(data)),
      reached: (isThere) => listener.reached?.(isThere),
    });
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
