// The parser of traced output, without a browser: what the bin `listing`
// really writes, and what a program may do to break it.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { check, must } from "./report.mjs";
import { root } from "./server.mjs";

/** What a script of the live page defines. */
export function defined(name) {
  const path = join(root, "book/live", `${name}.js`);
  let module;
  const workbook = { define: (_name, it) => (module = it) };
  vm.runInNewContext(readFileSync(path, "utf8"), { workbook });
  return module;
}

/** The raw output of `listing KEY --trace`, as the page gets it. */
export function traced(key) {
  const path = join(root, "target/debug/listing");
  const run = spawnSync(path, [key, "--trace"], { encoding: "utf8" });
  must(run.status === 0, `${key} ended with ${run.status}: ${run.stderr}`);
  return run.stdout;
}

/** As `timeline` writes it: one lane, that ran in each step. */
const runOf = (steps) => {
  const turn = (step) => ({ step, lane: 0, end: { kind: "pending" } });
  const turns = Array.from({ length: steps }, (_, step) => turn(step));
  const lanes = [{ name: "a", spans: [], marks: [] }];
  return { lanes, turns, wakes: [], clock: [], steps, cut: false };
};
const mark = (json) => `\n\x1e${JSON.stringify(json)}\n`;
const end = (steps) => mark({ run: runOf(steps) });

const same = (got, want) => {
  const [is, wanted] = [got, want].map((value) => JSON.stringify(value));
  must(is === wanted, `${is}\ninstead of\n${wanted}`);
};

export async function marks() {
  const { read, splitter } = defined("marks");

  await check("marks: text is given to the step that printed it", () => {
    const raw = `before\n${mark({ step: 0 })}a\n${mark({ step: 1 })}${mark({ step: 2, us: 5 })}b\nc\n${end(3)}`;
    const { text, run } = read(raw);
    same(text, "before\na\nb\nc\n");
    const printed = [
      { step: -1, text: "before\n" },
      { step: 0, text: "a\n" },
      { step: 2, text: "b\nc\n" },
    ];
    same(run.printed, printed);
    same({ ...run, printed: undefined }, runOf(3));
  });

  await check("marks: a line that a mark broke is whole again", () => {
    const { text, run } = read(`${mark({ step: 0 })}one${mark({ step: 1 })}, two\n${end(2)}`);
    same(text, "one, two\n");
    same(run.printed, [{ step: 0, text: "one" }, { step: 1, text: ", two\n" }]);
  });

  await check("marks: it does not matter where the output is cut", () => {
    const raw = `x\n\n${mark({ step: 0 })}é☕\n\x1e\n${mark({ step: 1 })}${mark({ step: 2 })}y${end(3)}`;
    const whole = JSON.stringify(read(raw));
    for (let size = 1; size < 30; size += 1) {
      const split = splitter();
      let text = "";
      for (let at = 0; at < raw.length; at += size) {
        text += split.take(raw.slice(at, at + size));
      }
      const { run, text: rest } = split.end();
      must(JSON.stringify({ text: text + rest, run }) === whole, `pieces of ${size}`);
    }
  });

  await check("marks: what a program prints is left alone", () => {
    const own = [
      "\x1e\n",
      "\n\x1e\n\x1e\n",
      '\n\x1e{"step":true}\n',
      '\n\x1e{"step":0}\n',
      '\n\x1e{"step":1e999}\n',
      '\n\x1e{"run":{"lanes":[]}}\n',
      '\n\x1e{"run":{"lanes":[1],"turns":[],"wakes":[],"clock":[],"steps":0}}\n',
      "\n\x1e{\n",
    ];
    for (const said of own) {
      const { text, run } = read(`${mark({ step: 0 })}${said}${mark({ step: 1 })}${end(2)}`);
      same(text, said);
      same(run.printed, [{ step: 0, text: said }]);
    }
    same(read("\n\x1e").text, "\n\x1e");
    same(read("no newline").text, "no newline");
  });

  await check("marks: a run that never ends has its output and no run", () => {
    const raw = `${mark({ step: 0 })}a\n${end(1)}`;
    for (let cut = raw.length - 2; cut > raw.indexOf("a\n") + 4; cut -= 1) {
      const { text, run } = read(raw.slice(0, cut));
      same([text, run], ["a\n", undefined]);
    }
  });

  await check("marks: output is told as it comes, but for a last newline", () => {
    const split = splitter();
    same(["a\n", "b\n", '\n\x1e{"st'].map(split.take), ["a", "\nb", "\n"]);
    same(split.take('ep":0}\nc'), "c");
  });

  await check("marks: ten thousand steps in small pieces take no second", () => {
    const steps = Array.from({ length: 10_000 }, (_, step) => `${mark({ step })}${step}\n`);
    const raw = steps.join("") + end(10_000);
    const start = performance.now();
    const split = splitter();
    for (let at = 0; at < raw.length; at += 4096) {
      split.take(raw.slice(at, at + 4096));
    }
    same(split.end().run.printed.length, 10_000);
    const took = performance.now() - start;
    must(took < 1000, `it took ${took} ms`);
  });

  for (const key of ["ch05/call_later", "ch06/counters", "ch02/function", "ch06/cancel"]) {
    await check(`marks: ${key} prints what is recorded, and says who ran`, () => {
      const { text, run } = read(traced(key));
      const [chapter, name] = key.split("/");
      const dirs = { ch02: "ch02_generators", ch05: "ch05_event_loop", ch06: "ch06_tasks" };
      const path = join(root, "book/recorded", dirs[chapter], `${name}.txt`);
      same(text, readFileSync(path, "utf8"));
      same(run.printed.map((part) => part.text).join(""), text);
      must(run.turns.length > 0 === (chapter !== "ch02"), "it has turns");
    });
  }
}
