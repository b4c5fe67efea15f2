import { coloursOf, FONTS } from '#platform/look';
import { IconButton } from '../kit/button.tsx';
import { toast } from '../kit/toast.tsx';
import { useTheme } from '../preferences.ts';
import { useText } from '../text.ts';
import { csvOf, pngOf, saveFile, svgOf } from './chart-export.ts';
import { say } from './chart-words.ts';
import type { Picture } from './picture.ts';

type Kind = 'png' | 'svg' | 'csv';
const KINDS: readonly Kind[] = ['png', 'svg', 'csv'];

/** The table behind the picture, and the picture as a file. */
export const ChartActions = ({
  picture,
  hidden,
  tableOpen,
  onTable,
}: {
  readonly picture: Picture;
  readonly hidden: ReadonlySet<string>;
  readonly tableOpen: boolean;
  readonly onTable: () => void;
}) => {
  const t = useText();
  const theme = useTheme();
  const save = async (kind: Kind) => {
    if (kind === 'csv')
      return saveFile(`${picture.id}.csv`, csvOf(picture.table()), 'text/csv;charset=utf-8');
    const { surface, ink } = coloursOf(theme);
    const svg = await svgOf(picture, hidden, { fontFamily: FONTS.sans, surface, ink });
    if (kind === 'svg') saveFile(`${picture.id}.svg`, svg, 'image/svg+xml');
    else saveFile(`${picture.id}.png`, await pngOf(svg), 'image/png');
  };
  return (
    <div className="chart-actions">
      <IconButton
        icon="table"
        label={t(tableOpen ? say.hideTable : say.table)}
        aria-expanded={tableOpen}
        onClick={onTable}
      />
      <details className="chart-save">
        <summary className="icon-button" aria-label={t(say.save)} title={t(say.save)}>
          <svg className="icon" width={18} height={18} viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 3v10M5 9l5 5 5-5M4 17h12" />
          </svg>
        </summary>
        <div className="chart-save-list">
          {KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              onClick={(event) => {
                event.currentTarget.closest('details')?.removeAttribute('open');
                save(kind).catch(() => toast(t(say.exportFailed), { tone: 'alarm' }));
              }}
            >
              {t(say[kind])}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
};
