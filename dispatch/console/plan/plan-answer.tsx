import type { PlanView } from '#dispatch/domain';
import { useFormat } from '#platform/web-shell';
import { horizonEndMs } from '#units';

/** The plan in one sentence: what it costs, how good that is proven to be, how green, and what became of the jobs. */
export const PlanAnswer = ({ view }: { readonly view: PlanView }) => {
  const format = useFormat();
  const { plan } = view;
  const from = format.dateTime(plan.horizon.startMs);
  const to = format.dateTime(horizonEndMs(plan.horizon));
  const [placed, refused] = [format.count(plan.placements.length), format.count(plan.refused.length)];
  const green = format.percent(plan.matchedGreenShareRatio);
  const gap = format.percent(plan.gapRatio);
  const saved = plan.runAtOnce ? plan.runAtOnce.costYuan - plan.costYuan : null;
  if (format.language === 'zh')
    return (
      <>
        {from} 至 {to}，全区花费 <b>{format.money(plan.costYuan)}</b>
        {saved !== null && saved > 0 ? (
          <>
            ，比“来了就跑”省 <b>{format.money(saved)}</b>
          </>
        ) : null}
        ；离任何排法都越不过的下界最多差 <b>{gap}</b>。用电同时段清洁占比 <b>{green}</b>。<b>{placed}</b>{' '}
        个作业已排定，<b>{refused}</b> 个排不进去。
      </>
    );
  return (
    <>
      {from} to {to} costs <b>{format.money(plan.costYuan)}</b>
      {saved !== null && saved > 0 ? (
        <>
          , <b>{format.money(saved)}</b> less than running everything at once
        </>
      ) : null}
      , and is proven within <b>{gap}</b> of the best possible. <b>{green}</b> of the energy is matched by
      clean power.{' '}
      {plan.refused.length === 0 ? (
        <>
          All <b>{placed}</b> jobs have their place.
        </>
      ) : (
        <>
          <b>{placed}</b> jobs have their place, <b>{refused}</b> could not be placed.
        </>
      )}
    </>
  );
};
