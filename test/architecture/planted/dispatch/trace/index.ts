export const trace = 1;
