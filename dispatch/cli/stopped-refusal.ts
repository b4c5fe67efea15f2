import type { Conflict, RelaxationStep } from '#dispatch/domain';
import { failureWords, type PlanFailure, type PlanningStopped, relaxationWords } from '#dispatch/optimise';
import { AppError, type InputProblem } from '#platform/errors';
import { type Language, shanghaiIso } from '#units';

/** Why there is no plan, as a refusal with the next step: each conflict by name, and what to loosen. */
export function stoppedRefusal(stopped: PlanningStopped, language: Language): AppError {
  const { ending } = stopped;
  const common = { message: failureWords(ending)[language], cause: stopped };
  switch (ending.kind) {
    case 'infeasible':
      return infeasible(ending, stopped, language);
    case 'cancelled':
      return new AppError({
        ...common,
        code: 'plan-cancelled',
        kind: 'unavailable',
        remedy: 'Run it again.',
      });
    case 'failed':
      return new AppError({
        ...common,
        code: 'plan-failed',
        kind: 'unavailable',
        remedy: 'Try a shorter window or a longer --time-limit; if it stays, report it with the command.',
      });
  }
}

function infeasible(
  ending: Extract<PlanFailure, { kind: 'infeasible' }>,
  cause: PlanningStopped,
  language: Language,
): AppError {
  const { conflicts, relaxation } = ending;
  const zh = language === 'zh';
  const steps = relaxation?.steps ?? [];
  return new AppError({
    code: 'plan-infeasible',
    kind: 'conflict',
    message: zh ? '没有可行的计划，以下各项不能同时成立：' : 'No plan exists; these cannot hold together:',
    remedy:
      relaxationWords(relaxation)[language] ||
      (zh
        ? '放宽任何限值都无济于事：请检查上述各项的数据。'
        : 'No limit that may be loosened helps: check the data of those named.'),
    problems: conflicts.map((conflict) => conflictProblem(conflict, steps, language)),
    details: { blocks: ending.blocks, conflicts, relaxation },
    cause,
  });
}

function conflictProblem(
  conflict: Conflict,
  steps: readonly RelaxationStep[],
  language: Language,
): InputProblem {
  const own = steps.filter((step) => step.name === conflict.name).map(({ text }) => text[language]);
  const clock = (ms: number): string => shanghaiIso(ms).slice(5, 16).replace('T', ' ');
  const when = conflict.spans.map(({ fromMs, toMs }) => `${clock(fromMs)} – ${clock(toMs)}`).join(', ');
  const remedy = own.length > 0 ? `${own.join('; ')}.` : '';
  return { field: conflict.name, message: `${conflict.text[language]} (${when})`, remedy };
}
