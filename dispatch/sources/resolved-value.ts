/** One number a period. `values[t]` has no meaning (it is 0) where `quality[t]` is `missing`. */
export interface ResolvedValue {
  readonly values: Float64Array;
  /** Index into QUALITIES, one a period. */
  readonly quality: Uint8Array;
}
