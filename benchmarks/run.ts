import { type Bench, printBench } from './report.ts';

/** Every benchmark by name; each is loaded when it is asked for. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  'battery-milp': async () => (await import('./battery-milp.ts')).batteryMilp(),
  'flow-formulations': async () => (await import('./flow-formulations.ts')).flowFormulations(),
  'gaia-small': async () => (await import('./gaia-small.ts')).gaiaSmall(),
  'gaia-year': async () => (await import('./gaia-year.ts')).gaiaYear(),
  ledger: async () => (await import('./ledger.ts')).ledger(),
  'oemof-8760': async () => (await import('./oemof-8760.ts')).oemof8760(),
  pglib: async () => (await import('./pglib.ts')).pglib(),
  'pypsa-networks': async () => (await import('./pypsa-networks.ts')).pypsaNetworks(),
  'native-ratio': async () => (await import('./native-ratio.ts')).nativeRatio(),
  'million-shards': async () => (await import('./million-shards.ts')).millionShards(),
  million: async () => (await import('./million.ts')).million(),
  residual: async () => (await import('./residual.ts')).residual(),
  'qinghai-48h': async () => (await import('./qinghai-48h.ts')).qinghai48h(),
  rolling: async () => (await import('./rolling.ts')).rolling(),
  'solver-methods': async () => (await import('./solver-methods.ts')).solverMethods(),
  'synthetic-48h': async () => (await import('./synthetic-48h.ts')).synthetic48h(),
  uc: async () => (await import('./uc.ts')).uc(),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Unknown benchmark: ${unknown.join(', ')}.`);
  console.error(`Usage: npm run bench -- NAME...   Names: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of names) printBench(await benches[name]!());
}
