import { AppError, type InputProblem } from '#platform/errors';

/** Everything that is wrong with a case, gathered before it is refused. */
export class CaseProblems {
  readonly list: InputProblem[] = [];

  add(problem: InputProblem): void {
    this.list.push(problem);
  }

  /** Refuses the case with all problems at once, in the order of the files. */
  refuseIfAny(name: string): void {
    if (this.list.length === 0) return;
    const count = this.list.length === 1 ? '1 problem' : `${this.list.length} problems`;
    throw new AppError({
      code: 'case-invalid',
      kind: 'invalid-input',
      message: `${name} cannot be solved as it is: ${count}.`,
      remedy: 'Correct what is named, or leave it out where it does not matter to you.',
      problems: this.list,
    });
  }
}
