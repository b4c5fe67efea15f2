import type { ReactNode } from 'react';
import type { ColourName } from '#platform/look';

export type Tone = 'good' | 'busy' | 'warning' | 'alarm' | 'idle';

/** State in a word with a mark; the mark differs by tone, so that colour is not alone. */
export const Chip = ({
  tone = 'idle',
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) => (
  <span className={`chip chip-${tone}`} title={title}>
    <span className="chip-mark" aria-hidden="true" />
    {children}
  </span>
);

/** What a colour of the picture means. */
export const Swatch = ({
  colour,
  children,
  pattern,
}: {
  readonly colour: ColourName;
  readonly children?: ReactNode;
  readonly pattern?: 'dashed' | 'hatched';
}) => (
  <span className="swatch">
    <i
      className={pattern ? `swatch-${pattern}` : undefined}
      style={{
        ['--swatch' as string]: `var(--${colour.replace(/[A-Z0-9]+/g, (part) => `-${part.toLowerCase()}`)})`,
      }}
      aria-hidden="true"
    />
    {children}
  </span>
);
