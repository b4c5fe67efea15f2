import type { FlowNode } from '#dispatch/domain';
import { Fact, Facts, useFormat, useText, words } from '#platform/web-shell';
import { nodeKindWords } from '../words.ts';
import type { FlowLayout, Point } from './flow-layout.ts';

const say = words({
  supply: { zh: '送入', en: 'Gives' },
  draw: { zh: '取用', en: 'Takes' },
  available: { zh: '可发', en: 'Available' },
  curtailed: { zh: '弃电', en: 'Curtailed' },
  capacity: { zh: '容量', en: 'Capacity' },
  stored: { zh: '存有', en: 'Stored' },
  heat: { zh: '储热', en: 'Heat in store' },
  jobs: { zh: '运行中的作业', en: 'Running jobs' },
});

/** As wide as the style sheet lets it become, and a little air. */
const WIDEST_PX = 268;

/** Everything known about the thing under the pointer or the focus. */
export const FlowDetails = ({
  node,
  place,
  layout,
}: {
  readonly node: FlowNode;
  readonly place: Point;
  readonly layout: FlowLayout;
}) => {
  const t = useText();
  const format = useFormat();
  const right = place.x < layout.width / 2;
  /** A narrow picture has no room beside the thing: then the words cover a part of it, and stay whole. */
  const beside = Math.max(
    0,
    Math.min((right ? place.x : layout.width - place.x) + 60 * layout.scale, layout.width - WIDEST_PX),
  );
  const style = {
    top: Math.min(Math.max(8, place.y - 40), layout.height - 190),
    ...(right ? { left: beside } : { right: beside }),
  };
  const curtailedMw = node.availableMw === undefined ? 0 : Math.max(0, node.availableMw - node.supplyMw);
  return (
    <div className="flow-details" style={style} role="status">
      <div className="faint">{t(nodeKindWords[node.kind])}</div>
      <strong>{t(node.name)}</strong>
      <Facts>
        {node.supplyMw > 0 || node.drawMw === 0 ? (
          <Fact label={t(say.supply)}>{format.power(node.supplyMw)}</Fact>
        ) : null}
        {node.drawMw > 0 ? <Fact label={t(say.draw)}>{format.power(node.drawMw)}</Fact> : null}
        {node.availableMw === undefined ? null : (
          <Fact label={t(say.available)}>{format.power(node.availableMw)}</Fact>
        )}
        {curtailedMw > 0.05 ? <Fact label={t(say.curtailed)}>{format.power(curtailedMw)}</Fact> : null}
        {node.capacityMw === undefined ? null : (
          <Fact label={t(say.capacity)}>{format.power(node.capacityMw)}</Fact>
        )}
        {node.storedMwh === undefined ? null : (
          <Fact label={t(node.kind === 'csp' ? say.heat : say.stored)}>
            {format.energy(node.storedMwh)}
            {node.capacityMwh ? ` · ${format.percent(node.storedMwh / node.capacityMwh)}` : ''}
          </Fact>
        )}
        {node.runningJobs === undefined ? null : (
          <Fact label={t(say.jobs)}>{format.count(node.runningJobs)}</Fact>
        )}
      </Facts>
    </div>
  );
};
