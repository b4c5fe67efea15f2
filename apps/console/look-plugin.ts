import type { Plugin } from 'vite';
import { lookCss } from '../../platform/look/css.ts';

const NAME = 'virtual:look.css';

/** The colour table as a style sheet of the build, so that screens and reports share one source. */
export const lookPlugin = (): Plugin => ({
  name: 'look',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? lookCss() : null),
});
