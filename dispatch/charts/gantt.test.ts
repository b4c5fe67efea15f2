import { expect, test } from 'vitest';
import { balancedPlan } from './balanced-plan.ts';
import { boxesOf, ganttPicture } from './gantt.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { testContext } from './test-context.ts';

const plan = balancedPlan(192, 300);

const placed = (lane: Lane) => ({ lane, topPx: 0, slotPx: 4 });

test('every stretch of every job is one box, and every pause one thread', () => {
  const lanes = lanesOf(plan.placements, 10_000);
  const boxes = lanes.flatMap((lane) => lane.places.map((place) => boxesOf(placed(lane), place)));
  const segments = plan.placements.flatMap((placement) => placement.segments);
  const drawn = boxes.flatMap(({ work }) => work);
  expect(drawn.map(({ fromMs, toMs }) => [fromMs, toMs]).sort()).toEqual(
    segments.map(({ startMs, endMs }) => [startMs, endMs]).sort(),
  );
  expect(boxes.flatMap(({ pauses }) => pauses)).toHaveLength(segments.length - plan.placements.length);
});

test('no two jobs of a lane overlap', () => {
  for (const lane of lanesOf(plan.placements, 10_000)) {
    for (const [i, a] of lane.places.entries()) {
      for (const b of lane.places.slice(i + 1)) {
        const inTime = a.startMs < b.endMs && b.startMs < a.endMs;
        const inRows = a.firstSlot < b.firstSlot + b.slotCount && b.firstSlot < a.firstSlot + a.slotCount;
        expect(inTime && inRows).toBe(false);
      }
    }
  }
});

test('a wider job stands taller while there is room, and all are level in a crowd', () => {
  const roomy = lanesOf(plan.placements, 10_000).flatMap(({ places }) => places);
  expect(roomy.find(({ placement }) => placement.units === 64)?.slotCount).toBe(8);
  expect(roomy.find(({ placement }) => placement.units === 1)?.slotCount).toBe(1);
  const crowded = lanesOf(plan.placements, 1).flatMap(({ places }) => places);
  expect(new Set(crowded.map(({ slotCount }) => slotCount))).toEqual(new Set([1]));
});

test('pointing at a box says which job it is, and why it runs there and then', () => {
  const picture = ganttPicture(plan, testContext);
  const [first] = lanesOf(plan.placements, 360);
  const place = first!.places[0]!;
  const item = picture.itemAt!(place.startMs + 1000, 20.5);
  expect(item?.id).toBe(place.placement.jobId);
  expect(item?.note).toContain('140 CNY/MWh cheaper');
});

test('choosing a pool leaves only its jobs', () => {
  const wanted = plan.placements.filter(({ poolId }) => poolId === 'gonghe-cpu').length;
  expect(ganttPicture(plan, testContext, { poolId: 'gonghe-cpu' }).table().rows).toHaveLength(wanted);
});
