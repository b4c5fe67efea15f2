import type { JobKind } from '#dispatch/domain';
import { type EpochMs, shanghaiIso } from '#units';

/** The form as typed: text everywhere, so that nothing a person wrote is lost by reading it too early. */
export interface JobDraft {
  readonly kind: JobKind;
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly poolKind: string;
  readonly units: string;
  readonly durationHours: string;
  readonly earliestStart: string;
  readonly latestEnd: string;
  readonly due: string;
  readonly latenessYuanPerHour: string;
  readonly powerTier: string;
  readonly allowedSites: readonly string[];
  readonly checkpointHours: string;
  readonly minimumRunHours: string;
  readonly minimumUnits: string;
  readonly maximumUnits: string;
  readonly command: string;
  readonly userRegion: string;
  readonly peakUnits: string;
  readonly latencyBoundMs: string;
  readonly unservedYuanPerUnitHour: string;
  readonly fromSite: string;
  readonly toSite: string;
  readonly volumeGb: string;
  readonly maximumGbps: string;
}

/** An office day: quiet at night, two humps. */
const OFFICE_DAY = [
  0.3, 0.24, 0.2, 0.18, 0.18, 0.2, 0.3, 0.48, 0.7, 0.9, 1, 0.98, 0.86, 0.84, 0.95, 0.98, 0.96, 0.92, 0.88,
  0.9, 0.86, 0.74, 0.56, 0.42,
] as const;

/** `2025-03-10T08:15`: an instant as a date-and-time field of the region's time shows it. */
export const fieldTime = (instantMs: EpochMs): string => shanghaiIso(instantMs).slice(0, 16);
/** What such a field holds, as an instant with its offset; undefined when empty. */
export const instantOfField = (text: string): string | undefined =>
  text === '' ? undefined : `${text.length === 16 ? `${text}:00` : text}+08:00`;

const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));
const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));

/** `python train.py "my file"` as program and arguments; quotes hold words together. */
export const splitCommand = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** A draft with defaults that would be accepted as they stand, seen from the region's `nowMs`. */
export const newDraft = (kind: JobKind, nowMs: EpochMs, id: string): JobDraft => ({
  kind,
  id,
  name: '',
  owner: '',
  poolKind: '',
  units: kind === 'elastic' ? '32' : '8',
  durationHours: '4',
  earliestStart: '',
  latestEnd: fieldTime(nowMs + 24 * 3_600_000),
  due: '',
  latenessYuanPerHour: '',
  powerTier: '0',
  allowedSites: [],
  checkpointHours: '0.1',
  minimumRunHours: '',
  minimumUnits: '8',
  maximumUnits: '64',
  command: '',
  userRegion: '',
  peakUnits: '100',
  latencyBoundMs: '60',
  unservedYuanPerUnitHour: '50',
  fromSite: '',
  toSite: '',
  volumeGb: '20000',
  maximumGbps: '',
});

const batchFields = (draft: JobDraft) => ({
  poolKind: draft.poolKind,
  units: numberOf(draft.units),
  durationHours: numberOf(draft.durationHours),
});

/** Speed at a width after Amdahl with 5 % that does not spread, relative to the asked width. */
const amdahl = (width: number, base: number): number => (0.05 + 0.95) / (0.05 + (0.95 * base) / width);
const speedUp = (draft: JobDraft): readonly (readonly [number, number])[] | undefined => {
  const base = numberOf(draft.units);
  const ends = [numberOf(draft.minimumUnits), base, numberOf(draft.maximumUnits)];
  if (!base || ends.some((width) => !width)) return undefined;
  const widths = [...new Set(ends as number[])].sort((a, b) => a - b);
  return widths.map((width) => [width, Math.round(amdahl(width, base) * 1000) / 1000] as const);
};

const ownFields = (draft: JobDraft): Record<string, unknown> => {
  switch (draft.kind) {
    case 'rigid':
      return batchFields(draft);
    case 'preemptible':
      return {
        ...batchFields(draft),
        checkpointHours: numberOf(draft.checkpointHours) ?? 0,
        ...given({ minimumRunHours: numberOf(draft.minimumRunHours) }),
      };
    case 'elastic':
      return {
        ...batchFields(draft),
        minimumUnits: numberOf(draft.minimumUnits),
        maximumUnits: numberOf(draft.maximumUnits),
        speedUp: speedUp(draft),
      };
    case 'online':
      return {
        poolKind: draft.poolKind,
        latencyBoundMs: numberOf(draft.latencyBoundMs),
        demand: [
          { userRegion: draft.userRegion, peakUnits: numberOf(draft.peakUnits), hourShape: OFFICE_DAY },
        ],
        unservedYuanPerUnitHour: numberOf(draft.unservedYuanPerUnitHour),
      };
    case 'bulk':
      return {
        fromSite: draft.fromSite,
        toSite: draft.toSite,
        volumeGb: numberOf(draft.volumeGb),
        maximumGbps: numberOf(draft.maximumGbps),
      };
  }
};

/** The job as the server reads it; what was left empty is left out, the server stamps the submission and judges the rest. */
export const jobOfDraft = (draft: JobDraft): Record<string, unknown> => {
  const command = splitCommand(draft.command);
  return given({
    kind: draft.kind,
    id: draft.id,
    name: draft.name,
    owner: draft.owner,
    earliestStartAt: instantOfField(draft.earliestStart),
    latestEndAt: instantOfField(draft.latestEnd),
    dueAt: instantOfField(draft.due),
    latenessYuanPerHour: numberOf(draft.latenessYuanPerHour),
    powerTier: Number(draft.powerTier),
    allowedSites: draft.allowedSites.length > 0 ? draft.allowedSites : undefined,
    command: command.length > 0 ? command : undefined,
    ...ownFields(draft),
  });
};
