import type { WorkSnapshot, WorkState } from '../placement/work-state.ts';

/** The places of some bids, as the table of them alone numbers options (from `firstOption`) and run times. */
export const placesOf = (
  whole: WorkSnapshot,
  { table, shareOffset }: WorkState,
  firstOption: Int32Array,
  bids: Int32Array,
): WorkSnapshot => {
  let length = 0;
  for (const bid of bids) length += shareOffset[bid + 1]! - shareOffset[bid]!;
  const option = new Int32Array(bids.length);
  const startMs = new Float64Array(bids.length);
  const runMs = new Float64Array(length);
  let to = 0;
  for (let row = 0; row < bids.length; row++) {
    const bid = bids[row]!;
    const chosen = whole.option[bid]!;
    option[row] = chosen < 0 ? -1 : chosen - table.firstOption[bid]! + firstOption[row]!;
    startMs[row] = whole.startMs[bid]!;
    for (let i = shareOffset[bid]!; i < shareOffset[bid + 1]!; i++) runMs[to++] = whole.runMs[i]!;
  }
  return { option, startMs, runMs };
};

/** Writes the places of some bids back into those of all. */
export const putPlaces = (
  places: WorkSnapshot,
  whole: WorkSnapshot,
  { table, shareOffset }: WorkState,
  firstOption: Int32Array,
  bids: Int32Array,
): void => {
  let from = 0;
  for (let row = 0; row < bids.length; row++) {
    const bid = bids[row]!;
    const chosen = places.option[row]!;
    whole.option[bid] = chosen < 0 ? -1 : chosen - firstOption[row]! + table.firstOption[bid]!;
    whole.startMs[bid] = places.startMs[row]!;
    for (let i = shareOffset[bid]!; i < shareOffset[bid + 1]!; i++) whole.runMs[i] = places.runMs[from++]!;
  }
};
