// What the live page's scripts say to each other, to the local server and to
// the listings. No browser loads this file: it is what their types are
// checked against.

/** What one script offers to the others: `workbook.use(name)`. */
interface Modules {
  player: {
    /** Draws a run below a listing's output; replaces what it drew there. */
    show(place: HTMLElement, run: Run, options?: { source?: string }): Player;
  };
  /** A run in words. */
  words: Words;
  /** The signs of a drawn run. */
  signs: Signs;
  lanes: Lanes;
  lines: Lines;
  stage: Stage;
  /** Takes apart what `listing --trace` writes. */
  marks: {
    splitter(): Splitter;
    /** All of a run at once: what was printed, and who ran when. */
    read(raw: string): { text: string; run?: Run };
  };
  /** A text editor in place of a block of code. */
  editor: {
    open(place: HTMLElement, text: string, options: EditorOptions): Promise<Editor>;
  };
  /** What a listing prints now. */
  panel: {
    open(after: Element, name: string, wishes: PanelWishes): Panel;
  };
  /** A listing as the reader changes it. */
  change: { open(figure: HTMLElement, wishes: ChangeWishes): Promise<Change> };
  /** Where listings run: the local server, or the page itself. */
  backend: Backend;
  /** What the local server does besides. */
  desk: Desk;
  /** How both call it. */
  wire: Wire;
  listing: { open(figure: HTMLElement, wish: ListingWish): Promise<void> };
  /** Makes all cards of a page live, and follows their files. */
  exercise: { dress(cards: HTMLElement[]): Promise<void> };
  hold: {
    /** What is below these, in the page's order, stays where it is. */
    place(elements: HTMLElement[]): void;
  };
  /** What a card shows below its statement. */
  card: {
    draw(
      draw: Draw,
      element: HTMLElement,
      exercise: string,
      wishes: { solve(): void; check(): void; hints(): void },
    ): Card;
  };
  /** The learner's own file, in an editor. */
  answer: {
    open(
      place: HTMLElement,
      exercise: string,
      options: { submit(): void },
    ): Promise<Answer>;
  };
  conflict: { ask(place: HTMLElement, asked: ConflictAsked): Promise<void> };
  hints: {
    /** `taken` is called after each hint that was taken. */
    open(place: HTMLElement, exercise: string, taken: () => void): Promise<void>;
  };
  verdict: {
    /** Draws it in place of what is there; `focus`: somebody asked for it. */
    show(
      place: HTMLElement,
      checked: Checked,
      options: { focus: boolean },
    ): Promise<void>;
  };
  predict: { open(figure: HTMLElement, listing: string): Promise<void> };
  choices: { draw(draw: Draw, question: Question): Choices };
  predictions: Predictions;
  progress: { show(place: HTMLElement): Promise<void> };
  standing: {
    /** Says in each place how far the exercise is that it is for. */
    show(places: Map<string, HTMLElement>): Promise<void>;
  };
  draw: Draw;

  // Of a static page, where the listings are a WebAssembly module.

  /** Runs a program of the module; the text of a worker, so without imports. */
  wasi: (module: WebAssembly.Module, program: Program) => Ending;
  /** What the worker does besides; `wasi` is run in it. */
  worker: (scope: WorkerScope, wasi: Modules["wasi"]) => void;
}

/** How a program of the module is started. */
interface Program {
  args: string[];
  env: Record<string, string>;
  clock: "virtual" | "real";
  seed: number;
  /** Of the virtual clock, in milliseconds: nobody waits for ever. */
  limit: number;
  /** How much it may print, in bytes. */
  most: number;
  wrote(text: string, stream: "out" | "err", at: number): void;
  /** Called before the thread really sleeps. */
  sleeps(): void;
}

type Ending = Pick<RunEnd, "kind" | "code" | "why" | "cut">;

