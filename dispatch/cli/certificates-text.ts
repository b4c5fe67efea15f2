import type { CertificatePage, CertificateReconciliation, MonthlyView } from '#dispatch/domain';
import { type Terminal, textTable } from '#platform/cli-shell';
import { shanghaiIso, whToMwh } from '#units';

/** Wh as MWh with all six decimals: nothing is rounded off. */
export const mwhText = (energyWh: number): string => whToMwh(energyWh).toFixed(6);

const worded = (terminal: Terminal) => (zh: string, en: string) => (terminal.language === 'zh' ? zh : en);
const right = { align: 'right' as const };

export function certificateTable({ certificates, next }: CertificatePage, terminal: Terminal): string {
  const word = worded(terminal);
  const table = textTable(
    [
      { title: word('时段', 'period') },
      { title: word('设备', 'device') },
      { title: word('来源', 'origin') },
      { title: word('单位号', 'units'), ...right },
      { title: 'MWh', ...right },
      { title: word('状态', 'status') },
      { title: word('账户', 'account') },
      { title: word('受益人', 'beneficiary') },
    ],
    certificates.map((one) => [
      shanghaiIso(Date.parse(one.production_starting_interval)).slice(0, 16),
      one.device_id,
      one.origin_device_id,
      `${one.certificate_bundle_id_range_start}-${one.certificate_bundle_id_range_end}`,
      mwhText(one.bundle_quantity),
      one.certificate_bundle_status,
      one.account_id,
      one.beneficiary ?? '',
    ]),
  );
  return next === null ? table : `${table}\n\n${word('下一页', 'next page')}: --after ${next}`;
}

export function monthlyTable(rows: readonly MonthlyView[], terminal: Terminal): string {
  const word = worded(terminal);
  return textTable(
    [
      { title: word('月份', 'month') },
      { title: word('设备', 'device') },
      { title: word('可否交易', 'tradability') },
      { title: word('绿证数', 'certificates'), ...right },
      { title: word('结余 MWh', 'carried on MWh'), ...right },
      { title: word('有效至', 'valid until') },
      { title: word('首号', 'first number') },
      { title: word('末号', 'last number') },
    ],
    rows.map((row) => [
      row.month,
      row.deviceId,
      row.tradability,
      String(row.certificateCount),
      mwhText(row.remainderWh),
      row.validUntil,
      row.firstNumber ?? '—',
      row.lastNumber ?? '—',
    ]),
  );
}

export function reconciliationText(answer: CertificateReconciliation, terminal: Terminal): string {
  const word = worded(terminal);
  const devices = textTable(
    [
      { title: word('设备', 'device') },
      { title: word('签发', 'issued'), ...right },
      { title: word('撤销', 'withdrawn'), ...right },
      { title: word('欠', 'owed'), ...right },
      { title: word('绿证', 'certified'), ...right },
      { title: word('结余', 'carried'), ...right },
      { title: word('未结月份', 'open'), ...right },
      { title: word('差额 Wh', 'difference Wh'), ...right },
    ],
    answer.devices.map((one) => [
      one.deviceId,
      ...[one.issuedWh, one.withdrawnWh, one.owedWh, one.certifiedWh, one.remainderWh, one.openWh].map(
        mwhText,
      ),
      String(one.differenceWh),
    ]),
  );
  const stores = textTable(
    [
      { title: word('储能', 'store') },
      { title: word('来源', 'origin') },
      { title: word('存入', 'taken in'), ...right },
      { title: word('放出', 'given back'), ...right },
    ],
    answer.stores.map((one) => [one.storeId, one.originId, mwhText(one.storedWh), mwhText(one.releasedWh)]),
  );
  return `${devices}\n\n${stores}`;
}
