import type { Command } from 'commander';
import { builtInMappings, jobJsonSchema, mappingJsonSchema, regionJsonSchema } from '#dispatch/sources';
import type { Terminal } from '#platform/cli-shell';

const SCHEMAS = { region: regionJsonSchema, job: jobJsonSchema, mapping: mappingJsonSchema };

/** `wattbit schema`: JSON Schema of the files that people write. */
export function addSchemaCommand(program: Command, terminal: Terminal): void {
  const schema = program
    .command('schema')
    .description('print the JSON Schema of region.yaml, of a job or of a column mapping');
  for (const [name, build] of Object.entries(SCHEMAS))
    schema
      .command(name)
      .description(`JSON Schema of a ${name}`)
      .action(() => terminal.print(JSON.stringify(build(), null, 2)));
  schema
    .command('mappings')
    .description('names of the built-in column mappings')
    .action(() => terminal.print(builtInMappings().join('\n')));
}
