import { z } from 'zod';

const Unit = z.enum(['milliseconds', 'seconds', 'minutes', 'hours', 'days']);
const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Where one value of a job comes from. Exactly one of the forms below. */
const FromColumn = z.strictObject({
  column: z.string(),
  /** For times and lengths: the unit the column counts in. A time counts from `origin`. */
  unit: Unit.optional(),
  /** Multiplies a number. */
  scale: z.number().optional(),
  /** Added after scaling. */
  plus: z.number().optional(),
  /** Translates texts, e.g. `{ "1": preemptible }`. */
  words: z.record(z.string(), Scalar).optional(),
  /** Splits a text into a list, e.g. `;` for allowed sites. */
  split: z.string().optional(),
  /** Taken when the cell is empty. */
  default: Scalar.optional(),
});
const Constant = z.strictObject({ constant: z.unknown() });
/** `{row}` stands for the row's number, 1 below the header. */
const FromRow = z.strictObject({ row: z.string().includes('{row}') });
/** Adds numbers, or hours to an instant: names of other fields or of `let`, or forms of their own. */
const Sum = z.strictObject({ sum: z.array(z.union([z.string(), FromColumn, z.number()])).min(1) });
/** The first piece whose condition holds; the last one has none. */
const Pieces = z.strictObject({
  pieces: z
    .array(
      z.strictObject({
        when: z.string().optional(),
        below: z.number().optional(),
        atLeast: z.number().optional(),
        is: z.array(Scalar).optional(),
        take: z.union([Scalar, FromColumn, Sum]),
      }),
    )
    .min(1),
});
export const FieldSource = z.union([FromColumn, Constant, FromRow, Sum, Pieces]);
export type FieldSource = z.infer<typeof FieldSource>;

const RejectRule = z.strictObject({
  /** A column, a field or a name of `let`. */
  when: z.string(),
  is: z.array(Scalar).optional(),
  below: z.number().optional(),
  atMost: z.number().optional(),
  because: z.string().min(1),
});
export type RejectRule = z.infer<typeof RejectRule>;

const format = {
  title: z.string().optional(),
  /** What was assumed where the file does not say; shown with the data. */
  notes: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  encoding: z.string().optional(),
};

const rows = {
  ...format,
  /** Instant from which relative times count. */
  origin: z.iso.datetime({ offset: true }).optional(),
  /** Clock of times written without an offset: `UTC`, `+08:00` or a name such as `Asia/Shanghai`. */
  zone: z.string().default('UTC'),
  /** Helper values, usable in `fields`, `sum`, `pieces` and `reject`. */
  let: z.record(z.string(), FieldSource).default({}),
  /** Fields of a job or a reading; times end in `At`. */
  fields: z.record(z.string(), FieldSource),
  /** Rows left out on purpose; each is reported with its reason. */
  reject: z.array(RejectRule).default([]),
};
/** How the columns of a file become jobs. */
export const JobMapping = z.strictObject({ reads: z.literal('jobs'), ...rows });
/** How the columns of a file become readings of meters, one a row. */
export const ReadingMapping = z.strictObject({ reads: z.literal('readings'), ...rows });
export type ReadingMapping = z.infer<typeof ReadingMapping>;
/** What reads a row, whatever it becomes. */
export type RowMapping = Omit<JobMapping, 'reads'>;
export type JobMapping = z.infer<typeof JobMapping>;

const Time = z.discriminatedUnion('form', [
  /** `2025-03-10 08:15[:30]` or ISO 8601, with or without an offset. */
  z.strictObject({
    form: z.literal('written'),
    column: z.string(),
    zone: z.string().default('UTC'),
    summerTime: z.enum(['kept', 'ignored']).default('kept'),
  }),
  /** A number of hours, seconds ... since `origin`. */
  z.strictObject({
    form: z.literal('count'),
    column: z.string(),
    unit: Unit,
    origin: z.iso.datetime({ offset: true }),
  }),
  /** Year, month, day and number of the period within the day, from 1. */
  z.strictObject({
    form: z.literal('calendar'),
    year: z.string(),
    month: z.string(),
    day: z.string(),
    period: z.string(),
    periodMinutes: z.number().positive(),
    zone: z.string().default('UTC'),
  }),
  /** No time column: row after row. */
  z.strictObject({
    form: z.literal('rows'),
    origin: z.iso.datetime({ offset: true }),
    periodMinutes: z.number().positive(),
  }),
]);

const ValueColumn = z.strictObject({
  column: z.string(),
  name: z.string().optional(),
  scale: z.number().optional(),
  /** Clock of this column where it differs from the file's. */
  zone: z.string().optional(),
});

/** How the columns of a file become series. */
export const SeriesMapping = z.strictObject({
  reads: z.literal('series'),
  ...format,
  time: Time,
  /** Whether a time names the start or the end of its period. */
  labelledBy: z.enum(['start', 'end']).default('start'),
  /** Default: the most frequent distance between rows. */
  periodMinutes: z.number().positive().optional(),
  /** Value columns; default: every column that is not part of the time. */
  columns: z.array(ValueColumn).optional(),
  /** Multiplies every value, e.g. 0.001 from gCO2/kWh to tCO2/MWh. */
  scale: z.number().default(1),
  /** Unit in the file and unit after scaling, for people. */
  unit: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  quality: z.enum(['measured', 'forecast', 'generated']).default('measured'),
  /** Texts that mean a gap, besides an empty cell. */
  gaps: z.array(z.string()).default(['NA', 'NaN', 'null', '-']),
});
export type SeriesMapping = z.infer<typeof SeriesMapping>;
export type SeriesTime = SeriesMapping['time'];

export const Mapping = z.discriminatedUnion('reads', [JobMapping, SeriesMapping, ReadingMapping]);
export type Mapping = z.infer<typeof Mapping>;
