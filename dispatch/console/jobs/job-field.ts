import type { JobKind, Region } from '#dispatch/domain';
import { type FieldProblem, problemsOf } from '#platform/web-shell';
import type { JobDraft } from './job-draft.ts';

export interface JobFormProps {
  readonly draft: JobDraft;
  readonly problems: readonly FieldProblem[];
  readonly region: Region;
  readonly onChange: (change: Partial<JobDraft>) => void;
  readonly onKind: (kind: JobKind) => void;
}
/** What an input of the form shows and does: the text of the draft, the problems of the job's own field. */
export const useField =
  ({ draft, problems, onChange }: JobFormProps) =>
  (key: keyof JobDraft, field: string = key) => ({
    value: draft[key] as string,
    problems: problemsOf(problems, field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [key]: event.currentTarget.value }),
  });
