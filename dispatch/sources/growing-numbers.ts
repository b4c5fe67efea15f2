/** Numbers whose count is not known beforehand. */
export class GrowingNumbers {
  private buffer = new Float64Array(1024);
  private count = 0;

  push(value: number): void {
    if (this.count === this.buffer.length) {
      const larger = new Float64Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.count] = value;
    this.count += 1;
  }

  taken(): Float64Array {
    return this.buffer.subarray(0, this.count);
  }
}
