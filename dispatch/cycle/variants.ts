import {
  MOST_VARIANTS,
  type Objective,
  type RegionSetting,
  type Variant,
  WhatIfWish,
} from '#dispatch/domain';
import { fieldOf, type Scenario } from '#dispatch/sources';
import { AppError, type InputProblem } from '#platform/errors';
import type { Bilingual, Hours } from '#units';

/** A variant with its region read: ready to be planned. Position 0 is the region as it stands. */
export interface ReadVariant {
  readonly position: number;
  readonly name: Bilingual;
  readonly set: readonly RegionSetting[];
  readonly objective: Objective;
  readonly expand: boolean;
  readonly hours: Hours;
  readonly scenario: Scenario;
}
/** Reads the region with some values replaced. */
export type LoadWith = (set: readonly RegionSetting[]) => Promise<Scenario>;

export const BASE_NAME: Bilingual = { zh: '现状', en: 'As it is' };

/** What somebody asked for, checked. Throws AppError `what-if-invalid` with every problem of the form. */
export function readWish(input: unknown): WhatIfWish {
  const parsed = WhatIfWish.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidWish(
    parsed.error.issues.map((issue) => ({
      field: fieldOf(issue.path),
      ...wordsOf(issue.path, issue.message),
    })),
  );
}

const HELP = '"wattbit what-if --help" shows the form of a variant.';
function wordsOf(path: readonly PropertyKey[], message: string): { message: string; remedy: string } {
  if (path.length === 1 && path[0] === 'variants')
    return { message, remedy: `Give at least one --variant, at most ${MOST_VARIANTS}; ${HELP}` };
  if (path.at(-1) === 'name')
    return { message: 'A variant needs a name', remedy: `Write name=… of 1 to 80 characters; ${HELP}` };
  return { message, remedy: `Correct it; ${HELP}` };
}

/** The base and every variant with its region. Throws AppError `what-if-invalid` naming every problem of all of them. */
export async function readVariants(wish: WhatIfWish, load: LoadWith): Promise<readonly ReadVariant[]> {
  const base: ReadVariant = {
    ...{ position: 0, name: BASE_NAME, set: [], expand: false },
    ...{ objective: wish.objective, hours: wish.hours, scenario: await load([]) },
  };
  const read: ReadVariant[] = [base];
  const problems: InputProblem[] = sameNames(wish.variants);
  for (const [index, variant] of wish.variants.entries()) {
    const outcome = await readVariant(wish, variant, index, load);
    if ('problems' in outcome) problems.push(...outcome.problems);
    else read.push(outcome);
  }
  if (problems.length > 0) throw invalidWish(problems);
  return read;
}

async function readVariant(
  wish: WhatIfWish,
  variant: Variant,
  index: number,
  load: LoadWith,
): Promise<ReadVariant | { readonly problems: readonly InputProblem[] }> {
  const { carbonYuanPerTco2, name } = variant;
  const set =
    carbonYuanPerTco2 === undefined
      ? variant.set
      : [...variant.set, { path: 'carbonYuanPerTco2', value: carbonYuanPerTco2 }];
  try {
    return {
      position: index + 1,
      name: typeof name === 'string' ? { zh: name, en: name } : name,
      set,
      objective: variant.objective ?? wish.objective,
      expand: variant.expand ?? false,
      hours: variant.hours ?? wish.hours,
      scenario: await load(set),
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.problems.length === 0) throw error;
    return { problems: error.problems.map((problem) => atItsSetting(problem, variant, index)) };
  }
}

/** A problem of the region, said at the setting that caused it. */
function atItsSetting(problem: InputProblem, variant: Variant, index: number): InputProblem {
  const at = variant.set.findLastIndex(({ path }) => path === problem.field);
  const where = `variants[${index}]`;
  if (at >= 0) return { ...problem, field: `${where}.set[${at}]` };
  if (problem.field === 'carbonYuanPerTco2') return { ...problem, field: `${where}.carbonYuanPerTco2` };
  return { ...problem, field: `${where}.set`, message: `${problem.field}: ${problem.message}` };
}

/** Two columns of one name could not be told apart. */
function sameNames(variants: readonly Variant[]): InputProblem[] {
  const names = variants.map(({ name }) => (typeof name === 'string' ? name : name.en));
  return names.flatMap((name, index) =>
    names.indexOf(name) === index && name !== BASE_NAME.en
      ? []
      : [
          {
            field: `variants[${index}].name`,
            message: `"${name}" is the name of another variant`,
            remedy: 'Give each variant a name of its own.',
          },
        ],
  );
}

const invalidWish = (problems: readonly InputProblem[]): AppError =>
  new AppError({
    code: 'what-if-invalid',
    kind: 'invalid-input',
    message: `The comparison has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    remedy: 'Mend what is listed; nothing was planned or stored.',
    problems,
  });
