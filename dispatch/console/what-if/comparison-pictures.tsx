import { useMemo } from 'react';
import { rankedVariants, variantCostsPicture, variantProfilePictures } from '#dispatch/charts';
import type { VariantOutcome, WhatIfView } from '#dispatch/domain';
import { Card, useText } from '#platform/web-shell';
import { Chart, ChartGroup, TimeWindowBar } from '#platform/web-shell/charts';
import { CapacitiesCard } from '../plan/capacities-card.tsx';
import { useChartContext } from '../use-chart-context.ts';
import { VariantMark } from './comparison-table.tsx';
import { say } from './what-if-words.ts';

/** What each variant pays for, and what it draws, spills and stores hour by hour. */
export const ComparisonPictures = ({ view }: { readonly view: WhatIfView }) => {
  const t = useText();
  const context = useChartContext();
  const { variants, profiles } = view;
  const costs = useMemo(() => variantCostsPicture(rankedVariants(variants), context), [variants, context]);
  const lines = useMemo(
    () => variantProfilePictures(variants, profiles, context),
    [variants, profiles, context],
  );
  const extent = lines[0]?.extentMs;
  return (
    <>
      <Card span={5} flush>
        <Chart picture={costs} />
      </Card>
      <ChartGroup>
        <Card
          span={7}
          flush
          title={t(say.profiles)}
          className="plan-pictures"
          actions={extent ? <TimeWindowBar extent={extent} /> : null}
        >
          {lines.map((picture) => (
            <Chart key={picture.id} picture={picture} />
          ))}
        </Card>
      </ChartGroup>
    </>
  );
};

/** What a variant changes, as it was asked for. */
export const Settings = ({ variants }: { readonly variants: readonly VariantOutcome[] }) => {
  const t = useText();
  const changed = variants.filter(({ set }) => set.length > 0);
  if (changed.length === 0) return null;
  return (
    <Card title={t(say.settings)}>
      {changed.map(({ position, name, set }) => (
        <details key={position} className="variant-settings">
          <summary>
            <VariantMark position={position} /> {t(name)} <span className="faint tnum">{set.length}</span>
          </summary>
          <ul>
            {set.map(({ path, value }) => (
              <li key={path}>
                <code>
                  {path} = {typeof value === 'string' ? value : JSON.stringify(value)}
                </code>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </Card>
  );
};

/** Capacities that the variants chose which may build. */
export const Built = ({ variants }: { readonly variants: readonly VariantOutcome[] }) => {
  const t = useText();
  return variants.map(({ position, name, capacities }) => (
    <CapacitiesCard key={position} name={`${position} ${t(name)}`} capacities={capacities} />
  ));
};
