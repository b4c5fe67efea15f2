/** All values together, added in their order. */
export const sumOf = (values: Float64Array): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
