// Firefox and WebKit by WebDriver's own words, with nothing installed but the
// browser: Firefox speaks them on a socket (Marionette), WebKit by HTTP.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long a browser may take to start. */
const START = 60_000;

/** Nothing is fetched, asked or told but what a page wants. */
const PREFS = {
  "marionette.port": 0,
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.tabs.warnOnClose": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "devtools.console.stdout.content": true,
  "dom.disable_beforeunload": true,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#",
  "toolkit.telemetry.enabled": false,
  "ui.prefersReducedMotion": 1,
};

const FIREFOX = ["firefox-esr", "firefox"].map((name) => `/usr/bin/${name}`);

/** Asks again and again, until there is something. */
export async function until(what, ask, patience) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience} ms`);
    await new Promise((later) => setTimeout(later, 40));
  }
}

/** A program in a process group of its own, and what it said. */
function started(command, args, env) {
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => lines.push(...String(text).split("\n")));
  }
  const ended = new Promise((done) => child.on("exit", done));
  return {
    lines,
    async end() {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
      await ended;
    },
  };
}

export async function firefox() {
  const program = FIREFOX.find(existsSync);
  if (!program) throw new Error("no Firefox is here: apt-get install firefox-esr");
  const home = mkdtempSync(join(tmpdir(), "workbook-firefox-"));
  const prefs = Object.entries(PREFS).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(home, "user.js"), prefs.join(""));
  // Only with this access are the errors known that a page does not see.
  const args = ["--headless", "--no-remote", "--marionette"];
  args.push("--remote-allow-system-access", "--profile", home);
  const browser = started(program, args, { HOME: home, MOZ_CRASHREPORTER_DISABLE: "1" });
  const active = join(home, "MarionetteActivePort");
  const port = await until(
    "Firefox's port",
    () => existsSync(active) && Number(readFileSync(active, "utf8")),
    START,
  );
  const { call, close } = await marionette(port);
  await call("NewSession", { strictFileInteractability: false });
  const end = async () => {
    close();
    await browser.end();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  /** What the console holds of these pages, and forgets. */
  const errors = async (address) => {
    await call("SetContext", { value: "chrome" }, "Marionette");
    const { value } = await call("ExecuteScript", {
      script: `const found = Services.console.getMessageArray()
        .filter((one) => one instanceof Ci.nsIScriptError)
        .filter((one) => one.sourceName.startsWith(arguments[0]))
        .filter((one) => !(one.flags & Ci.nsIScriptError.warningFlag))
        .map((one) => one.sourceName + ":" + one.lineNumber + ": " + one.errorMessage);
        Services.console.reset();
        return found;`,
      args: [address],
    });
    await call("SetContext", { value: "content" }, "Marionette");
    const said = browser.lines.splice(0).filter((line) => /^console\.(error|assert)(?!: RSLoader)/.test(line));
    return [...value, ...said];
  };
  return { name: "firefox", call, errors, end };
}

/** Marionette: each message is its length, a colon, and JSON. */
async function marionette(port) {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let rest = Buffer.alloc(0);
  let last = 0;
  const refuse = () => {
    for (const [, failed] of waiting.values()) failed(new Error("Firefox is gone"));
  };
  const ready = new Promise((done, failed) => {
    socket.on("error", failed);
    socket.on("close", refuse);
    socket.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const colon = rest.indexOf(":");
        const length = Number(rest.subarray(0, Math.max(colon, 0)));
        if (colon < 0 || rest.length < colon + 1 + length) return;
        const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length));
        rest = rest.subarray(colon + 1 + length);
        if (!Array.isArray(message)) {
          done();
          continue;
        }
        const [, id, error, result] = message;
        const [given, failed] = waiting.get(id);
        waiting.delete(id);
        if (error) failed(new Error(`${error.error}: ${error.message}`));
        else given(result);
      }
    });
  });
  await ready;
  const call = (name, args = {}, whose = "WebDriver") =>
    new Promise((given, failed) => {
      last += 1;
      waiting.set(last, [given, failed]);
      const text = JSON.stringify([0, last, `${whose}:${name}`, args]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { call, close: () => socket.destroy() };
}

/** How HTTP says what Marionette names. */
const HTTP = {
  Navigate: ["POST", "/url"],
  Refresh: ["POST", "/refresh"],
  Back: ["POST", "/back"],
  ExecuteAsyncScript: ["POST", "/execute/async"],
  PerformActions: ["POST", "/actions"],
  SetTimeouts: ["POST", "/timeouts"],
  SetWindowRect: ["POST", "/window/rect"],
  TakeScreenshot: ["GET", "/screenshot"],
  NewWindow: ["POST", "/window/new"],
  SwitchToWindow: ["POST", "/window"],
  CloseWindow: ["DELETE", "/window"],
  GetWindowHandles: ["GET", "/window/handles"],
};

const MINI = "/usr/lib/x86_64-linux-gnu";

/** WebKitGTK's own small browser, on a screen that nobody sees. */
export async function webkit() {
  const folder = readdirSync(MINI).find((name) => existsSync(join(MINI, name, "MiniBrowser")));
  if (!folder || !existsSync("/usr/bin/Xvfb")) {
    throw new Error("no WebKit is here: apt-get install webkit2gtk-driver xvfb");
  }
  const home = mkdtempSync(join(tmpdir(), "workbook-webkit-"));
  const screen = started("/usr/bin/Xvfb", [
    ..."-displayfd 1 -screen 0 1400x1100x24 -nolisten tcp".split(" "),
  ]);
  const display = await until("a screen", () => screen.lines.find((line) => /^\d+$/.test(line)), START);
  const port = 20_000 + (process.pid % 20_000);
  const driver = started("/usr/bin/WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    DISPLAY: `:${display}`,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  });
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until("WebKit's driver", () => ask("GET", "/status").catch(() => null), START);
  const { sessionId } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: {
        "webkitgtk:browserOptions": {
          binary: join(MINI, folder, "MiniBrowser"),
          args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
        },
      },
    },
  });
  const call = async (name, args = {}) => {
    const [method, path] = name === "ElementClick" ? ["POST", `/element/${args.id}/click`] : HTTP[name];
    return { value: await ask(method, `/session/${sessionId}${path}`, args) };
  };
  const end = async () => {
    await ask("DELETE", `/session/${sessionId}`).catch(() => null);
    await driver.end();
    await screen.end();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const errors = async () =>
    driver.lines.splice(0).filter((line) => /^CONSOLE .*\bERROR\b/.test(line));
  return { name: "webkit", call, errors, end };
}
