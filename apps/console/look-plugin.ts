import type { Plugin } from 'vite';
import { lookCss } from '../../platform/look/index.ts';

const SHEET = /apps\/console\/look\.css$/;

/** Fills `look.css` from the colour table, so that screens, charts and reports share one source. */
export const lookPlugin = (): Plugin => ({
  name: 'look',
  enforce: 'pre',
  load: (id) => (SHEET.test(id.replaceAll('\\', '/')) ? lookCss() : null),
});
