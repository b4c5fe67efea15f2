import type { ContractDay } from '#dispatch/domain';
import { Card, type Column, DataTable, type Format, useFormat, useText } from '#platform/web-shell';
import type { Wh } from '#units';
import { say } from './energy-words.ts';

const energyColumn = (
  id: string,
  title: string,
  format: Format,
  whOf: (row: ContractDay) => Wh,
  minor = false,
): Column<ContractDay> => ({
  ...{ id, title, minor, numeric: true, sortBy: whOf },
  cell: (row) => <span title={`${format.full(whOf(row))} Wh`}>{format.energyWh(whOf(row))}</span>,
});

/** Contracts that held on the day: what was settled of what was contracted. */
export const ContractTable = ({ contracts }: { readonly contracts: readonly ContractDay[] }) => {
  const t = useText();
  const format = useFormat();
  if (contracts.length === 0) return null;
  const columns: readonly Column<ContractDay>[] = [
    { id: 'contract', title: t(say.contract), cell: (row) => t(row.title), sortBy: (row) => row.contractId },
    energyColumn('contracted', t(say.contracted), format, (row) => row.contractedWh),
    energyColumn('generated', t(say.generated), format, (row) => row.generationWh, true),
    energyColumn('used', t(say.used), format, (row) => row.consumptionWh, true),
    energyColumn('settled', t(say.settled), format, (row) => row.settledWh),
    {
      id: 'share',
      title: t(say.settledShare),
      cell: (row) => format.percent(row.settledRatio),
      sortBy: (row) => row.settledRatio,
      numeric: true,
    },
  ];
  return (
    <Card title={t(say.contracts)} note={t(say.contractsNote)} flush>
      <DataTable
        caption={t(say.contracts)}
        columns={columns}
        rows={contracts}
        rowKey={(row) => row.contractId}
      />
    </Card>
  );
};
