import { createHighsSolver, createNativeHighsSolver, type LpSolver } from '#dispatch/optimise';
import { createProcessRunner } from './process-runner.ts';

/** The solver that plans: HiGHS in WebAssembly, or the `highs` command that is named (a path, or a name on the PATH). */
export const openSolver = async (highsCommand: string | undefined): Promise<LpSolver> =>
  highsCommand === undefined || highsCommand === ''
    ? createHighsSolver()
    : createNativeHighsSolver(createProcessRunner(highsCommand));
