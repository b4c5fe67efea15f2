import { seeded } from './synthetic.ts';

/** Draws numbers for a region: the same seed draws the same region. */
export class Dice {
  private readonly random: () => number;
  readonly periods: number;

  constructor(seed: number) {
    this.random = seeded(seed * 7919);
    for (let i = 0; i < 5; i++) this.random();
    this.periods = this.whole(2, 5);
  }
  chance(share: number): boolean {
    return this.random() < share;
  }
  /** Whole numbers make ties and zeros, where mistakes hide. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }
  of<Item>(...items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }
  series(least: number, most: number): Float64Array {
    return Float64Array.from({ length: this.periods }, () => this.whole(least, most));
  }
  flat(value: number): Float64Array {
    return new Float64Array(this.periods).fill(value);
  }
  /** Between none and so many of something. */
  some<Item>(most: number, make: (i: number) => Item): Item[] {
    return Array.from({ length: this.whole(0, most) }, (_, i) => make(i));
  }
}
