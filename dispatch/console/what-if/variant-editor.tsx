import { OBJECTIVE_WORDS } from '#dispatch/charts';
import { OBJECTIVES, type Objective, type Region } from '#dispatch/domain';
import {
  Button,
  type FieldProblem,
  IconButton,
  SelectField,
  TextField,
  useFormat,
  useText,
} from '#platform/web-shell';
import { type KnownSetting, knownSettings } from './known-settings.ts';
import { emptySetting, type VariantDraft, variantOf } from './variant-draft.ts';
import { editorWords as say } from './what-if-words.ts';

interface VariantProps {
  readonly draft: VariantDraft;
  readonly index: number;
  readonly region: Region;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (draft: VariantDraft) => void;
  readonly onRemove: () => void;
}

/** Id of the list of known paths that every path's input suggests from. */
export const PATHS_ID = 'what-if-paths';
export const KnownPaths = ({ settings }: { readonly settings: readonly KnownSetting[] }) => (
  <datalist id={PATHS_ID}>
    {settings.map(({ path, value }) => (
      <option key={path} value={path}>
        {String(value)}
      </option>
    ))}
  </datalist>
);

const SettingRow = ({
  draft,
  at,
  now,
  problems,
  onChange,
}: Pick<VariantProps, 'draft' | 'problems' | 'onChange'> & {
  readonly at: number;
  readonly now: number | undefined;
}) => {
  const t = useText();
  const format = useFormat();
  const setting = draft.settings[at]!;
  const change = (part: Partial<typeof setting>) =>
    onChange({
      ...draft,
      settings: draft.settings.map((one, i) => (i === at ? { ...one, ...part } : one)),
    });
  return (
    <div className="setting-row">
      <TextField
        label={t(say.path)}
        value={setting.path}
        list={PATHS_ID}
        placeholder={t(say.pathHint)}
        autoComplete="off"
        spellCheck={false}
        problems={problems}
        onChange={(event) => change({ path: event.currentTarget.value })}
      />
      <TextField
        label={t(say.value)}
        value={setting.value}
        autoComplete="off"
        hint={now === undefined ? undefined : t(say.asItIs, { value: format.full(now) })}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      <IconButton
        icon="close"
        label={t(say.removeSetting)}
        onClick={() =>
          onChange({ ...draft, settings: draft.settings.filter(({ key }) => key !== setting.key) })
        }
      />
    </div>
  );
};

/** Problems of one row: its place in what was sent is its place among the rows that are not empty. */
const problemsOfRow = (problems: readonly FieldProblem[], index: number, sentAt: number) =>
  problems.filter(({ field }) => field.startsWith(`variants[${index}].set[${sentAt}]`));

const Settings = (props: VariantProps) => {
  const t = useText();
  const { draft, index, region, problems, onChange } = props;
  const now = new Map(knownSettings(region).map(({ path, value }) => [path, value]));
  const { rows } = variantOf(draft);
  const other = problems.filter(({ field }) => field === `variants[${index}].set`);
  return (
    <fieldset className="settings">
      <legend>{t(say.settings)}</legend>
      {draft.settings.map(({ key, path }, at) => (
        <SettingRow
          key={key}
          draft={draft}
          at={at}
          now={now.get(path)}
          problems={rows.includes(at) ? problemsOfRow(problems, index, rows.indexOf(at)) : []}
          onChange={onChange}
        />
      ))}
      {other.map(({ message, remedy }) => (
        <small key={message} className="field-problem" role="alert">
          {message}. {remedy}
        </small>
      ))}
      <Button
        small
        icon="plus"
        kind="quiet"
        onClick={() => onChange({ ...draft, settings: [...draft.settings, emptySetting()] })}
      >
        {t(say.addSetting)}
      </Button>
    </fieldset>
  );
};

/** The numbers that a preset fills in stay folded until somebody wants to see or change them. */
const FOLDED_FROM = 4;

/** One variant as a form: its name, what differs, and the server's problems at their fields. */
export const VariantForm = (props: VariantProps) => {
  const t = useText();
  const { draft, index, region, problems, onChange, onRemove } = props;
  const at = (field: string) => problems.filter((problem) => problem.field === `variants[${index}].${field}`);
  const wrongSetting = problems.some(({ field }) => field.startsWith(`variants[${index}].set`));
  const many = draft.settings.length >= FOLDED_FROM;
  return (
    <section className="variant-form" aria-label={t(say.variantOf, { number: index + 1 })}>
      <header>
        <span className="variant-mark">{index + 1}</span>
        <TextField
          label={t(say.name)}
          value={draft.name}
          required
          maxLength={80}
          autoComplete="off"
          problems={at('name')}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value, presetName: null })}
        />
        <IconButton icon="close" label={t(say.remove)} onClick={onRemove} />
      </header>
      <details open={!many || wrongSetting || undefined}>
        <summary>
          {t(say.settings)} <span className="faint tnum">{draft.settings.length}</span>
        </summary>
        <Settings {...props} />
      </details>
      <div className="form">
        <SelectField
          label={t(say.objective)}
          value={draft.objective}
          problems={at('objective')}
          onChange={(event) => onChange({ ...draft, objective: event.currentTarget.value as Objective | '' })}
        >
          <option value="">{t(say.same)}</option>
          {OBJECTIVES.map((objective) => (
            <option key={objective} value={objective}>
              {t(OBJECTIVE_WORDS[objective].name)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t(say.carbon)}
          type="number"
          min={0}
          step="any"
          unit={t(say.carbonUnit)}
          placeholder={String(region.carbonYuanPerTco2)}
          value={draft.carbon}
          problems={at('carbonYuanPerTco2')}
          onChange={(event) => onChange({ ...draft, carbon: event.currentTarget.value })}
        />
      </div>
      <label className="variant-expand">
        <input
          type="checkbox"
          checked={draft.expand}
          onChange={(event) => onChange({ ...draft, expand: event.currentTarget.checked })}
        />{' '}
        {t(say.expand)}
      </label>
    </section>
  );
};
