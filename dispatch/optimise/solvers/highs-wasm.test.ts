import { createHighsSolver } from './highs-wasm.ts';
import { describeLpSolver } from './lp-solver.contract.ts';

describeLpSolver('highs-wasm', createHighsSolver);
