// What a reader does in a browser that is driven by WebDriver: goes to a page,
// looks, presses, types.
import { until } from "./webdriver.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Control: "\uE009", Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" };

/** Notes what goes wrong in a page from now on. */
const LISTENS = `
  if (!window.faults) {
    window.faults = [];
    const note = (text) => window.faults.push(String(text));
    addEventListener("error", (event) => note(event.message));
    addEventListener("unhandledrejection", (event) => note(event.reason));
    document.addEventListener("securitypolicyviolation", (event) =>
      note(event.violatedDirective + " " + event.blockedURI));
  }`;

export function tab(browser) {
  const { call } = browser;
  let first = "";

  /** Runs the body of an async function in the page; returns its value. */
  const run = async (body, ...args) => {
    const script = `const done = arguments[arguments.length - 1];
      const args = [...arguments].slice(0, -1);
      (async () => { ${body} })().then(
        (value) => done({ value: value ?? null }),
        (error) => done({ error: String(error) + " " + error.stack }));`;
    const { value } = await call("ExecuteAsyncScript", { script, args });
    if (value.error) throw new Error(value.error);
    return value.value;
  };

  /** An expression of the page, until it is true: its value. */
  const wait = (expression, patience = 15_000) =>
    until(expression, () => run(`return ${expression}`).catch(() => null), patience).catch(
      async (error) => {
        const text = await run("return document.body.innerText.slice(-600)").catch(String);
        throw new Error(`${error.message}\n${text}`);
      },
    );

  /** The button of this name within what the selector finds. */
  const press = async (within, name) => {
    const find = `[...document.querySelectorAll(${JSON.stringify(within)} + " button")]
      .find((one) => one.checkVisibility() &&
        (one.getAttribute("aria-label") ?? one.textContent).trim().startsWith(${JSON.stringify(name)}))`;
    await wait(`!!${find}`);
    // Not while the page still moves: a click goes to a place, not to a button.
    const button = await run(`let was = "";
      for (;;) {
        const found = ${find};
        found?.scrollIntoView({ block: "center", behavior: "instant" });
        const box = found?.getBoundingClientRect();
        const is = box ? box.x + " " + box.y : "";
        if (found && is === was) return found;
        was = is;
        await new Promise((later) => setTimeout(later, 60));
      }`);
    await call("ElementClick", { id: button[ELEMENT] });
  };

  const keys = async (...names) => {
    const all = names.map((name) => KEYS[name] ?? name);
    const actions = [
      ...all.map((value) => ({ type: "keyDown", value })),
      ...all.toReversed().map((value) => ({ type: "keyUp", value })),
    ];
    await call("PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
  };

  return {
    name: browser.name,
    run,
    wait,
    press,
    keys,
    async go(url) {
      await call("Navigate", { url });
      await run(LISTENS);
    },
    async reload() {
      await call("Refresh");
      await run(LISTENS);
    },
    /** Another tab of the same window; the next calls go there. */
    async open() {
      first ||= (await call("GetWindowHandles")).value?.[0] ?? (await call("GetWindowHandles"))[0];
      const made = await call("NewWindow", { type: "tab", focus: true });
      const { handle } = made.value ?? made;
      await call("SwitchToWindow", { handle, name: handle });
      return handle;
    },
    /** Closes it; the next calls go to the first one. */
    async close(handle) {
      await call("SwitchToWindow", { handle, name: handle });
      await call("CloseWindow");
      await call("SwitchToWindow", { handle: first, name: first });
    },
    /** Puts a text in place of what an editor holds, as pasting it would. */
    async edit(within, text) {
      await run(`document.querySelector(args[0] + " textarea").focus()`, within);
      await keys("Control", "a");
      await run(`document.execCommand("insertText", false, args[0])`, text);
    },
    async picture() {
      const { value } = await call("TakeScreenshot", { full: false });
      return Buffer.from(value, "base64");
    },
    async faults(address) {
      const own = await run("return window.faults?.splice(0) ?? []");
      return [...own, ...(await browser.errors(address))];
    },
  };
}
