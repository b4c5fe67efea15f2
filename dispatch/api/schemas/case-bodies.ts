import { z } from 'zod';
import { CASE_CONVENTIONS, CASE_FORMATS } from '#dispatch/domain';

const LONGEST_S = 120;
const name = z.string().min(1).max(200).describe('Its ending tells the format: .m or .json');
const options = {
  convention: z.enum(CASE_CONVENTIONS).optional().describe('How a MATPOWER case becomes a DC power flow'),
  timeLimitS: z.number().gt(0).max(LONGEST_S).default(60),
};

/** A case as text: one file, or the CSV files of a PyPSA network by name. */
export const CaseWish = z.union([
  z.strictObject({ name, text: z.string().min(1), ...options }),
  z.strictObject({
    name: z.string().min(1).max(200),
    files: z
      .record(z.string().regex(/^[\w-]+\.csv$/), z.string())
      .describe('e.g. "generators-p_max_pu.csv"; as export_to_csv_folder writes them'),
    ...options,
  }),
]);

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Span = z.object({ fromMs: z.number(), toMs: z.number() });

/** What came of a case; a case without a dispatch is an answer too. */
export const CaseAnswerBody = z.object({
  case: z.string(),
  format: z.enum(CASE_FORMATS),
  convention: z.enum(CASE_CONVENTIONS).nullable(),
  currency: z.string().nullable(),
  powerUnit: z.enum(['MW', 'kW']),
  status: z.enum(['optimal', 'feasible', 'infeasible', 'unbounded', 'timeLimit', 'failed']),
  objective: z.number().nullable(),
  objectiveMeans: z.enum(['cost', 'benefit']),
  bound: z.number().nullable(),
  gapRatio: z.number().nullable(),
  periods: z.number().int(),
  model: z.object({ columns: z.number(), rows: z.number(), nonZeros: z.number() }),
  capacities: z.array(z.object({ element: z.string(), unit: z.string(), value: z.number() })).readonly(),
  prices: z.record(z.string(), z.object({ least: z.number(), mean: z.number(), most: z.number() })),
  missedGoals: z
    .array(
      z.object({
        battery: z.string(),
        step: z.number().int(),
        goalKwh: z.number(),
        reachedKwh: z.number(),
        missingKwh: z.number(),
        reachableKwh: z.number(),
        text: Bilingual,
      }),
    )
    .readonly(),
  remarks: z.array(Bilingual).readonly(),
  seconds: z.number(),
  conflicts: z
    .array(
      z.object({
        block: z.string(),
        element: z.string(),
        side: z.enum(['row', 'lower', 'upper']),
        name: z.string(),
        spans: z.array(Span).readonly(),
        text: Bilingual,
      }),
    )
    .readonly()
    .optional(),
  relaxation: z
    .object({
      steps: z
        .array(
          Span.extend({
            block: z.string(),
            element: z.string(),
            name: z.string(),
            change: z.enum(['raise', 'lower']),
            amount: z.number(),
            unit: z.string(),
            text: Bilingual,
          }),
        )
        .readonly(),
      weight: z.number(),
    })
    .nullable()
    .optional(),
});