/** The worker as its script sees it. */
interface WorkerScope {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

type ToWorker = { module: WebAssembly.Module; program: Omit<Program, "wrote" | "sleeps"> };

type FromWorker =
  | { wrote: [text: string, stream: "out" | "err", at: number][] }
  | { ended: Ending };

/** What the button under a listing asks for. */
type ListingWish = "run" | "timeline" | "change" | "restore";

interface Workbook {
  /** From this page to the book's root: "" or "../". */
  root: string;
  /** Who serves this page. */
  served: boolean;
  /** Of this start of the server; "" on a static page. */
  token: string;
  define<Name extends keyof Modules>(name: Name, module: Modules[Name]): void;
  /** Loads the script that defines it, once. */
  use<Name extends keyof Modules>(name: Name): Promise<Modules[Name]>;
  /** Loads a script of the book, once; its path is seen from the root. */
  script(path: string): Promise<void>;
  /** The same for a style sheet. */
  sheet(path: string): Promise<void>;
  /** Shows what a listing prints, where it was covered to be predicted. */
  uncover(figure: HTMLElement): void;
  /** The blocks of a figure that show its code, not what it prints. */
  codeOf(figure: HTMLElement): Element[];
  /** Static pages: what `live/catalog.js` sets. */
  catalog?: Catalog;
  /**
   * Static pages: recorded runs by listing, as `listing KEY --trace` printed
   * them, marks and all. `live/runs/ch02-function.js` adds the one of
   * `ch02/function`.
   */
  runs?: Record<string, string>;
  /** Set beside it: the whole file that the listing is. */
  sources?: Record<string, string>;
  /**
   * Static pages: the module that all listings are in, gzipped, as base64:
   * what `live/listings.js` sets.
   */
  module?: string;
}

declare const workbook: Workbook;

interface Window {
  workbook: Workbook;
  /** Served pages only: what the server's own script holds. */
  workbookStream: Stream;
  /** mdBook's editor, once it is loaded; it has no types here. */
  ace?: any;
}

/** The one stream of events of a page: a browser opens few connections. */
interface Stream {
  /** Hears of these exercises too. */
  follow(exercises: string[], ears: Ears): { stop(): void };
}

interface Ears {
  /** The events that are heard. */
  names: (keyof DeskEvents)[];
  heard(name: keyof DeskEvents, data: string): void;
  /** Whether the server answers; told when it changes. */
  reached(isThere: boolean): void;
}

interface EditorOptions {
  label: string;
  /** The id of the text that says how to leave it. */
  describedBy?: string;
  /** Called at each change by the reader. */
  changed?(): void;
  /** Ctrl-Enter: run or check it. */
  submit?(): void;
}

interface Editor {
  text(): string;
  /** Replaces the text; the cursor stays where it can. */
  set(text: string): void;
  focus(): void;
  /** Points a line out, from 1; none with `null`. */
  mark(line: number | null): void;
  close(): void;
}

interface PanelWishes {
  stop(): void;
  closed(): void;
}

interface Panel {
  /** For what changes a next run. */
  knobs: HTMLElement;
  /** For who ran when. */
  more: HTMLElement;
  /** A run begins, of which so many lines are expected. */
  begin(lines: number): void;
  says(text: string): void;
  wrote(text: string, stream: "out" | "err"): void;
  /** The last of a run; what it printed is compared with what is expected. */
  ended(end: RunEnd, what?: { expected?: string; isChanged?: boolean }): void;
}

interface ChangeWishes {
  /** Ctrl-Enter in the editor. */
  run(): void;
  /** The text is again what the file holds. */
  putBack(): void;
}

interface Change {
  /** The listing's text, if it is not what the file holds. */
  text(): string | undefined;
  focus(): void;
  mark(line: number | null): void;
}

/** Runs listings, wherever they run. */
interface Backend {
  run(listing: string, options: RunOptions, listener: RunListener): Running;
  /** The whole file that the listing is; served pages only. */
  source?(listing: string): Promise<string>;
}

/** A value that a listing takes, as `data-knobs` lists them. */
interface Knob {
  name: string;
  label: string;
  values: string[];
  default: string;
}

interface RunOptions {
  /** The listing as the reader changed it; served pages only. */
  source?: string;
  /** Values of its knobs, by their names. */
  knobs?: Record<string, string>;
  /** Whether who ran when is wanted. */
  trace?: boolean;
  /** Pages where it runs by itself: whether sleeps take no time. */
  clock?: "virtual" | "real";
}

interface RunListener {
  /** Output as it comes, marks and all if traced; `at` in milliseconds of the program's own clock. */
  wrote(text: string, stream: "out" | "err", at?: number): void;
  /** Something to tell while there is no output: it compiles. */
  says?(text: string): void;
  /** Once, the last of all. */
  ended(end: RunEnd): void;
}

interface RunEnd {
  kind: "exited" | "stopped" | "refused" | "deadlock" | "failed" | "limit";
  /** Its exit code, if it exited. */
  code?: number;
  /** In words: the signal, the compiler's errors, the limit. */
  why?: string;
  /** From the click to the end, in milliseconds. */
  took: number;
  /** Who ran when, if it was wanted and recorded. */
  run?: Run;
  /** Output was cut here. */
  cut?: boolean;
}

interface Running {
  stop(): void;
}

/** Raw output comes in, cut anywhere; marks are taken out. */
interface Splitter {
  /** What of it is to be shown; the beginning of a mark is kept back. */
  take(chunk: string): string;
  /**
   * What was kept back and was no mark after all, and who ran when: absent
   * if the program ended before it was written.
   */
  end(): { text: string; run?: Run };
}

/** Who ran when, and what was printed meanwhile. Steps count from 0. */
interface Run {
  lanes: Lane[];
  turns: Turn[];
  wakes: { step: number; by: number | null; lane: number }[];
  /** Moves of the virtual clock, in microseconds since the beginning. */
  clock: { step: number; now: number }[];
  steps: number;
  cut: boolean;
  /** What was printed, each text with the step in which it was; -1: before. */
  printed: { step: number; text: string }[];
}

interface Lane {
  name: string;
  /** Where in the listing it was made, from 1; absent where nobody knows. */
  line?: number;
  spans: { state: LaneState; from: number; to: number }[];
  marks: { step: number; event: "woken" | "ended" | "dropped" }[];
}

type LaneState = "running" | "ready" | "calling" | "waiting" | "paused";

interface Turn {
  step: number;
  lane: number;
  /** What the lane that it had called gave it. */
  got?: string;
  /** `value`: what was given, or what the lane called was asked for. */
  end: { kind: "open" | "called" | "gave" | "pending" | "returned"; lane?: number; value?: string };
  /** Where in the listing it ran last, from 1; absent where nobody knows. */
  line?: number;
}

/** One thing that happened; `who` is empty for the clock. */
interface Row {
  step: number;
  who: string;
  what: string;
}

interface Words {
  /** In the order of the steps. */
  rows(run: Run): Row[];
  sentence(rows: Row[]): string;
  /** Of the virtual clock, in microseconds. */
  time(us: number): string;
}

interface Signs {
  /** How high a lane is drawn where it runs. */
  HIGH: number;
  svg(name: string, attributes: Record<string, string | number>, text?: string): SVGElement;
  stretch(state: string, from: number, to: number, y: number): SVGElement;
  happening(event: string, x: number, y: number): SVGElement;
  /** Of what occurs in this run. */
  legend(run: Run): HTMLElement;
}

interface Lanes {
  draw(run: Run, scroller: HTMLElement, parts: { words: Words; signs: Signs }): {
    /** Moves the cursor to a step; -1: before the first. */
    go(step: number): void;
    stepAt(event: MouseEvent): number;
    close(): void;
  };
}

type PlayerKey = "first" | "back" | "play" | "forward" | "last";

/** What stands around a player's lanes. */
interface Stage {
  group(name: string, label: string): HTMLElement;
  /** Steps go from `from` to `last`. */
  controls(press: (key: PlayerKey) => void, from: number, last: number): {
    bar: HTMLElement;
    scrub: HTMLInputElement;
    at: HTMLElement;
    speed: HTMLSelectElement;
    play: HTMLElement;
  };
  details(rows: Row[]): HTMLElement;
  output(run: Run): { box: HTMLElement; go(step: number): void };
}

interface Lines {
  /** The code near `place` that shows lines of `source`, a listing's file. */
  of(place: HTMLElement, source: string | undefined): {
    /** Marks the line, counted from 1; whether the page shows it. */
    show(line: number): boolean;
    text(line: number): string | undefined;
    clear(): void;
  };
}

interface Player {
  go(step: number): void;
  close(): void;
}

/** What a page without a server knows of the listings: `live/catalog.js`. */
interface Catalog {
  /** By key: `ch02/function`. */
  listings: Record<string, CatalogListing>;
  /** `live/listings.js`; "" where the module could not be built. */
  module: string;
}

interface CatalogListing {
  /** What it printed when it was recorded. */
  recorded: string;
  question?: Question & { right: string[] };
  /** Where its recorded run is: `live/runs/ch02-function.js`. */
  run?: string;
}

/** What is asked before a listing runs. */
interface Question {
  kind: "line" | "order";
  /** The lines printed before the one that is asked for. */
  before: string[];
  options: string[];
}

interface Grade {
  right: boolean;
  /** The first wrong line and the one that was printed there. */
  answered?: string;
  printed?: string;
  tries: number;
}

/** Calls of the local server. */
interface Wire {
  /**
   * An answer that is one. Throws what to tell the reader; what `fetch`
   * throws, when the signal stopped it. The token of a server that was
   * started anew is taken.
   */
  call(name: string, body: object, signal?: AbortSignal): Promise<Response>;
  /** Each line of an answer as it comes, as JSON. */
  lines(answer: Response): AsyncGenerator<any>;
}

/** What the local server keeps for the learner. */
interface Desk {
  read(exercise: string): Promise<AnswerFile>;
  /** Writes only over the version that the page has seen. */
  save(exercise: string, text: string, version: string): Promise<Saved>;
  check(exercise: string, says: (text: string) => void): { verdict: Promise<Checked>; stop(): void };
  hint(exercise: string): Promise<Hint>;
  /** The hints taken so far. */
  hints(exercise: string): Promise<Hint>;
  question(listing: string): Promise<Question>;
  /** The numbers of its options, from 1. */
  answer(listing: string, numbers: number[]): Promise<Grade>;
  progress(): Promise<ProgressChapter[]>;
  /** Follows the learner's file on disk and its verdicts. */
  follow(exercises: string[], listener: DeskListener): { stop(): void };
}

interface AnswerFile {
  path: string;
  text: string;
  /** Names this content; any other content has another. */
  version: string;
}

type Saved =
  | { kind: "saved"; version: string }
  | { kind: "conflict"; text: string; version: string };

interface Checked {
  exercise: string;
  passed: boolean;
  /** The verdict as words: `4 of 7 checks passed`. */
  summary: string;
  checks: { name: string; passed: boolean; why?: string }[];
  /** The first failure, explained. */
  failure?: { message: string; at?: string; output?: string };
  misconception?: { id: string; title: string; text: string; page: string };
  /** The failing run, where one was recorded. */
  run?: Run;
  notices: string[];
  took: number;
}

interface Hint {
  taken: string[];
  of: number;
}

interface ProgressChapter {
  /** `ch02`: `ch02/countdown` is its exercise of the id `countdown`. */
  name: string;
  title: string;
  /** From the book's root. */
  page: string;
  exercises: ProgressExercise[];
  predictions: { listing: string; tries: number; right: number | null }[];
}

interface ProgressExercise {
  id: string;
  points: number;
  solved: boolean;
  attempts: number;
  hints: number;
}

interface DeskListener {
  /** The file was saved by another editor. */
  saved(exercise: string, file: AnswerFile): void;
  judging(exercise: string): void;
  judged(exercise: string, checked: Checked): void;
  /** No verdict can be given, and why. */
  unjudged?(exercise: string, why: string): void;
  /** Whether the server answers; told when it changes. */
  reached?(isThere: boolean): void;
}

// An element with the attribute `data-unsaved` holds text that a reload would
// lose: where there is one, a page whose content changed asks before it
// reloads.

/**
 * What `/.workbook/events?exercises=ch02/countdown,ch02/walk` sends besides
 * what it says of the page itself: one event of these names each, its data as JSON. `saved` comes at the beginning too,
 * and at each save whoever made it, this page included: a page knows by the
 * version what is new to it. Nobody listening: nothing is judged.
 */
interface DeskEvents {
  saved: { exercise: string; file: AnswerFile };
  judging: { exercise: string };
  judged: { exercise: string; checked: Checked };
  /** No verdict can be given, for a reason that is not the answer's. */
  unjudged: { exercise: string; why: string };
}

/** A line of what `check` answers; a verdict or an error is the last. */
type CheckLine = { says: string } | { verdict: Checked } | { error: string };

// What the cards' scripts say to each other.

/** Where predictions are asked for, graded and kept. */
interface Predictions {
  question(listing: string): Promise<Question>;
  answer(listing: string, numbers: number[]): Promise<Grade>;
  /** Pages without a server: all that can be predicted. */
  all(): Promise<ProgressChapter["predictions"]>;
}

/** What a question can be answered with. */
interface Choices {
  place: HTMLElement;
  /** The answer, as numbers of options from 1; none, while none is chosen. */
  numbers(): number[] | null;
  /** Puts the focus where choosing begins. */
  first(): void;
  /** No more answers are taken, or they are again. */
  freeze(isFrozen: boolean): void;
}

interface Card {
  standing: HTMLElement;
  bench: HTMLElement;
  verdict: HTMLElement;
  hints: HTMLElement;
  /** Says it, and has it read out; `heard`: more for those who listen. */
  tell(text: string, heard?: string): void;
  /** What the judge says while it works. */
  works(text: string): void;
  busy(isBusy: boolean, canStop: boolean): void;
  solving(isOpen: boolean): void;
  hinting(isOpen: boolean): void;
}

/** Small things that cards are drawn with. */
interface Draw {
  /** An element of this class that holds these; texts go in as texts. */
  make<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    name: string,
    ...content: (Node | string)[]
  ): HTMLElementTagNameMap[Tag];
  button(label: string, press: () => void): HTMLButtonElement;
  /** A sentence whose `code` becomes elements. */
  words(text: string): (string | HTMLElement)[];
  /** For the eye alone. */
  sign(text: string): HTMLElement;
  /** `1 point`, `2 points`. */
  count(number: number, what: string): string;
}

interface Answer {
  path: string;
  /** Whether the text is on disk then. */
  save(): Promise<boolean>;
  /** The file as it is on disk now, whoever wrote it. */
  took(file: AnswerFile): Promise<void>;
  isUnsaved(): boolean;
  focus(): void;
  close(): void;
}

interface ConflictAsked {
  path: string;
  mine: string;
  theirs: string;
  keepMine(): void;
  takeTheirs(): void;
  /** Whether somebody waits for the question. */
  focus: boolean;
}
