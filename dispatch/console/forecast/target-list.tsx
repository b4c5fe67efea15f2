import { useState } from 'react';
import { Link } from 'react-router';
import type { ForecastView } from '#dispatch/domain';
import { Icon, useFormat, useText } from '#platform/web-shell';
import { kindColours, kindIcons, kindWords, say } from './forecast-words.ts';

/** Order in which kinds are listed. */
export const KINDS = ['pv', 'wind', 'inflow', 'load', 'price'] as const;

/** Accuracy of the method that is in use; null before the first full day. */
export const accuracyInUse = ({ scores, method }: Pick<ForecastView, 'scores' | 'method'>): number | null =>
  scores.find((score) => score.method === method)?.accuracyRatio ?? null;

/** What is forecast, by kind, each with the accuracy of the method in use. */
export const TargetList = ({
  forecasts,
  shown,
}: {
  readonly forecasts: readonly ForecastView[];
  readonly shown: string;
}) => {
  const t = useText();
  const format = useFormat();
  const [wanted, setWanted] = useState('');
  const matching = forecasts.filter(({ name, target }) =>
    `${name.zh} ${name.en} ${target}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <nav className="forecast-targets" aria-label={t(say.targets)}>
      {forecasts.length > 8 ? (
        <input
          className="control"
          type="search"
          placeholder={t(say.find)}
          aria-label={t(say.find)}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      {KINDS.map((kind) => {
        const ofKind = matching.filter((one) => one.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <section key={kind}>
            <h2 style={{ ['--kind' as string]: kindColours[kind] }}>
              <Icon name={kindIcons[kind]} size={14} /> {t(kindWords[kind])}
            </h2>
            <ul>
              {ofKind.map((one) => (
                <li key={one.target}>
                  <Link
                    to={`?target=${encodeURIComponent(one.target)}`}
                    aria-current={one.target === shown ? 'page' : undefined}
                  >
                    <span>{t(one.name)}</span>
                    <span className="tnum faint">
                      {accuracyInUse(one) === null ? '' : format.percent(accuracyInUse(one))}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
};
