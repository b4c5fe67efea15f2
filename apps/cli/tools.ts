import type { CliTools } from '#dispatch/cli-room';

/** What the command line lends to the dispatch room; heavy parts are loaded when a command asks for them. */
export const cliTools = (projectRoot: string): CliTools => ({
  projectRoot,
  startPlanner: async (shards) => {
    const { createWorkerPlanner } = await import('../worker/index.ts');
    return createWorkerPlanner(shards);
  },
  generatedScenarios: ['qinghai', 'microgrid', 'one-site'],
  generateScenario: async (name, options) => {
    const { generateScenario } = await import('../../scenarios/index.ts');
    return generateScenario(name, options);
  },
});
