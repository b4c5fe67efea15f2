import { useSearchParams } from 'react-router';
import type { MeterView } from '#dispatch/domain';
import {
  Button,
  Card,
  DataTable,
  Drawer,
  Empty,
  Page,
  Reading,
  useFormat,
  useMay,
  useRead,
  useText,
  words,
} from '#platform/web-shell';
import { useMeterColumns } from './meter-columns.tsx';
import { MeterDetails } from './meter-details.tsx';
import { ReadingsImport } from './readings-import.tsx';
import './meters-page.css';

const say = words({
  title: { zh: '电表', en: 'Meters' },
  send: { zh: '导入读数', en: 'Import readings' },
  none: { zh: '这个区域还没有电表', en: 'This region has no meters yet' },
  noneNote: {
    zh: '没有表的地方用孪生的数，并标明。电表写在 region.yaml 的 meters 里：编号、元件、量什么、表底、安装时间。',
    en: 'Where there is no meter the twin stands in, and is marked so. Meters are written into region.yaml under meters: id, element, quantity, register, since when.',
  },
});

const Answer = ({ meters }: { readonly meters: readonly MeterView[] }) => {
  const format = useFormat();
  const of = (...states: MeterView['state'][]) =>
    format.count(meters.filter(({ state }) => states.includes(state)).length);
  const flags = format.count(meters.reduce((sum, meter) => sum + meter.flags.length, 0));
  if (meters.length === 0) return null;
  if (format.language === 'zh')
    return (
      <>
        <b>{of('fresh')}</b> 块表正常，<b>{of('stale')}</b> 块过时，<b>{of('silent')}</b> 块从未来数；今天有{' '}
        <b>{flags}</b> 个标记。
      </>
    );
  return (
    <>
      Meters: <b>{of('fresh')}</b> fresh, <b>{of('stale')}</b> stale, <b>{of('silent')}</b> never heard; flags
      today: <b>{flags}</b>.
    </>
  );
};

/** What real meters said, how old it is, and what was made of it. */
export default function MetersPage() {
  const t = useText();
  const may = useMay('operator');
  const [search, setSearch] = useSearchParams();
  const columns = useMeterColumns();
  const read = useRead<{ meters: readonly MeterView[] }>('/api/dispatch/meters', {
    topics: ['dispatch.meters', 'dispatch.overview'],
    everyMs: 30_000,
  });
  const opened = search.get('meter');
  const show = (change: Readonly<Record<string, string>>) => setSearch(change, { replace: true });
  return (
    <Page
      title={t(say.title)}
      answer={read.data ? <Answer meters={read.data.meters} /> : ''}
      actions={
        may ? (
          <Button kind="primary" icon="upload" onClick={() => show({ import: '1' })}>
            {t(say.send)}
          </Button>
        ) : null
      }
    >
      <Card flush>
        <Reading read={read} height={360}>
          {({ meters }) => (
            <DataTable
              caption={t(say.title)}
              columns={columns}
              rows={meters}
              rowKey={(meter) => meter.id}
              onOpen={(meter) => show({ meter: meter.id })}
              empty={
                <Empty icon="meters" title={t(say.none)}>
                  {t(say.noneNote)}
                </Empty>
              }
            />
          )}
        </Reading>
      </Card>
      <Drawer open={opened !== null} onClose={() => show({})} title={opened ?? ''}>
        {opened === null ? null : (
          <MeterDetails
            key={opened}
            id={opened}
            day={search.get('day')}
            onDay={(day) => show({ meter: opened, day })}
          />
        )}
      </Drawer>
      <ReadingsImport open={search.get('import') === '1'} onClose={() => show({})} />
    </Page>
  );
}
