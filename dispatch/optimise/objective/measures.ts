/**
 * What is counted besides yuan: tonnes of CO2; MWh that are not clean (fuel, and the part of import that is not
 * clean); MW by which the exchange with the world outside changes from one period to the next.
 */
export type MeasureName = 'tco2' | 'dirtyMwh' | 'unsteadyMw';
