import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Region } from '#dispatch/domain';
import { figuresMarkdown, withFigures } from './generator/figures.ts';
import { writeFiles } from './generator/write-files.ts';
import { buildScenario, SCENARIOS, scenarioFolder } from './index.ts';

// Writes every shipped scenario anew, with the figures in its README: `npx tsx scenarios/refresh.ts [name...]`.
const wanted = process.argv.slice(2);
for (const name of SCENARIOS.filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const files = await buildScenario(name);
  const bytes = await writeFiles(scenarioFolder(name), files);
  const region = Region.parse(parse(files[0]!.text));
  const readme = join(scenarioFolder(name), 'README.md');
  await writeFile(readme, withFigures(await readFile(readme, 'utf8'), figuresMarkdown(region, files)));
  console.log(`${name}: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB`);
}
