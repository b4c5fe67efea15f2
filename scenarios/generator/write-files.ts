import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ScenarioFile } from './tables.ts';

/** Writes the files below a folder, compressed where the name ends in `.gz`. Returns the bytes on disk. */
export async function writeFiles(folder: string, files: readonly ScenarioFile[]): Promise<number> {
  let bytes = 0;
  for (const { path, text } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const content = path.endsWith('.gz') ? gzipSync(text, { level: 9 }) : Buffer.from(text);
    await writeFile(target, content);
    bytes += content.length;
  }
  return bytes;
}
