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
import type { ExplanationKind, Plan } from '#dispatch/domain';
import { ButtonLink, Card, Choice, useText } from '#platform/web-shell';
import { Chart, ChartGroup, TimeWindowBar } from '#platform/web-shell/charts';
import { type EpochMs, horizonEndMs } from '#units';
import { useRegion } from '../region-read.ts';
import { say } from './plan-words.ts';
import { useJobFacts } from './use-job-facts.ts';

interface PlanProps {
  readonly plan: Plan;
  /** Null where the plan is none of the centre's own (a variant), and has no page of reasons. */
  readonly planId: string | null;
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

/** Where the reasons for what a picture shows are told. */
const Why = ({ planId, kind }: { readonly planId: string | null; readonly kind?: ExplanationKind }) => {
  const t = useText();
  if (planId === null) return null;
  const path = `/explain/${encodeURIComponent(planId)}`;
  return (
    <ButtonLink small kind="quiet" icon="why" to={kind === undefined ? path : `${path}?kind=${kind}`}>
      {t(say.why)}
    </ButtonLink>
  );
};

/** What the reasons of a picture are mostly about; all of them where it is about everything. */
const KIND_OF_PICTURE: Readonly<Record<string, ExplanationKind>> = {
  'plan-storage': 'discharge',
  'plan-reservoir': 'hydro',
};

const PowerPictures = ({ plan, planId, context, nowMs }: PlanProps) => {
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
    picture ? (
      <Chart
        key={picture.id}
        picture={picture}
        nowMs={nowMs}
        actions={<Why planId={planId} {...kindOf(picture.id)} />}
      />
    ) : null,
  );
};

const kindOf = (pictureId: string): { readonly kind?: ExplanationKind } => {
  const kind = KIND_OF_PICTURE[pictureId];
  return kind === undefined ? {} : { kind };
};

const JobsPicture = ({ plan, planId, context, nowMs }: PlanProps) => {
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
          <Why planId={planId} kind="poolFull" />
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
