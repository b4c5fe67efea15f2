import type { DispatchCase } from '#dispatch/domain';
import type { PowerControl, PowerDispatcher } from '#dispatch/optimise';
import { type CaseAnswer, caseAnswer } from './case-answer.ts';

/** A search over whole numbers goes on until nothing is left to gain: an answer is held against published ones. */
const PROVEN = 0;

/** Solves somebody else's case with the model that plans the region. */
export const solveCase = async (
  given: DispatchCase,
  dispatch: PowerDispatcher,
  control: Omit<PowerControl, 'gapRatio'>,
): Promise<CaseAnswer> => {
  const startedS = control.elapsedS();
  const solution = await dispatch(given.problem, { ...control, gapRatio: PROVEN });
  return caseAnswer(given, solution, control.elapsedS() - startedS);
};
