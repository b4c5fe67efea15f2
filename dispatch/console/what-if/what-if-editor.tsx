import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { OBJECTIVE_WORDS } from '#dispatch/charts';
import { MOST_VARIANTS, OBJECTIVES, type Objective, type Region } from '#dispatch/domain';
import {
  type ApiProblem,
  api,
  Button,
  Card,
  Choice,
  FormProblem,
  Reading,
  useLanguage,
  useText,
} from '#platform/web-shell';
import { useRegion } from '../region-read.ts';
import { knownSettings } from './known-settings.ts';
import { emptyDraft, freshKey, type VariantDraft, variantOf } from './variant-draft.ts';
import { KnownPaths, VariantForm } from './variant-editor.tsx';
import { type VariantPreset, variantPresets } from './variant-presets.ts';
import { editorWords as say } from './what-if-words.ts';

const draftOf = (preset: VariantPreset, language: 'zh' | 'en'): VariantDraft => ({
  key: freshKey(),
  name: preset.name[language],
  presetName: preset.name,
  settings: preset.set.map(({ path, value }) => ({ key: freshKey(), path, value: String(value) })),
  objective: preset.objective ?? '',
  carbon: preset.carbonYuanPerTco2 === undefined ? '' : String(preset.carbonYuanPerTco2),
  expand: preset.expand ?? false,
});

const Presets = ({
  presets,
  full,
  onAdd,
}: {
  readonly presets: readonly VariantPreset[];
  readonly full: boolean;
  readonly onAdd: (preset: VariantPreset | null) => void;
}) => {
  const t = useText();
  return (
    <div className="presets">
      <h3>{t(say.presets)}</h3>
      <ul>
        {presets.map((preset) => (
          <li key={preset.id}>
            <button type="button" className="preset" disabled={full} onClick={() => onAdd(preset)}>
              <strong>{t(preset.name)}</strong>
              <span>{t(preset.teaches)}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="preset preset-own" disabled={full} onClick={() => onAdd(null)}>
            <strong>{t(say.own)}</strong>
            <span>{t(say.base)}</span>
          </button>
        </li>
      </ul>
    </div>
  );
};

/** What is sent, what came back, and whether it is on its way. */
const useComparison = (onStarted: () => void) => {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const compare = async (wish: object) => {
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await api.post<{ id: string }>('/api/dispatch/what-ifs', wish);
      await client.invalidateQueries({ queryKey: ['/api/dispatch/what-ifs'] });
      onStarted();
      void navigate(`/what-if/${encodeURIComponent(id)}`);
    } catch (error) {
      setProblem(error as ApiProblem);
    }
    setBusy(false);
  };
  return { problem, busy, compare };
};

const HOURS = ['12', '24', '48', '72'] as const;
const isShown = (field: string): boolean =>
  /^variants\[\d+\]\.(name|set|set\[\d+\].*|objective|carbonYuanPerTco2)$/.test(field);

const Editor = ({ region, onStarted }: { readonly region: Region; readonly onStarted: () => void }) => {
  const t = useText();
  const language = useLanguage();
  const [drafts, setDrafts] = useState<readonly VariantDraft[]>([]);
  const [hours, setHours] = useState<(typeof HOURS)[number]>('24');
  const [objective, setObjective] = useState<Objective>('cost');
  const { problem, busy, compare } = useComparison(onStarted);
  const paths = useMemo(() => knownSettings(region), [region]);
  const presets = useMemo(() => variantPresets(region), [region]);
  const problems = problem?.problems ?? [];
  const add = (preset: VariantPreset | null) =>
    setDrafts((now) => [...now, preset === null ? emptyDraft('') : draftOf(preset, language)]);
  const change = (draft: VariantDraft) =>
    setDrafts((now) => now.map((one) => (one.key === draft.key ? draft : one)));
  return (
    <form
      className="what-if-editor"
      onSubmit={(event) => {
        event.preventDefault();
        const variants = drafts.map((draft) => variantOf(draft).variant);
        void compare({ hours: Number(hours), objective, variants });
      }}
    >
      <KnownPaths settings={paths} />
      <Presets presets={presets} full={drafts.length >= MOST_VARIANTS} onAdd={add} />
      <FormProblem problem={problem} shown={problems.map(({ field }) => field).filter(isShown)} />
      <div className="variant-forms">
        {drafts.map((draft, index) => (
          <VariantForm
            key={draft.key}
            {...{ draft, index, region, problems }}
            onChange={change}
            onRemove={() => setDrafts((now) => now.filter(({ key }) => key !== draft.key))}
          />
        ))}
      </div>
      {drafts.length === 0 ? <p className="faint">{t(say.empty)}</p> : null}
      <div className="what-if-run">
        <Choice
          label={t(say.hours)}
          value={hours}
          onChange={setHours}
          options={HOURS.map((value) => ({ value, label: `${value} h` }))}
        />
        <Choice
          label={t(say.objective)}
          value={objective}
          onChange={setObjective}
          options={OBJECTIVES.map((value) => ({ value, label: t(OBJECTIVE_WORDS[value].name) }))}
        />
        <Button kind="primary" type="submit" icon="play" busy={busy} disabled={drafts.length === 0}>
          {t(say.run)}
        </Button>
      </div>
    </form>
  );
};

/** Variants are put together here: from presets that teach, or setting by setting. */
export const WhatIfEditor = ({ onStarted }: { readonly onStarted: () => void }) => {
  const t = useText();
  const region = useRegion();
  return (
    <Card title={t(say.title)}>
      <Reading read={region} height={320}>
        {(known) => <Editor region={known} onStarted={onStarted} />}
      </Reading>
    </Card>
  );
};
