// What a listing asks of the system when it runs as WebAssembly: what it was
// started with, the time, a sleep, a random number, a place to print to.
// That is the part of WASI (preview 1) that our listings use, and no more.
(() => {
  "use strict";

  /**
   * Runs a program to its end, on the thread that calls this: it lives in a
   * worker, which gets it as text, and names nothing outside itself.
   * @type {Modules["wasi"]}
   */
  const wasi = (module, program) => {
    const [SUCCESS, BADF, NOSYS, NOTSUP] = [0, 8, 52, 58];
    const CLOCK = 0;
    const IS_ABSOLUTE = 1;
    const REALTIME = 0;
    const MS = 1_000_000n;
    /** What the monotonic clock shows at first: there is a time before. */
    const START = 1_000_000_000n;
    const isVirtual = program.clock === "virtual";

    /** Ends the program from inside a call. */
    class End extends Error {
      /** @param {Ending} ending */
      constructor(ending) {
        super(ending.why);
        this.ending = ending;
      }
    }

    /** @type {WebAssembly.Memory} */
    let memory;
    const view = () => new DataView(memory.buffer);
    /** @param {number} at @param {number} [length] */
    const bytes = (at, length) => new Uint8Array(memory.buffer, at, length);
    /** @param {number} at @param {number} value */
    const put = (at, value) => view().setUint32(at, value, true);

    // Time, in nanoseconds since the beginning.
    const epoch = BigInt(Date.now()) * MS;
    const began = performance.now();
    let slept = 0n;
    // Another thread could ring at it; there is none, so this only sleeps. The
    // page need not be isolated: the memory never leaves the worker.
    const shared = { initial: 1, maximum: 1, shared: true };
    const cell = isVirtual
      ? undefined
      : new Int32Array(new WebAssembly.Memory(shared).buffer, 0, 1);

    const now = () =>
      isVirtual ? slept : BigInt(Math.round((performance.now() - began) * 1e6));

    const look = () => {
      // A program that spins until it is later gets there.
      if (isVirtual) pass(1000n);
      return now();
    };

    /** @param {bigint} time */
    const pass = (time) => {
      slept += time;
      if (slept > BigInt(program.limit) * MS) {
        const hours = program.limit / 3_600_000;
        throw new End({ kind: "limit", why: `its clock passed ${hours} h` });
      }
    };

    /** @param {bigint} time */
    const sleep = (time) => {
      if (!cell) return pass(time);
      program.sleeps();
      const end = now() + time;
      for (let left = time; left > 0n; left = end - now()) {
        Atomics.wait(cell, 0, 0, Number(left) / 1e6);
      }
    };

    // splitmix32: each seed has a sequence of its own.
    let state = program.seed;
    const random = () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) & 255;
    };

    const decoders = { out: new TextDecoder(), err: new TextDecoder() };
    /** The end of what it wrote to stderr: a panic's message, if any. */
    let complaint = "";
    let printed = 0;

    /** What `listing --trace` tells of a listing's own clock. */
    const MOVES = /\x1e\{"step":\d+,"us":(\d+)\}/;

    // Most listings keep a virtual clock of their own, which never sleeps. On
    // the real clock what they do then waits for that time to come.
    /** @param {string} text */
    const keepPace = (text) => {
      const moves = MOVES.exec(text);
      const time = moves ? BigInt(moves[1]) * 1000n - now() : 0n;
      if (time > 0n) sleep(time);
    };

    /** @param {"out" | "err"} stream @param {Uint8Array} part */
    const print = (stream, part) => {
      const text = decoders[stream].decode(part, { stream: true });
      if (stream === "err") complaint = (complaint + text).slice(-4000);
      const at = isVirtual ? Number(slept / 1000n) / 1000 : performance.now() - began;
      program.wrote(text, stream, at);
      if (cell && stream === "out") keepPace(text);
      printed += part.length;
      if (printed > program.most) {
        const why = `it printed more than ${program.most / 1024} KiB`;
        throw new End({ kind: "limit", why, cut: true });
      }
    };

    /** Two calls hand over a list of strings: its sizes, then itself. */
    /** @param {string[]} list */
    const strings = (list) => {
      const encoded = list.map((text) => new TextEncoder().encode(`${text}\0`));
      return {
        /** @param {number} count @param {number} size */
        sizes(count, size) {
          put(count, encoded.length);
          put(size, encoded.reduce((sum, text) => sum + text.length, 0));
          return SUCCESS;
        },
        /** @param {number} places @param {number} at */
        get(places, at) {
          for (const text of encoded) {
            put(places, at);
            bytes(at).set(text);
            places += 4;
            at += text.length;
          }
          return SUCCESS;
        },
      };
    };
    const args = strings(["listing", ...program.args]);
    const environ = strings(Object.entries(program.env).map((pair) => pair.join("=")));

    /** @type {Record<string, (...args: any[]) => number>} */
    const calls = {
      args_sizes_get: args.sizes,
      args_get: args.get,
      environ_sizes_get: environ.sizes,
      environ_get: environ.get,

      clock_time_get(clock, _precision, at) {
        const base = clock === REALTIME ? epoch : START;
        view().setBigUint64(at, base + look(), true);
        return SUCCESS;
      },

      /** Sleeps until the earliest of so many subscriptions is due. */
      poll_oneoff(subscriptions, events, count, n_events) {
        /** @type {{ id: bigint, time: bigint } | undefined} */
        let first;
        for (let n = 0; n < count; n += 1) {
          const at = subscriptions + 48 * n;
          if (view().getUint8(at + 8) !== CLOCK) return NOTSUP;
          const id = view().getBigUint64(at, true);
          const base = view().getUint32(at + 16, true) === REALTIME ? epoch : START;
          const flags = view().getUint16(at + 40, true);
          let time = view().getBigUint64(at + 24, true);
          if (flags & IS_ABSOLUTE) time -= base + now();
          if (!first || time < first.time) first = { id, time };
        }
        if (!first) return NOTSUP;
        sleep(first.time > 0n ? first.time : 0n);
        bytes(events, 32).fill(0);
        view().setBigUint64(events, first.id, true);
        put(n_events, 1);
        return SUCCESS;
      },

      fd_write(fd, parts, count, written) {
        if (fd !== 1 && fd !== 2) return BADF;
        let size = 0;
        for (let n = 0; n < count; n += 1) {
          const [at, length] = new Uint32Array(memory.buffer, parts + 8 * n, 2);
          print(fd === 1 ? "out" : "err", bytes(at, length));
          size += length;
        }
        put(written, size);
        return SUCCESS;
      },

      /** Nobody types anything: the input is at its end. */
      fd_read(fd, _parts, _count, read) {
        if (fd !== 0) return BADF;
        put(read, 0);
        return SUCCESS;
      },

      fd_fdstat_get(fd, at) {
        if (fd > 2) return BADF;
        const CHARACTER_DEVICE = 2;
        bytes(at, 24).fill(0);
        bytes(at)[0] = CHARACTER_DEVICE;
        return SUCCESS;
      },
      // No folder is open; whoever asks goes through them until this.
      fd_prestat_get: () => BADF,
      fd_close: () => BADF,
      sched_yield: () => SUCCESS,

      random_get(at, length) {
        const place = bytes(at, length);
        for (let n = 0; n < length; n += 1) place[n] = random();
        return SUCCESS;
      },

      proc_exit(code) {
        throw new End({ kind: "exited", code });
      },
    };

    /** What a trap means is told by the panic before it. @param {unknown} trap */
    const trapped = (trap) => {
      const why = complaint.slice(complaint.lastIndexOf("\nthread '") + 1).trim();
      // tokio's thread, miniloop's, and a loop that tells it as an error.
      const stalls = /condvar wait not supported|deadlock: all wait|\bStalled\b/;
      /** @type {Ending} */
      const ending = stalls.test(why)
        ? { kind: "deadlock", why: "every task waits, and nobody is left to wake one" }
        : { kind: "failed", why: why.replace(/\nnote: .*$/s, "") || String(trap) };
      return ending;
    };

    /** @type {Record<string, Function>} */
    const imports = {};
    for (const { name } of WebAssembly.Module.imports(module)) {
      imports[name] = calls[name] ?? (() => NOSYS);
    }
    const linked = { wasi_snapshot_preview1: imports };
    try {
      const { exports } = new WebAssembly.Instance(module, /** @type {any} */ (linked));
      memory = /** @type {WebAssembly.Memory} */ (exports.memory);
      /** @type {() => void} */ (exports._start)();
      return { kind: "exited", code: 0 };
    } catch (error) {
      return error instanceof End ? error.ending : trapped(error);
    }
  };

  workbook.define("wasi", wasi);
})();
