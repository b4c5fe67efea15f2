import { readSourceKey } from '#dispatch/domain';
import { type JobClaim, PROOF_STEPS, type ProofCheck } from '#dispatch/ledger';
import { Card, Chip, Fact, Facts, useFormat, useText } from '#platform/web-shell';
import { nameInRegion } from '../element-names.ts';
import { useRegion } from '../region-read.ts';
import { STEP_WORDS, say } from './proof-words.ts';

const HOUR_MS = 3_600_000;

/** What was checked, step by step, and what it shows. */
export const ProofResult = ({ check }: { readonly check: ProofCheck }) => {
  const t = useText();
  const format = useFormat();
  const { claim, failure } = check;
  return (
    <>
      <Card title={t(say.checked)} span={6}>
        <p role="status">
          <Chip tone={failure === null ? 'good' : 'alarm'}>
            {t(failure === null ? say.holds : say.fails)}
          </Chip>{' '}
          {claim === null
            ? null
            : t(say.answer, {
                job: claim.jobId,
                energy: format.energyWh(claim.energyWh),
                share: format.percent(claim.energyWh === 0 ? 0 : claim.cleanWh / claim.energyWh),
              })}
        </p>
        <ol className="proof-steps">
          {PROOF_STEPS.map((step) => {
            const passed = check.passed.find((one) => one.step === step);
            const isFailed = failure?.step === step;
            return (
              <li key={step}>
                <Chip tone={passed ? 'good' : isFailed ? 'alarm' : 'idle'}>
                  {passed ? format.count(passed.count) : isFailed ? '✗' : t(say.notReached)}
                </Chip>{' '}
                {t(STEP_WORDS[step])}
                {isFailed ? (
                  <code className="proof-fault">{`${failure.place}: ${failure.reason}`}</code>
                ) : null}
              </li>
            );
          })}
        </ol>
      </Card>
      {claim === null ? null : <Claim claim={claim} blockCount={check.blockCount ?? 0} />}
    </>
  );
};

const Claim = ({ claim, blockCount }: { readonly claim: JobClaim; readonly blockCount: number }) => {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <Card title={t(say.bySource)} span={6} note={t(say.asOf, { block: format.count(blockCount - 1) })}>
        <Facts>
          <Fact label={t(say.energy)}>{format.energyWh(claim.energyWh)}</Fact>
          <Fact label={t(say.clean)}>{format.energyWh(claim.cleanWh)}</Fact>
          <Fact label={t(say.co2)}>{format.co2(claim.co2Grams / 1e6)}</Fact>
          <Fact label={t(say.reversed)}>{format.count(claim.reversedCount)}</Fact>
        </Facts>
        <Sources claim={claim} />
      </Card>
      <Card title={t(say.byHour)}>
        <Hours claim={claim} />
      </Card>
    </>
  );
};

const Sources = ({ claim }: { readonly claim: JobClaim }) => {
  const t = useText();
  const format = useFormat();
  const region = useRegion().data;
  const nameOf = (key: string): string => {
    const { origin, storage } = readSourceKey(key);
    const source = t(nameInRegion(region, origin));
    return storage === null ? source : t(say.through, { source, storage: t(nameInRegion(region, storage)) });
  };
  return (
    <table className="proof-table">
      <tbody>
        {claim.bySourceWh.map(([key, wh]) => (
          <tr key={key}>
            <th scope="row" title={key}>
              {nameOf(key)}
            </th>
            <td>
              <meter min={0} max={claim.energyWh} value={wh} aria-label={nameOf(key)} />
            </td>
            <td className="tnum" title={`${wh} Wh`}>
              {format.energyWh(wh)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Hours = ({ claim }: { readonly claim: JobClaim }) => {
  const t = useText();
  const format = useFormat();
  const hours = new Map<number, { energyWh: number; cleanWh: number }>();
  for (const { startMs, energyWh, cleanWh } of claim.periods) {
    const hourMs = Math.floor(startMs / HOUR_MS) * HOUR_MS;
    const sum = hours.get(hourMs) ?? { energyWh: 0, cleanWh: 0 };
    hours.set(hourMs, { energyWh: sum.energyWh + energyWh, cleanWh: sum.cleanWh + cleanWh });
  }
  return (
    <table className="proof-table">
      <thead>
        <tr>
          <th scope="col">{t(say.hour)}</th>
          <th scope="col">{t(say.clean)}</th>
          <th scope="col">{t(say.energy)}</th>
        </tr>
      </thead>
      <tbody>
        {[...hours].map(([hourMs, { energyWh, cleanWh }]) => (
          <tr key={hourMs}>
            <th scope="row">{format.dateTime(hourMs)}</th>
            <td>
              <meter min={0} max={energyWh} value={cleanWh} aria-label={format.dateTime(hourMs)} />{' '}
              {format.percent(energyWh === 0 ? 0 : cleanWh / energyWh)}
            </td>
            <td className="tnum">{format.energyWh(energyWh)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
