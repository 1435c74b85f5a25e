// A `workbook serve` of a copy of the checkout, so that a check may edit it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sow } from "./seed.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Builds the command and returns its path. */
export function build() {
  const built = spawnSync(
    "cargo",
    ["build", "--package", "workbook", "--message-format=json-render-diagnostics"],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 },
  );
  const named = (built.stdout ?? "")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line).executable)
    .find(Boolean);
  if (built.status !== 0 || !named) {
    throw new Error("the package workbook does not build");
  }
  return named;
}

/** Starts a server on a free port; resolves once it says its address. */
export async function start() {
  const program = build();
  // Within `target`, for there crates can be linked.
  mkdirSync(join(root, "target"), { recursive: true });
  const home = mkdtempSync(join(root, "target/browser-"));
  const checkout = join(home, "checkout");
  const temporary = mkdtempSync(join(home, "tmp-"));
  sow(root, checkout);
  const child = spawn(program, ["serve", "--no-open", "--port", "0"], {
    cwd: checkout,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.on("exit", done));
  let said = "";
  const address = await new Promise((found, failed) => {
    child.stdout.on("data", (text) => {
      said += text;
      const match = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (match) found(match[0]);
    });
    ended.then((code) => failed(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    address,
    checkout,
    pid: child.pid,
    said: () => said,
    /** The processes that it started and that still run, by their ids. */
    async children() {
      const tasks = `/proc/${child.pid}/task`;
      const ids = readdirSync(tasks).map((task) =>
        readFileSync(`${tasks}/${task}/children`, "utf8"),
      );
      return ids.join(" ").split(" ").filter(Boolean).map(Number);
    },
    /** Interrupts it; returns its exit code and what it left behind. */
    async stop() {
      child.kill("SIGINT");
      const code = await ended;
      const left = readdirSync(temporary);
      rmSync(home, { recursive: true, force: true });
      return { code, left };
    },
  };
}
