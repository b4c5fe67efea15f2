import type { DayEnergy } from '#dispatch/domain';
import { useFormat } from '#platform/web-shell';

const kpiOf = (energy: DayEnergy, id: string): number | null =>
  energy.kpis.find((figure) => figure.id === id)?.value ?? null;

/** The day in a sentence: what jobs used and how clean that was; the matched share never without the one by totals, nor it alone. */
export const EnergyAnswer = ({ energy }: { readonly energy: DayEnergy }) => {
  const format = useFormat();
  const jobs = energy.consumers.filter(({ kind }) => kind === 'job');
  const jobWh = jobs.reduce((sum, one) => sum + one.energyWh, 0);
  const [count, used] = [format.count(jobs.length), format.energyWh(jobWh)];
  const [clean, matched, totals] = [
    format.percent(kpiOf(energy, 'jobGreenShareRatio')),
    format.percent(kpiOf(energy, 'matchedGreenShareRatio')),
    format.percent(kpiOf(energy, 'annualGreenShareRatio')),
  ];
  if (format.language === 'zh')
    return (
      <>
        {energy.day}，<b>{count}</b> 个作业用电 <b>{used}</b>，溯源后 <b>{clean}</b>{' '}
        为清洁电；全区用电逐时段匹配 <b>{matched}</b>，不分时按总量算是 <b>{totals}</b>。
      </>
    );
  return (
    <>
      On {energy.day} <b>{count}</b> jobs used <b>{used}</b>, <b>{clean}</b> of it clean by tracing; of all
      use <b>{matched}</b> was matched period by period, <b>{totals}</b> by totals.
    </>
  );
};
