import { readPypsa } from './read-pypsa.ts';

export type Files = Readonly<Record<string, string>>;
const BUS = 'name,v_nom,carrier\nnorth,380,AC\n';
/** A network of one bus and what the files say. */
export const readFiles = (files: Files) =>
  readPypsa('made', new Map(Object.entries({ 'buses.csv': BUS, ...files })));
export const loadOf = (mw: number): string => `name,bus,p_set\nload,north,${mw}\n`;
