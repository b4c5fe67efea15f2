import { invariant, type Wh } from '#units';

/**
 * Energy by source in few bytes: pairs of (how far the source's number is from the one before, Wh), each number seven bits
 * a byte, the lowest first. A period of forty sources takes about 150 bytes instead of a kilobyte of names.
 */
export function packSourceWh(parts: readonly (readonly [sourceId: number, wh: Wh])[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const [sourceId, wh] of [...parts].sort(([a], [b]) => a - b)) {
    push(bytes, sourceId - before);
    push(bytes, wh);
    before = sourceId;
  }
  return Buffer.from(bytes);
}

function push(bytes: number[], value: number): void {
  invariant(Number.isSafeInteger(value) && value >= 0, `a whole number, not ${value}`);
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
}

/** Back from bytes; null when they are not exactly what `packSourceWh` writes for some energy. */
export function unpackSourceWh(bytes: Uint8Array): [sourceId: number, wh: Wh][] | null {
  const numbers: number[] = [];
  let [value, scale] = [0, 1];
  for (const byte of bytes) {
    value += (byte % 128) * scale;
    if (!Number.isSafeInteger(value)) return null;
    if (byte >= 128) scale *= 128;
    else {
      // A last byte of nothing would be a second spelling of the same number.
      if (byte === 0 && scale > 1) return null;
      numbers.push(value);
      [value, scale] = [0, 1];
    }
  }
  if (scale !== 1 || numbers.length % 2 === 1) return null;
  const parts: [number, Wh][] = [];
  let sourceId = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    if (numbers[at] === 0) return null;
    sourceId += numbers[at]!;
    parts.push([sourceId, numbers[at + 1]!]);
  }
  return parts;
}
