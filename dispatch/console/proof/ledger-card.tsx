import type { BlockHeader, SignedHead } from '#dispatch/ledger';
import { Card, Empty, Fact, Facts, Reading, useFormat, useRead, useText } from '#platform/web-shell';
import { BLOCK_WORDS, say } from './proof-words.ts';

export interface LedgerAnswer {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly head: SignedHead | null;
  readonly lateReadingCount: number;
}
const TOPICS = ['dispatch.overview'];
export const useLedger = () => useRead<LedgerAnswer>('/api/dispatch/ledger', { topics: TOPICS });

/** The ledger's head and its latest blocks. */
export const LedgerCard = () => {
  const t = useText();
  const ledger = useLedger();
  const blocks = useRead<{ blocks: readonly BlockHeader[] }>('/api/dispatch/ledger/blocks?limit=20', {
    topics: TOPICS,
  });
  return (
    <Card title={t(say.ledger)}>
      <Reading read={ledger}>{(answer) => <Head ledger={answer} />}</Reading>
      <Reading read={blocks}>
        {(answer) =>
          answer.blocks.length === 0 ? (
            <Empty icon="audit" title={t(say.empty)}>
              {t(say.emptyHint)}
            </Empty>
          ) : (
            <Blocks blocks={answer.blocks} />
          )
        }
      </Reading>
    </Card>
  );
};

const Head = ({ ledger }: { readonly ledger: LedgerAnswer }) => {
  const t = useText();
  const format = useFormat();
  return (
    <Facts>
      <Fact label={t(say.fingerprint)} title={ledger.publicKey}>
        <code className="proof-hash">{ledger.fingerprint}</code>
      </Fact>
      <Fact label={t(say.blocks)}>{format.count(ledger.head?.blockCount ?? 0)}</Fact>
      <Fact label={t(say.late)}>{format.count(ledger.lateReadingCount)}</Fact>
      {ledger.head === null ? null : (
        <Fact label={t(say.head)}>
          <code className="proof-hash">{ledger.head.logRoot}</code>
        </Fact>
      )}
    </Facts>
  );
};

const Blocks = ({ blocks }: { readonly blocks: readonly BlockHeader[] }) => {
  const t = useText();
  const format = useFormat();
  return (
    <div className="proof-scroll">
      <table className="proof-table">
        <thead>
          <tr>
            {[say.number, say.subject, say.written, say.rows, say.root].map((word) => (
              <th scope="col" key={word.en}>
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => (
            <tr key={block.number}>
              <td className="tnum">{block.number}</td>
              <td>
                {t(BLOCK_WORDS[block.kind] ?? { zh: block.kind, en: block.kind })} {block.subject}
              </td>
              <td>{format.dateTime(block.atMs)}</td>
              <td className="tnum">{format.count(block.leafCount)}</td>
              <td>
                <code title={block.root}>{block.root.slice(0, 16)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
