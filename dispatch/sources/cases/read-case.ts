import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { CaseConvention, DispatchCase } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import { unreadable } from '../tables/table.ts';
import { readBatteries } from './batteries/read-batteries.ts';
import { readMatpower } from './matpower/read-matpower.ts';
import { readPypsa } from './pypsa/read-pypsa.ts';

/** A case in hand: one file, whose name tells its format, or the files of a folder. */
export type CaseText =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly files: ReadonlyMap<string, string> };

export interface CaseOptions {
  /** How a MATPOWER case becomes a DC power flow; default: as MATPOWER does it. */
  readonly convention?: CaseConvention;
}

/** Reads a case as text. Throws AppError `case-invalid` with every problem by its place, `case-unknown` for another format. */
export const caseOf = (given: CaseText, options: CaseOptions = {}): DispatchCase => {
  if ('files' in given) return readPypsa(given.name, given.files);
  const name = given.name.replace(/\.gz$/i, '');
  if (/\.m$/i.test(name)) return readMatpower(given.text, given.name, options.convention ?? 'matpower');
  if (/\.json$/i.test(name)) return readBatteries(given.text, given.name);
  throw new AppError({
    code: 'case-unknown',
    kind: 'invalid-input',
    message: `The format of ${given.name} is not known.`,
    remedy:
      'Give a MATPOWER case (.m, .m.gz), a folder of CSV files that PyPSA wrote, or a request to evcc’s optimizer (.json).',
  });
};

/** Reads a case from a file or a folder; gzip is undone when a name ends in `.gz`. */
export const readCase = async (path: string, options: CaseOptions = {}): Promise<DispatchCase> => {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw unreadable(
      path,
      'there is no such file or folder',
      'Check the path; a relative one starts at the current folder.',
    );
  const name = basename(path);
  if (!found.isDirectory()) return caseOf({ name, text: await textOf(path) }, options);
  const files = new Map<string, string>();
  for (const file of (await readdir(path)).sort())
    if (/\.csv(\.gz)?$/i.test(file)) files.set(file.replace(/\.gz$/i, ''), await textOf(join(path, file)));
  return caseOf({ name, files });
};

const unzipped = promisify(gunzip);
/** No case is larger, and a small file may unfold to any size. */
const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;

const textOf = async (path: string): Promise<string> => {
  const bytes = await readFile(path);
  if (!/\.gz$/i.test(path)) return bytes.toString('utf8');
  const text = await unzipped(bytes, { maxOutputLength: LARGEST_TEXT_BYTES }).catch((cause: Error) => {
    throw unreadable(path, `it breaks off or is damaged (${cause.message})`, 'Copy the file again.', cause);
  });
  return text.toString('utf8');
};
