import { Job } from '#dispatch/domain';
import { shanghaiIso } from '#units';
import type { JobWindowSpan } from './jobs.ts';
import { logNormal, randomStream } from './random.ts';

/** An online service whose users follow the clock. */
export interface ServiceClass {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly latencyBoundMs: number;
  /** Hours of the day with the most users. */
  readonly peaks: readonly number[];
  /** Demand at night over the peak. */
  readonly nightRatio: number;
  readonly peakUnits: Readonly<Record<string, number>>;
  readonly unservedYuanPerUnitHour: number;
}

/** 24 shares of the peak: the night's level plus rounded peaks, the highest exactly 1. */
export function hourShape(peaks: readonly number[], nightRatio: number): number[] {
  const raw = Array.from({ length: 24 }, (_, hour) =>
    Math.max(
      ...peaks.map((peak) =>
        Math.exp(-0.5 * (Math.min((hour - peak + 24) % 24, (peak - hour + 24) % 24) / 3.2) ** 2),
      ),
    ),
  );
  const highest = Math.max(...raw);
  return raw.map((x) => Number((nightRatio + (1 - nightRatio) * (x / highest)).toFixed(3)));
}

export function onlineJobs(services: readonly ServiceClass[], poolKind: string, span: JobWindowSpan): Job[] {
  const at = (hours: number): string => shanghaiIso(span.startMs + hours * 3_600_000);
  return services.map((service) =>
    Job.parse({
      kind: 'online',
      id: `online-${service.id}`,
      name: service.title,
      owner: service.owner,
      submittedAt: at(-12),
      earliestStartAt: at(0),
      latestEndAt: at(span.days * 24),
      poolKind,
      latencyBoundMs: service.latencyBoundMs,
      demand: Object.entries(service.peakUnits).map(([userRegion, peakUnits]) => ({
        userRegion,
        peakUnits,
        hourShape: hourShape(service.peaks, service.nightRatio),
      })),
      unservedYuanPerUnitHour: service.unservedYuanPerUnitHour,
    }),
  );
}

/** Data carried between sites on most days: backups with an RPO, imports, drills with an RTO. */
export interface BulkClass {
  readonly id: string;
  readonly title: string;
  readonly fromSite: string;
  readonly toSite: string;
  readonly perDay: number;
  /** Hour of the day at which the volume is ready. */
  readonly readyHour: number;
  readonly windowHours: number;
  readonly medianGb: number;
  readonly maximumGbps?: number;
  readonly rpoHours?: number;
  readonly rtoHours?: number;
}

export function bulkJobs(seed: number, classes: readonly BulkClass[], span: JobWindowSpan): Job[] {
  return classes.flatMap((work) => {
    const random = randomStream(seed, `bulk.${work.id}`);
    return Array.from({ length: work.perDay * span.days }, (_, i) => {
      const day = Math.floor(i / work.perDay);
      const share = (i % work.perDay) / work.perDay;
      const hours = day * 24 + work.readyHour + share * 20 + random.uniform() * 1.5;
      const readyMs = span.startMs + Math.round(hours * 60) * 60_000;
      return Job.parse({
        kind: 'bulk',
        id: `${work.id}-${String(i + 1).padStart(3, '0')}`,
        name: `${work.title} ${i + 1}`,
        owner: 'platform',
        submittedAt: shanghaiIso(readyMs),
        latestEndAt: shanghaiIso(readyMs + work.windowHours * 3_600_000),
        fromSite: work.fromSite,
        toSite: work.toSite,
        volumeGb: Math.round(Math.min(work.medianGb * 6, logNormal(random, work.medianGb, 0.7))),
        ...(work.maximumGbps === undefined ? {} : { maximumGbps: work.maximumGbps }),
        ...(work.rpoHours === undefined ? {} : { rpoHours: work.rpoHours }),
        ...(work.rtoHours === undefined ? {} : { rtoHours: work.rtoHours }),
      });
    });
  });
}
