import type { Objective, RegionSetting, Variant } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** A variant while it is being written: fields as they stand in their inputs. */
export interface VariantDraft {
  readonly key: number;
  readonly name: string;
  /** Both languages of a preset's name, as long as it was not changed. */
  readonly presetName: Bilingual | null;
  readonly settings: readonly { readonly key: number; readonly path: string; readonly value: string }[];
  /** Empty: as for all. */
  readonly objective: Objective | '';
  readonly carbon: string;
  readonly expand: boolean;
}

let lastKey = 0;
export const freshKey = (): number => {
  lastKey += 1;
  return lastKey;
};

export const emptyDraft = (name: string): VariantDraft => ({
  ...{ key: freshKey(), name, presetName: null, objective: '', carbon: '', expand: false },
  settings: [emptySetting()],
});
export const emptySetting = (): VariantDraft['settings'][number] => ({
  key: freshKey(),
  path: '',
  value: '',
});

/** A value as it was typed: a number where it is one, else text that the server reads as YAML. */
export const typedValue = (text: string): number | string => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : text;
};

/** What is sent. Rows that are wholly empty are left out; `rows` says which row each setting came from. */
export function variantOf(draft: VariantDraft): {
  readonly variant: Variant;
  readonly rows: readonly number[];
} {
  const rows = draft.settings.flatMap(({ path, value }, at) =>
    path.trim() === '' && value.trim() === '' ? [] : [at],
  );
  const set: RegionSetting[] = rows.map((at) => {
    const { path, value } = draft.settings[at]!;
    return { path: path.trim(), value: typedValue(value) };
  });
  const variant = {
    name: draft.presetName ?? draft.name,
    set,
    expand: draft.expand,
    ...(draft.objective === '' ? {} : { objective: draft.objective }),
    ...(draft.carbon.trim() === '' ? {} : { carbonYuanPerTco2: Number(draft.carbon) }),
  };
  return { variant, rows };
}
