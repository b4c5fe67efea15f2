import { z } from 'zod';
import { CERTIFIED_SOURCES } from './certificates.ts';
import { BilingualName, Id, IsoDate } from './value.ts';

/** How monthly certificates (绿证) are earned and how long they hold, as dated data; versions share an id. */
export const CertificateRule = z.strictObject({
  id: Id,
  title: BilingualName,
  jurisdiction: z.string().min(1),
  /** First and last Shanghai day of production to which this version applies. */
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** Energy of one certificate. */
  unitMwh: z.number().positive(),
  /** Kinds of plant that earn any. */
  eligible: z.array(z.enum(CERTIFIED_SOURCES)).min(1),
  /** What earns certificates that may not be traded. */
  barred: z.strictObject({
    offGrid: z.boolean(),
    /** Water power put into service before this day. */
    hydroBefore: IsoDate.optional(),
  }),
  /** Whole months from the month of production on; 24: produced in March 2025, valid to the end of February 2027. */
  validMonths: z.number().int().positive(),
  source: z.string().min(1),
});

/** How a device stands in the register of monthly certificates. A device without one gets a code of this centre. */
export const CertificateProject = z.strictObject({
  device: Id,
  projectCode: z
    .string()
    .regex(/^\d{17}$/, 'a project code has 17 digits')
    .optional(),
  inServiceFrom: IsoDate.optional(),
  offGrid: z.boolean().default(false),
});

export type CertificateRule = z.infer<typeof CertificateRule>;
export type CertificateProject = z.infer<typeof CertificateProject>;
