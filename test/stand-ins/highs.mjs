#!/usr/bin/env node
// The `highs` command where none is installed: its command line and files around the same solver in WebAssembly. Tests
// of the adapter so meet HiGHS's own reader of MPS, options and bases and its own writer of solutions.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import loadHighs from 'highs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    options_file: { type: 'string' },
    solution_file: { type: 'string' },
    read_basis_file: { type: 'string' },
  },
});

if (values.help) {
  console.log('usage: highs [options] file   --options_file --solution_file --read_basis_file');
} else {
  const highs = await loadHighs({
    print: (line) => console.log(line),
    printErr: (line) => console.log(line),
  });
  const model = highs.createModel({ format: 'mps', data: readFileSync(positionals[0]) });
  if (values.options_file) model.options.read(readFileSync(values.options_file, 'utf8'));
  if (values.read_basis_file) model.setBasis(basisIn(readFileSync(values.read_basis_file, 'utf8')));
  model.run();
  if (values.solution_file) writeFileSync(values.solution_file, model.exportSolution());
}

/** The package reads no basis file: its format, in one place more. */
function basisIn(text) {
  const [columns, rows] = text.split('# Rows').map((part) =>
    part
      .split('\n')
      .filter((line) => /^[cr]\d+ \d$/.test(line))
      .map((line) => Number(line.split(' ')[1])),
  );
  return { colStatus: columns, rowStatus: rows };
}
