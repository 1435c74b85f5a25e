// Questions about what a listing prints, and how the learner answered: kept by
// the local server, or by this browser where there is none.
(() => {
  "use strict";

  const KEPT = "workbook.predictions";

  /** @returns {Record<string, { tries: number, right: number | null }>} */
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
    } catch {
      return {};
    }
  };

  /**
   * Counts a try; gives how many there were.
   * @param {string} listing
   * @param {boolean} isRight
   */
  const note = (listing, isRight) => {
    const all = kept();
    const { tries, right } = all[listing] ?? { tries: 0, right: null };
    const now = tries + 1;
    all[listing] = { tries: now, right: right ?? (isRight ? now : null) };
    try {
      localStorage.setItem(KEPT, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing: it is graded all the same.
    }
    return now;
  };

  const catalog = async () => {
    if (!workbook.catalog) {
      await workbook.script("live/catalog.js");
    }
    return workbook.catalog?.listings ?? {};
  };

  /** @param {string} listing */
  const asked = async (listing) => {
    const question = (await catalog())[listing]?.question;
    if (!question) {
      throw new Error(`nothing is asked about ${listing}`);
    }
    return question;
  };

  /** @type {Predictions["question"]} */
  const question = async (listing) =>
    workbook.served
      ? (await workbook.use("desk")).question(listing)
      : asked(listing);

  /** @type {Predictions["answer"]} */
  const answer = async (listing, numbers) => {
    if (workbook.served) {
      return (await workbook.use("desk")).answer(listing, numbers);
    }
    const { options, right } = await asked(listing);
    const lines = numbers.map((number) => options[number - 1] ?? "");
    const wrong = lines.findIndex((line, place) => line !== right[place]);
    const tries = note(listing, wrong < 0);
    return wrong < 0
      ? { right: true, tries }
      : { right: false, answered: lines[wrong], printed: right[wrong], tries };
  };

  /** @type {Predictions["all"]} */
  const all = async () => {
    const known = kept();
    return Object.entries(await catalog())
      .filter(([, listing]) => listing.question)
      .map(([listing]) => ({
        listing,
        ...(known[listing] ?? { tries: 0, right: null }),
      }));
  };

  workbook.define("predictions", { question, answer, all });
})();
