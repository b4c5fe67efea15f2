import { beforeAll, describe, expect, test } from 'vitest';
import { createHighsSolver, type LpSolver, type PowerSolution, PowerSolver } from '#dispatch/optimise';
import { type Files, loadOf, readFiles } from './testing.ts';

let solver: LpSolver;
beforeAll(async () => {
  solver = await createHighsSolver();
});

const solve = (files: Files): PowerSolution => {
  const power = new PowerSolver(solver);
  const solution = power.solve(readFiles(files).problem, { timeLimitS: 60, isCancelled: () => false });
  power.dispose();
  return solution;
};
describe('a network is dispatched as PyPSA would', () => {
  test('the cheaper generator first; a snapshot weighs by its objective weighting', () => {
    const { objectiveValue } = solve({
      'snapshots.csv': ',snapshot,objective,stores,generators\n0,2015-01-01,2.0,2.0,2.0\n',
      'loads.csv': loadOf(80),
      'generators.csv': 'name,bus,p_nom,marginal_cost\ncheap,north,50,10\ndear,north,100,30\n',
    });
    // 2 h x (50 x 10 + 30 x 30)
    expect(objectiveValue).toBeCloseTo(2800, 6);
  });

  test('costs weigh by the objective, contents by the weighting of stores', () => {
    const { objectiveValue } = solve({
      'snapshots.csv': ',snapshot,objective,stores,generators\n0,a,10,1,1\n1,b,10,1,1\n',
      'loads.csv': loadOf(8),
      'generators.csv': 'name,bus,p_nom,marginal_cost\ndear,north,100,30\n',
      'stores.csv': 'name,bus,e_nom,e_initial,marginal_cost\nstore,north,10,10,2\n',
    });
    // 10 of 16 MWh come from the store at 2, 6 from the generator at 30, each counted ten times.
    expect(objectiveValue).toBeCloseTo(10 * (10 * 2 + 6 * 30), 6);
  });

  test('capacity is paid beyond what is there, within its limits, and available by its series', () => {
    const { objectiveValue, capacities } = solve({
      'snapshots.csv': ',snapshot\n0,a\n1,b\n',
      'loads.csv': loadOf(20),
      'generators.csv':
        'name,bus,p_nom,p_nom_extendable,p_nom_max,marginal_cost,capital_cost\nwind,north,5,True,inf,1,100\n',
      'generators-p_max_pu.csv': ',wind\n0,0.5\n1,1\n',
    });
    expect(capacities).toEqual([{ element: 'generators/wind', quantity: 'capacityMw', value: 40 }]);
    // 35 new MW x 100 + 40 MWh x 1
    expect(objectiveValue).toBeCloseTo(3540, 6);
  });

  test('a limit on CO2 counts primary energy', () => {
    const { objectiveValue } = solve({
      'loads.csv': loadOf(30),
      'carriers.csv': 'name,co2_emissions\ngas,0.2\n',
      'generators.csv':
        'name,bus,carrier,efficiency,p_nom,marginal_cost\ngas,north,gas,0.5,100,10\nclean,north,,1,100,50\n',
      'global_constraints.csv':
        'name,type,carrier_attribute,sense,constant\nlimit,primary_energy,co2_emissions,<=,4\n',
    });
    // 0.4 t/MWh: 10 MWh of gas, 20 MWh clean.
    expect(objectiveValue).toBeCloseTo(10 * 10 + 20 * 50, 6);
  });

  test('a storage unit loses what stands and what passes, keeps its set content, and spills inflow', () => {
    const { objectiveValue, series } = solve({
      'snapshots.csv': ',snapshot\n0,a\n1,b\n',
      'loads.csv': loadOf(9),
      'generators.csv': 'name,bus,p_nom,marginal_cost\ndear,north,100,30\n',
      'storage_units.csv':
        'name,bus,p_nom,max_hours,efficiency_dispatch,standing_loss,inflow\nhydro,north,20,1,0.9,0.5,16\n',
      'storage_units-state_of_charge_set.csv': ',hydro\n0,8\n1,\n',
    });
    // First hour: 16 flow in, 8 stay, 8 x 0.9 = 7.2 are given. Second: 8 x 0.5 + 16 = 20, of which 10 give 9.
    expect(objectiveValue).toBeCloseTo(1.8 * 30, 6);
    expect(series.find(({ quantity }) => quantity === 'dischargeMw')!.values[1]).toBeCloseTo(9, 6);
  });

  test('what a store holds before the first snapshot loses nothing until its end', () => {
    const { objectiveValue } = solve({
      'snapshots.csv': ',snapshot\n0,a\n1,b\n',
      'loads.csv': 'name,bus\nload,north\n',
      'loads-p_set.csv': ',load\n0,8\n1,3\n',
      'generators.csv': 'name,bus,p_nom,marginal_cost\ndear,north,100,30\n',
      'stores.csv': 'name,bus,e_nom,e_initial,standing_loss\nstore,north,10,10,0.5\n',
    });
    // 8 of 10 in the first hour; half of the 2 that are left in the second, where 2 of 3 MW are bought.
    expect(objectiveValue).toBeCloseTo(60, 6);
  });

  test('lines of alternating current share by x, of direct current by r, per unit of their voltage', () => {
    const ring = (carrier: string): Files => ({
      'buses.csv': `name,v_nom,carrier\nnorth,100,${carrier}\nsouth,100,${carrier}\nwest,200,${carrier}\n`,
      'loads.csv': 'name,bus,p_set\nload,south,40\n',
      'generators.csv': 'name,bus,p_nom,marginal_cost\none,north,100,1\n',
      'lines.csv':
        'name,bus0,bus1,x,r,s_nom\ndirect,north,south,1,3,100\nfirst,north,west,1,1,100\nsecond,west,south,8,0,100\n',
    });
    const flowOf = (files: Files): number =>
      solve(files).series.find(({ element }) => element === 'lines/direct')!.values[0]!;
    // x per unit: 1 : 1 : 8/4, so 40 x 3 / (1 + 3) take the direct way; r: 3 : 1 : 0, so 40 x 1 / (3 + 1).
    expect(flowOf(ring('AC'))).toBeCloseTo(30, 6);
    expect(flowOf(ring('DC'))).toBeCloseTo(10, 6);
  });

  test('a transformer has its impedance per unit of its own rating', () => {
    const { series } = solve({
      'buses.csv': 'name,v_nom\nnorth,100\nsouth,100\n',
      'loads.csv': 'name,bus,p_set\nload,south,40\n',
      'generators.csv': 'name,bus,p_nom\none,north,100\n',
      'lines.csv': 'name,bus0,bus1,x,s_nom\nline,north,south,10,100\n',
      'transformers.csv': 'name,bus0,bus1,x,s_nom,model,tap_ratio\nunit,north,south,0.15,50,t,1\n',
    });
    // 10 / 100² = 0.001 against 0.15 / 50 = 0.003.
    expect(series.find(({ element }) => element === 'lines/line')!.values[0]).toBeCloseTo(30, 6);
  });

  test('a link gives its efficiency times what it takes, and runs backwards where it may', () => {
    const { objectiveValue } = solve({
      'buses.csv': 'name,carrier\nnorth,AC\nheat,heat\n',
      'loads.csv': 'name,bus,p_set\nload,heat,30\n',
      'generators.csv': 'name,bus,p_nom,marginal_cost\none,north,100,12\n',
      'links.csv': 'name,bus0,bus1,p_nom,efficiency,marginal_cost\npump,north,heat,20,3,5\n',
    });
    expect(objectiveValue).toBeCloseTo(10 * (12 + 5), 6);
  });

  test('a committable generator pays for its start, and what runs stays above its least output', () => {
    const { objectiveValue } = solve({
      'snapshots.csv': ',snapshot\n0,a\n1,b\n',
      'loads.csv': 'name,bus\nload,north\n',
      'loads-p_set.csv': ',load\n0,5\n1,60\n',
      'generators.csv':
        'name,bus,p_nom,p_min_pu,marginal_cost,committable,start_up_cost,up_time_before\ncoal,north,100,0.3,10,True,500,0\ngas,north,50,0,40,False,0,1\n',
    });
    // Coal cannot run at 5; in the second hour 60 x 10 + 500 beats nothing else (gas gives 50 only).
    expect(objectiveValue).toBeCloseTo(5 * 40 + 60 * 10 + 500, 4);
  });

  test('what is not active is not there, and columns of others are named', () => {
    const { problem, remarks } = readFiles({
      'generators.csv': 'name,bus,p_nom,active,country\none,north,1,True,UK\ntwo,north,1,False,UK\n',
    });
    expect(problem.thermalUnits.map(({ id }) => id)).toEqual(['generators/one']);
    expect(remarks[0]!.en).toContain('generators.csv: country');
  });
});
