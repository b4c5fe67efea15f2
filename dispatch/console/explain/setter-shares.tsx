import { priceShares, SETTER_COLOURS, SETTER_WORDS } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import { Card, Swatch, useFormat, useText } from '#platform/web-shell';
import { say } from './explain-words.ts';

/** For what share of the time each kind of element made the price of an area, and at what mean price. */
export const SetterShares = ({
  plan,
  area,
  name,
}: {
  readonly plan: Plan;
  readonly area: string;
  readonly name: string;
}) => {
  const t = useText();
  const format = useFormat();
  return (
    <Card title={t(say.setters)} note={name}>
      <ul className="setter-shares">
        {priceShares(plan, area).map(({ kind, ratio, meanYuanPerMwh }) => (
          <li key={kind}>
            <Swatch colour={SETTER_COLOURS[kind]}>{t(SETTER_WORDS[kind])}</Swatch>
            <b className="tnum">{format.percent(ratio)}</b>
            <span className="tnum faint">
              {format.number(meanYuanPerMwh)} {format.language === 'zh' ? '元/MWh' : 'CNY/MWh'}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
