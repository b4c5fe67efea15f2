import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import type { ApiProblem, FieldProblem } from '../api.ts';
import { problemDetail, problemTitle } from '../problem-text.ts';
import { useText } from '../text.ts';

/** Problems of one field, e.g. `latestEndAt` or `[0].latestEndAt`; `problems` comes from an `ApiProblem`. */
export const problemsOf = (problems: readonly FieldProblem[], field: string): readonly FieldProblem[] =>
  problems.filter((problem) => problem.field.replace(/^\[?\d+\]?\.?/, '') === field);

/** What is wrong and what to write instead, as two sentences. */
export const problemText = ({ message, remedy }: FieldProblem): string =>
  /[.!?。！？]$/.test(message) ? `${message} ${remedy}` : `${message}. ${remedy}`;

interface Labelled {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly problems?: readonly FieldProblem[];
}

const Wrapped = ({
  id,
  label,
  hint,
  problems = [],
  children,
}: Labelled & { readonly id: string; readonly children: ReactNode }) => (
  <div className={problems.length > 0 ? 'field field-wrong' : 'field'}>
    <label htmlFor={id}>{label}</label>
    {children}
    {hint && problems.length === 0 ? <small id={`${id}-note`}>{hint}</small> : null}
    {problems.length > 0 ? (
      <small id={`${id}-note`} className="field-problem" role="alert">
        {problems.map(problemText).join(' ')}
      </small>
    ) : null}
  </div>
);

const aria = (id: string, { hint, problems = [] }: Labelled) => ({
  id,
  'aria-invalid': problems.length > 0 || undefined,
  'aria-describedby': hint || problems.length > 0 ? `${id}-note` : undefined,
});

export const TextField = ({
  label,
  hint,
  problems,
  unit,
  ...rest
}: Labelled & InputHTMLAttributes<HTMLInputElement> & { readonly unit?: string }) => {
  const id = useId();
  const labelled: Labelled = { label, hint, ...(problems && { problems }) };
  return (
    <Wrapped id={id} {...labelled}>
      <span className="input-with-unit">
        <input {...rest} {...aria(id, labelled)} />
        {unit ? <span className="input-unit">{unit}</span> : null}
      </span>
    </Wrapped>
  );
};

export const SelectField = ({
  label,
  hint,
  problems,
  children,
  ...rest
}: Labelled & SelectHTMLAttributes<HTMLSelectElement>) => {
  const id = useId();
  const labelled: Labelled = { label, hint, ...(problems && { problems }) };
  return (
    <Wrapped id={id} {...labelled}>
      <select {...rest} {...aria(id, labelled)}>
        {children}
      </select>
    </Wrapped>
  );
};

export const AreaField = ({
  label,
  hint,
  problems,
  ...rest
}: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>) => {
  const id = useId();
  const labelled: Labelled = { label, hint, ...(problems && { problems }) };
  return (
    <Wrapped id={id} {...labelled}>
      <textarea {...rest} {...aria(id, labelled)} />
    </Wrapped>
  );
};

/** What went wrong with a whole form: the sentence, the next step, and problems no field shows. */
export const FormProblem = ({
  problem,
  shown = [],
}: {
  readonly problem: ApiProblem | null;
  readonly shown?: readonly string[];
}) => {
  const t = useText();
  if (!problem) return null;
  const rest = problem.problems.filter((one) => !shown.includes(one.field.replace(/^\[?\d+\]?\.?/, '')));
  return (
    <div className="form-problem" role="alert">
      <strong>{t(problemTitle(problem))}</strong> {problemDetail(problem)}
      {rest.length > 0 ? (
        <ul>
          {rest.map((one) => (
            <li key={`${one.field}${one.message}`}>
              <code>{one.field}</code> {problemText(one)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};
