import type { EpochMs } from '#units';
import { fillIn, useText } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { say } from './chart-words.ts';
import type { Picture, PictureKey } from './picture.ts';
import { type TimeGroup, useCursorMs } from './time-group.ts';

const Mark = ({ keyOf }: { readonly keyOf: PictureKey }) => (
  <i
    className={`chart-mark chart-mark-${keyOf.mark}`}
    style={{ ['--mark' as string]: keyOf.colour }}
    aria-hidden="true"
  />
);

const Value = ({ keyOf, atMs }: { readonly keyOf: PictureKey; readonly atMs: EpochMs | null }) => {
  const format = useFormat();
  if (!keyOf.valueAt) return null;
  const value = atMs === null ? null : keyOf.valueAt(atMs);
  return <span className="chart-key-value tnum">{atMs === null ? '' : format.number(value)}</span>;
};

/**
 * Names of what is drawn, with its colour and its value at the cursor (or now). Pressing a name hides its series.
 */
export const ChartKeys = ({
  picture,
  group,
  nowMs,
  hidden,
  onToggle,
}: {
  readonly picture: Picture;
  readonly group: TimeGroup;
  readonly nowMs: EpochMs | null;
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}) => {
  const t = useText();
  const cursorMs = useCursorMs(group);
  const atMs = cursorMs ?? nowMs;
  const series = Array.isArray(picture.option.series) ? picture.option.series : [];
  const drawn = new Set(series.map(({ id }) => String(id)));
  if (picture.keys.length === 0) return null;
  return (
    <ul className="chart-keys">
      {picture.keys.map((keyOf) => (
        <li key={keyOf.id}>
          {drawn.has(keyOf.id) ? (
            <button
              type="button"
              className="chart-key"
              aria-pressed={!hidden.has(keyOf.id)}
              title={fillIn(t(say.toggle), { name: keyOf.name })}
              onClick={() => onToggle(keyOf.id)}
            >
              <Mark keyOf={keyOf} />
              {keyOf.name}
              <Value keyOf={keyOf} atMs={atMs} />
            </button>
          ) : (
            <span className="chart-key">
              <Mark keyOf={keyOf} />
              {keyOf.name}
              <Value keyOf={keyOf} atMs={atMs} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
