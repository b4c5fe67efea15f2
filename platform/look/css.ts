import { coloursOf, FONTS, type Theme } from './tokens.ts';

/** `storageCharge` is `--storage-charge` in a style sheet. */
export const cssName = (name: string): string =>
  `--${name.replace(/[A-Z0-9]+/g, (part) => `-${part.toLowerCase()}`)}`;

const declarations = (theme: Theme): string =>
  Object.entries(coloursOf(theme))
    .map(([name, colour]) => `${cssName(name)}:${colour}`)
    .concat(`color-scheme:${theme}`)
    .join(';');

/** Style sheet with every colour as a custom property; `data-theme` on the root overrides the system's wish. */
export const lookCss = (): string =>
  [
    `:root{--font-sans:${FONTS.sans};--font-mono:${FONTS.mono};--font-serif:${FONTS.serif}}`,
    `:root{${declarations('light')}}`,
    `@media (prefers-color-scheme: dark){:root:not([data-theme]){${declarations('dark')}}}`,
    `:root[data-theme="light"]{${declarations('light')}}`,
    `:root[data-theme="dark"]{${declarations('dark')}}`,
  ].join('\n');
