/** One number a period for each value of a region that changes in time, by `<element id>.<field>`. */
export type WindowValues = ReadonlyMap<string, Float64Array>;
