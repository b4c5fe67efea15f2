const FIRST_CAPACITY = 1024;

/** A growing list of doubles without a box for each. */
export class FloatList {
  private values = new Float64Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, Float64Array);
    this.values[this.length++] = value;
  }
  at(index: number): number {
    return this.values[index]!;
  }
  set(index: number, value: number): void {
    this.values[index] = value;
  }
  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }
}

/** A growing list of 32-bit integers. */
export class IntList {
  private values = new Int32Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, Int32Array);
    this.values[this.length++] = value;
  }
  at(index: number): number {
    return this.values[index]!;
  }
  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

const grown = <List extends { readonly length: number; set(from: List): void }>(
  values: List,
  Kind: new (length: number) => List,
): List => {
  const larger = new Kind(values.length * 2);
  larger.set(values);
  return larger;
};
