import { sumOf } from '../sum-of.ts';
import { type RunWindow, stretchesOfRun } from './run-window.ts';

/** What a pause asks of the work around it. */
export interface PauseTerms {
  /** Work that it repeats. */
  readonly repeatMs: number;
  /** What has to have run without an interruption before it. */
  readonly leastRunMs: number;
}
export interface Trial {
  readonly on: Uint8Array;
  /** What run time at its value earns after prices and repeated work. */
  readonly earned: number;
  readonly runMs: number;
  readonly breaks: number;
}

/**
 * The periods that earn most when run time has a value and every break is paid for, by a forward dynamic programme over
 * stretches. A period that is free in part joins the period before or the one after it, never both (as `partsOf` lays it
 * out): work that goes on through it is interrupted once. A stretch pauses only once it has run as long as it has to; the
 * last one may be shorter. In the period in which ending earns most once lateness is paid the path is read backwards.
 */
export const mostEarning = (window: RunWindow, value: number, terms: PauseTerms): Trial => {
  const programme = new StretchProgramme(window, value, terms);
  const on = programme.solve();
  const run = window.roomMs.map((room, i) => (on[i] ? room : 0));
  const breaks = Math.max(0, stretchesOfRun(window, run).length - 1);
  return { on, earned: programme.earned, runMs: sumOf(run), breaks };
};

const NONE = Number.NEGATIVE_INFINITY;
/** Stretches that reach the end of a period, and those that end with the part of it that is free. */
const [FLUSH, SHORT] = [0, 1] as const;
const ENDINGS = 2;
const NOTHING = -1;

class StretchProgramme {
  earned = 0;
  private readonly window: RunWindow;
  private readonly value: number;
  private readonly terms: PauseTerms;
  /** First period of the best stretch with an ending, [period] x ending; and of the best that may pause there. */
  private readonly firstOf: Int32Array;
  private readonly firstOfRipe: Int32Array;
  /** The ending before a stretch that begins in a period: period x endings + ending. */
  private readonly before: Int32Array;
  /** What beginning a stretch in a period has earned before it. */
  private readonly beginning: Float64Array;
  /** Earnings and run time before a period, where one runs all along. */
  private readonly gainBefore: Float64Array;
  private readonly roomBefore: Float64Array;
  /** Earnings of the best stretch that reaches the period's end; the same of one that may pause, there or in a part of it. */
  private flush = NONE;
  private ripe = NONE;
  private shortRipe = NONE;
  /** The best that has paused, and its ending. */
  private paused = NONE;
  private pausedAt = NOTHING;
  /** The first start of the stretches at hand that has not run for long enough yet. */
  private unripe = 0;
  private last = NOTHING;
  private lastEnding: number = FLUSH;

  constructor(window: RunWindow, value: number, terms: PauseTerms) {
    const count = window.roomMs.length;
    this.window = window;
    this.value = value;
    this.terms = terms;
    this.firstOf = new Int32Array(ENDINGS * count);
    this.firstOfRipe = new Int32Array(ENDINGS * count);
    this.before = new Int32Array(count);
    this.beginning = new Float64Array(count);
    this.gainBefore = new Float64Array(count + 1);
    this.roomBefore = new Float64Array(count + 1);
  }

  solve(): Uint8Array {
    const { roomMs, perMs } = this.window;
    for (let i = 0; i < roomMs.length; i++) {
      const gain = (this.value - perMs[i]!) * roomMs[i]!;
      this.gainBefore[i + 1] = this.gainBefore[i]! + gain;
      this.roomBefore[i + 1] = this.roomBefore[i]! + roomMs[i]!;
      this.begin(i);
      if (roomMs[i]! > 0) this.run(i, gain);
      else [this.flush, this.ripe, this.shortRipe] = [NONE, NONE, NONE];
    }
    return this.readBack();
  }

  /** What a stretch that begins in a period has behind it; the endings of the period before count as paused from then on. */
  private begin(i: number): void {
    const { ripe, shortRipe, paused } = this;
    const [flushAt, shortAt] = [ENDINGS * (i - 1) + FLUSH, ENDINGS * (i - 1) + SHORT];
    const resumed = Math.max(paused, shortRipe) - this.value * this.terms.repeatMs;
    this.beginning[i] = Math.max(0, resumed);
    this.before[i] = resumed > 0 ? (shortRipe > paused ? shortAt : this.pausedAt) : NOTHING;
    this.paused = Math.max(paused, ripe, shortRipe);
    if (this.paused > paused) this.pausedAt = ripe >= shortRipe ? flushAt : shortAt;
  }

  private run(i: number, gain: number): void {
    const goesOn = this.flush > NONE;
    const isPart = this.window.roomMs[i]! < this.window.openMs[i]!;
    let short = NONE;
    this.shortRipe = NONE;
    if (goesOn && isPart) {
      short = this.flush + gain;
      this.firstOf[ENDINGS * i + SHORT] = this.firstOf[ENDINGS * (i - 1) + FLUSH]!;
      this.shortRipe = this.ripenedAt(i, SHORT, this.ripe + gain);
    }
    const fills = goesOn && !isPart;
    if (!fills) this.unripe = i;
    const joins = fills && this.flush >= this.beginning[i]!;
    this.firstOf[ENDINGS * i + FLUSH] = joins ? this.firstOf[ENDINGS * (i - 1) + FLUSH]! : i;
    this.ripe = this.ripenedAt(i, FLUSH, fills ? this.ripe + gain : NONE);
    this.flush = (joins ? this.flush : this.beginning[i]!) + gain;
    this.end(i, this.flush, short);
  }

  /**
   * The best stretch that may pause with an ending of a period: the one known so far, gone on, or one of those that have
   * run for long enough by now. Later starts ripen later, so each is looked at once.
   */
  private ripenedAt(i: number, ending: number, known: number): number {
    let first = i > 0 ? this.firstOfRipe[ENDINGS * (i - 1) + FLUSH]! : 0;
    let best = known;
    const end = ending === SHORT ? i : i + 1;
    for (let start = this.unripe; start < end; start++) {
      if (this.roomBefore[i + 1]! - this.roomBefore[start]! < this.terms.leastRunMs) break;
      const earned = this.beginning[start]! + this.gainBefore[i + 1]! - this.gainBefore[start]!;
      if (earned > best) [best, first] = [earned, start];
      if (ending === FLUSH) this.unripe = start + 1;
    }
    this.firstOfRipe[ENDINGS * i + ending] = first;
    return best;
  }

  private end(i: number, flush: number, short: number): void {
    const ending = Math.max(flush, short) - this.window.lateWeight[i]!;
    if (ending < this.earned || (ending === this.earned && this.last < 0)) return;
    [this.earned, this.last, this.lastEnding] = [ending, i, short > flush ? SHORT : FLUSH];
  }

  private readBack(): Uint8Array {
    const on = new Uint8Array(this.window.roomMs.length);
    if (this.last < 0) return on;
    let first = this.firstOf[ENDINGS * this.last + this.lastEnding]!;
    on.fill(1, first, this.last + 1);
    for (let at = this.before[first]!; at !== NOTHING; at = this.before[first]!) {
      first = this.firstOfRipe[at]!;
      on.fill(1, first, Math.floor(at / ENDINGS) + 1);
    }
    return on;
  }
}
