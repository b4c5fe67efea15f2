import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The folder of real series and public cases: `WATTBIT_DATA`, else `../shared/data` beside the project. */
export const sharedDataFolder = (): string =>
  resolve(process.env.WATTBIT_DATA ?? resolve(projectRoot, '../shared/data'));

/** Rows of a gzipped CSV without quotes, as a column a name. */
export const readColumns = (path: string): Record<string, Float64Array> => {
  const file = resolve(sharedDataFolder(), path);
  if (!existsSync(file))
    throw new Error(
      `This benchmark needs ${path}, which the project does not ship. Set WATTBIT_DATA to its folder.`,
    );
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const names = header!.split(',');
  const columns = names.map(() => new Float64Array(lines.length));
  lines.forEach((line, i) => {
    const cells = line.split(',');
    for (let c = 0; c < names.length; c++) columns[c]![i] = Number(cells[c]);
  });
  return Object.fromEntries(names.map((name, c) => [name.trim(), columns[c]!]));
};
