import { describe, expect, test } from 'vitest';
import { AppError, type InputProblem } from '#platform/errors';
import { type Files, loadOf, readFiles } from './testing.ts';

const problemsOf = (files: Files): readonly InputProblem[] => {
  try {
    readFiles(files);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).problems;
  }
  return [];
};

describe('what is not supported is refused with file, row and column', () => {
  const GENERATOR = 'name,bus,p_nom';
  const refusals: readonly [what: string, files: Files, file: string, line: number, field: string][] = [
    ['no buses', { 'buses.csv': 'name\n', 'loads.csv': loadOf(1) }, 'loads.csv', 2, 'load.bus'],
    [
      'bytes that are no table',
      { 'generators.csv': Buffer.from('\xff\xfe\x00garbage', 'latin1').toString('utf8') },
      'generators.csv',
      1,
      'name',
    ],
    [
      'series without snapshots',
      { 'loads.csv': loadOf(1), 'loads-p_set.csv': 'snapshot,load\na,1\nb,2\n' },
      'snapshots.csv',
      1,
      'snapshots.csv',
    ],
    [
      'a bus that is not there',
      { 'generators.csv': `${GENERATOR}\none,south,1\n` },
      'generators.csv',
      2,
      'one.bus',
    ],
    [
      'a negative sign',
      { 'generators.csv': `${GENERATOR},sign\none,north,1,-1\n` },
      'generators.csv',
      2,
      'one.sign',
    ],
    [
      'modules',
      { 'generators.csv': `${GENERATOR},p_nom_mod\na,north,1,0\none,north,1,5\n` },
      'generators.csv',
      3,
      'one.p_nom_mod',
    ],
    [
      'an energy sum',
      { 'generators.csv': `${GENERATOR},e_sum_max\none,north,1,9\n` },
      'generators.csv',
      2,
      'one.e_sum_max',
    ],
    [
      'a set point',
      { 'generators.csv': `${GENERATOR},p_set\none,north,1,1\n` },
      'generators.csv',
      2,
      'one.p_set',
    ],
    ['no number', { 'generators.csv': `${GENERATOR}\none,north,much\n` }, 'generators.csv', 2, 'one.p_nom'],
    [
      'neither true nor false',
      { 'generators.csv': `${GENERATOR},active\none,north,1,perhaps\n` },
      'generators.csv',
      2,
      'one.active',
    ],
    [
      'a name twice',
      { 'generators.csv': `${GENERATOR}\none,north,1\none,north,1\n` },
      'generators.csv',
      3,
      'one',
    ],
    ['a line type', { 'lines.csv': 'name,bus0,bus1,type\nl,north,north2,Al/St\n' }, 'lines.csv', 2, 'l.type'],
    [
      'a tap',
      { 'transformers.csv': 'name,bus0,bus1,tap_ratio\nt,north,north2,1.1\n' },
      'transformers.csv',
      2,
      't.tap_ratio',
    ],
    [
      'a phase shift',
      { 'transformers.csv': 'name,bus0,bus1,phase_shift\nt,north,north2,30\n' },
      'transformers.csv',
      2,
      't.phase_shift',
    ],
    [
      'a third bus',
      { 'links.csv': 'name,bus0,bus1,bus2,efficiency2\nl,north,north,north,0.5\n' },
      'links.csv',
      2,
      'l.bus2',
    ],
    [
      'a committable link',
      { 'links.csv': 'name,bus0,bus1,committable\nl,north,north,True\n' },
      'links.csv',
      2,
      'l.committable',
    ],
    [
      'a spill cost',
      { 'storage_units.csv': 'name,bus,spill_cost\ns,north,2\n' },
      'storage_units.csv',
      2,
      's.spill_cost',
    ],
    [
      'another constraint',
      { 'global_constraints.csv': 'name,type,sense\nc,tech_capacity_expansion_limit,<=\n' },
      'global_constraints.csv',
      2,
      'c.type',
    ],
    [
      'another sense',
      { 'global_constraints.csv': 'name,sense\nc,==\n' },
      'global_constraints.csv',
      2,
      'c.sense',
    ],
    ['another table', { 'processes.csv': 'name,bus0\np,north\n' }, 'processes.csv', 2, 'processes'],
    [
      'investment periods',
      { 'investment_periods.csv': 'period,objective\n2030,1\n' },
      'investment_periods.csv',
      2,
      'investment_periods',
    ],
    [
      'another series',
      { 'generators.csv': `${GENERATOR}\none,north,1\n`, 'generators-ramp_limit_up.csv': ',one\n0,1\n' },
      'generators-ramp_limit_up.csv',
      1,
      'ramp_limit_up',
    ],
    ['a series of nobody', { 'generators-p_max_pu.csv': ',two\n0,1\n' }, 'generators-p_max_pu.csv', 1, 'two'],
    [
      'a gap',
      { 'generators.csv': `${GENERATOR}\none,north,1\n`, 'generators-p_max_pu.csv': ',one\n0,\n' },
      'generators-p_max_pu.csv',
      2,
      'one',
    ],
    [
      'rows that are missing',
      {
        'snapshots.csv': ',snapshot\n0,a\n1,b\n',
        'generators.csv': `${GENERATOR}\none,north,1\n`,
        'generators-p_max_pu.csv': ',one\n0,1\n',
      },
      'generators-p_max_pu.csv',
      1,
      'p_max_pu',
    ],
    ['no weighting', { 'snapshots.csv': ',snapshot,objective\n0,a,0\n' }, 'snapshots.csv', 2, 'objective'],
    [
      'a ramp of what is chosen',
      { 'generators.csv': `${GENERATOR},p_nom_extendable,ramp_limit_up\none,north,1,True,0.1\n` },
      'generators.csv',
      2,
      'one.ramp_limit_up',
    ],
    [
      'a content that does not fit',
      {
        'storage_units.csv': 'name,bus,p_nom\ns,north,1\n',
        'storage_units-state_of_charge_set.csv': ',s\n0,9\n',
      },
      'storage_units.csv',
      2,
      's.state_of_charge_set',
    ],
    [
      'a store that emits',
      { 'carriers.csv': 'name,co2_emissions\ngas,0.2\n', 'stores.csv': 'name,bus,carrier\ns,north,gas\n' },
      'stores.csv',
      2,
      's.carrier',
    ],
    [
      'a row too short',
      { 'generators.csv': `${GENERATOR}\none,north\n` },
      'generators.csv',
      2,
      'generators.csv',
    ],
    [
      'quotation marks',
      { 'generators.csv': `${GENERATOR}\n"one,north,1\n` },
      'generators.csv',
      2,
      'generators.csv',
    ],
  ];
  test.each(refusals)('%s', (_, files, file, line, field) => {
    const found = problemsOf(files).filter((problem) => problem.field === field && problem.file === file);
    expect(found[0], JSON.stringify(problemsOf(files))).toMatchObject({ line });
  });

  test('defaults that are written out are no problem', () => {
    const files = {
      'generators.csv': `${GENERATOR},sign,p_nom_mod,e_sum_min,e_sum_max,p_set\none,north,1,1.0,0.0,-inf,inf,\n`,
      'links.csv': 'name,bus0,bus1,bus2,committable\nl,north,north,,False\n',
    };
    expect(problemsOf(files)).toEqual([]);
  });
});
