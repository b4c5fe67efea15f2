import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ChartContext,
  type GanttColouring,
  ganttPicture,
  heatPicture,
  planStackPicture,
  poolOccupancyPicture,
  pricesPicture,
  reservoirPicture,
  sitePowerPicture,
  storagePicture,
} from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import { Card, Choice, useText } from '#platform/web-shell';
import { Chart, ChartGroup, TimeWindowBar } from '#platform/web-shell/charts';
import { type EpochMs, horizonEndMs } from '#units';
import { useRegion } from '../region-read.ts';
import { say } from './plan-words.ts';
import { useJobFacts } from './use-job-facts.ts';

interface PlanProps {
  readonly plan: Plan;
  readonly context: ChartContext;
  readonly nowMs: EpochMs | null;
}

/** Finite numbers of units by pool, from the region; a network link's are its Gb/s. */
const useUnitCounts = (): Readonly<Record<string, number | null>> => {
  const region = useRegion().data;
  return useMemo(() => {
    const pools = region?.sites.flatMap((site) => site.pools) ?? [];
    return Object.fromEntries([
      ...pools.map(({ id, unitCount }) => [id, unitCount === 'unlimited' ? null : unitCount]),
      ...(region?.networkLinks ?? []).map(({ id, gbps }) => [id, gbps]),
    ]);
  }, [region]);
};

const PowerPictures = ({ plan, context, nowMs }: PlanProps) => {
  const unitCounts = useUnitCounts();
  const pictures = useMemo(
    () => [
      planStackPicture(plan, context),
      pricesPicture(plan, context),
      storagePicture(plan, context),
      heatPicture(plan, context),
      reservoirPicture(plan, context),
      sitePowerPicture(plan, context),
    ],
    [plan, context],
  );
  const pools = useMemo(() => poolOccupancyPicture(plan, context, unitCounts), [plan, context, unitCounts]);
  return [...pictures, pools].map((picture) =>
    picture ? <Chart key={picture.id} picture={picture} nowMs={nowMs} /> : null,
  );
};

const JobsPicture = ({ plan, context, nowMs }: PlanProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [colourBy, setColourBy] = useState<GanttColouring>('tier');
  const [poolId, setPoolId] = useState('');
  const jobs = useJobFacts(colourBy === 'kind');
  const poolIds = useMemo(() => [...new Set(plan.placements.map((one) => one.poolId))].sort(), [plan]);
  const picture = useMemo(
    () => ganttPicture(plan, context, { colourBy, poolId: poolId || null, ...(jobs ? { jobs } : {}) }),
    [plan, context, colourBy, poolId, jobs],
  );
  return (
    <Chart
      picture={picture}
      nowMs={nowMs}
      onItem={(id) => void navigate(`/jobs/${encodeURIComponent(id)}`)}
      actions={
        <>
          <select
            className="control"
            aria-label={t(say.pool)}
            value={poolId}
            onChange={(event) => setPoolId(event.target.value)}
          >
            <option value="">{t(say.allPools)}</option>
            {poolIds.map((id) => (
              <option key={id} value={id}>
                {context.names?.[id]?.[context.language] ?? id}
              </option>
            ))}
          </select>
          <Choice
            label={t(say.colour)}
            value={colourBy}
            onChange={setColourBy}
            options={(['tier', 'kind', 'saving'] as const).map((value) => ({ value, label: t(say[value]) }))}
          />
        </>
      }
    />
  );
};

/** Everything of the plan that has a time, on one time axis with one cursor. */
export const PlanPictures = (props: PlanProps) => {
  const t = useText();
  const { horizon } = props.plan;
  return (
    <ChartGroup>
      <Card
        title={t(say.pictures)}
        flush
        className="plan-pictures"
        actions={<TimeWindowBar extent={[horizon.startMs, horizonEndMs(horizon)]} />}
      >
        <PowerPictures {...props} />
        <JobsPicture {...props} />
      </Card>
    </ChartGroup>
  );
};
