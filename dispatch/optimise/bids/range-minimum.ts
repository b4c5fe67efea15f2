/**
 * The least of any range of a row of numbers in two look-ups, after n log n steps (a sparse table: Bender and
 * Farach-Colton 2000). Memory is reused from row to row; levels are made when a range first asks for them.
 */
export class RangeMinimum {
  private readonly levels: Float64Array[];
  private first = 0;
  private length = 0;
  private made = 0;

  constructor(most: number) {
    this.levels = [new Float64Array(most)];
  }

  /** Begins a row for places `first` to `end` (exclusive) and returns it, filled with Infinity, to be written. */
  begin(first: number, end: number): Float64Array {
    this.first = first;
    this.length = end - first;
    if (this.levels[0]!.length < this.length) this.levels[0] = new Float64Array(this.length);
    return this.levels[0]!.fill(Number.POSITIVE_INFINITY, 0, this.length);
  }
  finish(): void {
    this.made = 1;
  }

  /** The least of places `from` to `end` (exclusive), those outside the row left out; Infinity when there are none. */
  least(from: number, end: number): number {
    const low = Math.max(0, from - this.first);
    const high = Math.min(this.length, end - this.first);
    if (high <= low) return Number.POSITIVE_INFINITY;
    const level = 31 - Math.clz32(high - low);
    const row = this.level(level);
    return Math.min(row[low]!, row[high - (1 << level)]!);
  }

  /** At level l: the least of 2^l places from each on. */
  private level(wanted: number): Float64Array {
    for (; this.made <= wanted; this.made++) {
      const below = this.levels[this.made - 1]!;
      this.levels[this.made] ??= new Float64Array(below.length);
      if (this.levels[this.made]!.length < below.length)
        this.levels[this.made] = new Float64Array(below.length);
      const row = this.levels[this.made]!;
      const half = 1 << (this.made - 1);
      for (let i = 0; i + 2 * half <= this.length; i++) {
        const [left, right] = [below[i]!, below[i + half]!];
        row[i] = left < right ? left : right;
      }
    }
    return this.levels[wanted]!;
  }
}
