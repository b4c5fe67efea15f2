const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/** Numbers 0..n-1 by the first key, ties by the next one, in the end by number. Every key has n values, none NaN. */
export const sortedBy = (keys: readonly Float64Array[]): Int32Array => {
  const { length } = keys[0]!;
  let order = Int32Array.from({ length }, (_, index) => index);
  for (let k = keys.length - 1; k >= 0; k--) {
    const halves = sortableHalves(keys[k]!);
    for (const half of [0, 1]) {
      order = byDigit(order, halves, half, 0);
      order = byDigit(order, halves, half, DIGIT_BITS);
    }
  }
  return order;
};

/** A stable counting sort by one digit. */
const byDigit = (
  order: Int32Array<ArrayBuffer>,
  halves: Uint32Array,
  half: number,
  shift: number,
): Int32Array<ArrayBuffer> => {
  const count = new Int32Array(DIGITS + 1);
  for (const index of order) count[((halves[2 * index + half]! >>> shift) & (DIGITS - 1)) + 1]!++;
  // All have the same digit: nothing to sort.
  if (count.includes(order.length)) return order;
  for (let digit = 0; digit < DIGITS; digit++) count[digit + 1]! += count[digit]!;
  const next = new Int32Array(order.length);
  for (const index of order) {
    const digit = (halves[2 * index + half]! >>> shift) & (DIGITS - 1);
    next[count[digit]!++] = index;
  }
  return next;
};

/** Low and high half of every double, changed so that they sort as whole numbers: the bits of negative ones turned over. */
const sortableHalves = (values: Float64Array): Uint32Array => {
  const bits = new Uint32Array(values.length * 2);
  const view = new DataView(bits.buffer);
  values.forEach((value, index) => {
    // Plus zero makes minus zero equal to zero.
    view.setFloat64(8 * index, value + 0, true);
    const low = view.getUint32(8 * index, true);
    const high = view.getUint32(8 * index + 4, true);
    const isNegative = high >>> 31 === 1;
    bits[2 * index] = isNegative ? ~low : low;
    bits[2 * index + 1] = isNegative ? ~high : high ^ 0x80000000;
  });
  return bits;
};
