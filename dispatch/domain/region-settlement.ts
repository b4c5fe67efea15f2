import { z } from 'zod';
import { BilingualName, Id, IsoDate, Value } from './value.ts';

const nonNegative = z.number().min(0);

/** What statements settle with, valid from a Shanghai day; its versions share an id. */
export const SettlementPrices = z.strictObject({
  id: Id,
  title: BilingualName,
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** Paid to the centre for what areas and sites of parties take beyond their contracts. */
  consumptionYuanPerMwh: nonNegative,
  /** Paid by the centre for what plants of parties feed in beyond their contracts. */
  generationYuanPerMwh: nonNegative,
  /** Environmental value of clean energy claimed for work. */
  certificateYuanPerMwh: nonNegative,
  /** Paid by the centre for a MWh that a called site did not draw. */
  flexibilityYuanPerMwh: nonNegative,
  /** Compute by kind of pool; without a tier for all tiers that have no price of their own. */
  compute: z
    .array(
      z.strictObject({
        poolKind: z.string().min(1),
        tier: z.number().int().min(0).max(3).optional(),
        yuanPerUnitHour: nonNegative,
      }),
    )
    .default([]),
  source: z.string().min(1),
});

/** A site was asked to draw less for a while, measured against a baseline that was declared before. */
export const FlexibilityCall = z.strictObject({
  id: Id,
  title: BilingualName,
  site: Id,
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  requestedMw: z.number().positive(),
  /** What the site would have drawn. */
  baselineMw: Value,
  /** When the baseline was declared: not after the call begins. */
  declaredAt: z.iso.datetime({ offset: true }),
  source: z.string().min(1),
});

export type SettlementPrices = z.infer<typeof SettlementPrices>;
export type FlexibilityCall = z.infer<typeof FlexibilityCall>;
