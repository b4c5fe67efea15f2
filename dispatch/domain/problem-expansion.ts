/**
 * Capacity that may be built. The model chooses it between the limits and pays for what goes beyond `paidFrom`;
 * the element's own capacity field is then not used.
 */
export interface Expansion {
  readonly minimum: number;
  /** Infinity only in cases of others, which carry no jobs and so need no bound by prices. */
  readonly maximum: number;
  readonly paidFrom: number;
  /** Annualised cost of one unit of capacity, taken over this horizon. */
  readonly yuanPerUnit: number;
}
