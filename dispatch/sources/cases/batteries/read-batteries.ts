import {
  type BatteryInput,
  type BatteryTerms,
  type DispatchCase,
  type GridConnectionInput,
  NO_PARTS,
} from '#dispatch/domain';
import { problemsFromZod } from '#platform/errors';
import { CaseProblems } from '../case-problems.ts';
import { type BatteryRequest, batteryRequest, batteryTestCase } from './request-schema.ts';

const SECONDS_PER_HOUR = 3600;
/** The case is in W and Wh; the model sees kW and kWh. */
const PER_KILO = 1000;
/** And money in thousandths, since solvers judge by absolute tolerances and a home's bill is small. */
const MONEY_SCALE = 1000;
const PRICE_SCALE = PER_KILO * MONEY_SCALE;
/** What evcc's optimizer multiplies its dearest price by for what should not happen. */
const PENALTY = { band: 1000, goal: 100, gridLimit: 100 } as const;
const LEAST_BASE_PER_WH = 1e-4;
/** Its preferences among schedules of one value, as shares of the lowest import price or of that base. */
const PREFERENCE = { export: 2e-5, import: 5e-6, peak: 1e-3, change: 1e-5 } as const;
/** Ours, far below: of equal schedules the one whose reported value is highest. */
const REPORT_PREFERENCE = 1e-5;
const GRID = 0;

/** A request to evcc's optimizer, or one of its test cases, as a home with batteries on a connection. */
export const readBatteries = (text: string, file: string): DispatchCase => {
  const problems = new CaseProblems();
  const request = requestOf(text, file, problems);
  problems.refuseIfAny(file);
  const home = new Home(request!);
  return {
    name: file.replace(/\.json(\.gz)?$/i, ''),
    format: 'batteries',
    convention: null,
    currency: null,
    powerUnit: 'kW',
    moneyScale: MONEY_SCALE,
    problem: home.problem(file),
    costHours: home.hours,
    remarks: [],
    batteries: home.terms(),
  };
};

const requestOf = (text: string, file: string, problems: CaseProblems): BatteryRequest | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const remedy = 'Give a JSON object with batteries and time_series.';
    problems.add({ field: '', message: `it is no JSON (${(cause as Error).message})`, remedy, file });
    return null;
  }
  const wrapped = batteryTestCase.safeParse(json);
  const isTestCase = wrapped.success && wrapped.data.request !== undefined;
  const parsed = batteryRequest.safeParse(isTestCase ? wrapped.data.request : json);
  if (!parsed.success) {
    for (const problem of problemsFromZod(parsed.error.issues, isTestCase ? 'request' : ''))
      problems.add({ ...problem, file });
    return null;
  }
  checkLengths(parsed.data, file, problems);
  return parsed.data;
};

const checkLengths = (
  { time_series: series, batteries }: BatteryRequest,
  file: string,
  problems: CaseProblems,
) => {
  const count = series.dt.length;
  const check = (field: string, values: readonly number[] | null | undefined): void => {
    if (!values || values.length === count) return;
    const message = `it has ${values.length} values for ${count} steps of dt`;
    problems.add({ field, message, remedy: 'Give one value a step.', file });
  };
  for (const name of ['gt', 'ft', 'p_N', 'p_E'] as const) check(`time_series.${name}`, series[name]);
  batteries.forEach((battery, i) => {
    check(`batteries[${i}].p_demand`, battery.p_demand);
    check(`batteries[${i}].s_goal`, battery.s_goal);
    const capacity = battery.s_capacity ?? Math.max(battery.s_max, battery.s_initial);
    if (battery.s_initial <= capacity) return;
    const message = `it starts with ${battery.s_initial} Wh, above its capacity of ${capacity} Wh`;
    problems.add({ field: `batteries[${i}].s_initial`, message, remedy: 'Correct one of the two.', file });
  });
};

/** One request, in kW, kWh and money per kWh. */
class Home {
  readonly hours: Float64Array;
  private readonly request: BatteryRequest;
  private readonly steps: number;
  private readonly lowestPerWh: number;
  private readonly basePerWh: number;

  constructor(request: BatteryRequest) {
    const { time_series: series, batteries, grid } = request;
    this.request = request;
    this.steps = series.dt.length;
    this.hours = Float64Array.from(series.dt, (seconds) => seconds / SECONDS_PER_HOUR);
    this.lowestPerWh = Math.min(...series.p_N);
    const ratePerWh = this.hasDemandRate() ? grid.prc_p_exc_imp! / Math.min(...this.hours) : 0;
    this.basePerWh = Math.max(
      ...series.p_N,
      ...series.p_E,
      ...batteries.map((battery) => battery.p_a),
      ratePerWh,
      LEAST_BASE_PER_WH,
    );
  }

  private hasDemandRate(): boolean {
    const { p_max_imp, prc_p_exc_imp } = this.request.grid;
    return p_max_imp != null && prc_p_exc_imp != null;
  }
  private powerKw(wh: readonly number[]): Float64Array {
    return Float64Array.from(wh, (energy, t) => energy / PER_KILO / this.hours[t]!);
  }
  private priced(perWh: readonly number[], added: (t: number) => number): Float64Array {
    return Float64Array.from(perWh, (price, t) => (price + added(t)) * PRICE_SCALE);
  }

  problem(name: string): DispatchCase['problem'] {
    const { time_series: series, grid, batteries } = this.request;
    const longest = Math.max(...this.hours);
    return {
      ...NO_PARTS,
      regionId: name,
      horizon: { startMs: 0, periodMinutes: 60, periodCount: this.steps },
      periodHours: this.hours,
      objective: 'cost',
      areas: [{ id: 'home', loadMw: this.powerKw(series.gt) }],
      renewables: [
        { id: 'sun', area: 0, kind: 'pv', availableMw: this.powerKw(series.ft), operatingYuanPerMwh: 0 },
      ],
      gridConnections: this.connections(),
      batteries: batteries.map((_, i) => this.battery(i)),
      // What lies outside its band is paid for once a step there, by the hour here.
      unservedYuanPerMwh: (PENALTY.band * this.basePerWh * PRICE_SCALE) / longest,
      curtailedYuanPerMwh:
        grid.p_max_exp == null ? Number.POSITIVE_INFINITY : PENALTY.gridLimit * this.basePerWh * PRICE_SCALE,
      carbonYuanPerTco2: 0,
    };
  }

  private connections(): GridConnectionInput[] {
    const { grid, time_series: series, strategy, batteries } = this.request;
    const perBattery = (share: number, t: number): number =>
      share * this.lowestPerWh * (this.steps - t) * batteries.length;
    const beforeExport = strategy.charging_strategy === 'charge_before_export' ? PREFERENCE.export : 0;
    const beforeImport = strategy.discharging_strategy === 'discharge_before_import' ? PREFERENCE.import : 0;
    const none = new Float64Array(this.steps);
    const isLimited = grid.p_max_imp != null && !this.hasDemandRate();
    const main: GridConnectionInput = {
      id: 'grid',
      area: 0,
      importLimitMw: isLimited ? grid.p_max_imp! / PER_KILO : Number.POSITIVE_INFINITY,
      exportLimitMw: grid.p_max_exp == null ? Number.POSITIVE_INFINITY : grid.p_max_exp / PER_KILO,
      importYuanPerMwh: this.priced(series.p_N, (t) => perBattery(beforeImport, t)),
      exportYuanPerMwh: this.priced(series.p_E, (t) => -perBattery(beforeExport, t)),
      emissionTco2PerMwh: none,
      cleanShareRatio: 0,
      isOneWay: true,
      ...this.levelling(),
      ...this.demandCharge(),
    };
    if (!isLimited) return [main];
    // What goes beyond the limit comes as if through a second, very dear connection.
    const beyond: GridConnectionInput = {
      id: 'beyond-limit',
      area: 0,
      importLimitMw: Number.POSITIVE_INFINITY,
      exportLimitMw: 0,
      importYuanPerMwh: this.priced(series.p_N, () => PENALTY.gridLimit * this.basePerWh),
      exportYuanPerMwh: none,
      emissionTco2PerMwh: none,
      cleanShareRatio: 0,
    };
    return [main, beyond];
  }

  private demandCharge(): Pick<GridConnectionInput, 'demandCharges'> {
    if (!this.hasDemandRate()) return {};
    const { p_max_imp, prc_p_exc_imp } = this.request.grid;
    return {
      demandCharges: [
        {
          fromPeriod: 0,
          toPeriod: this.steps,
          yuanPerMw: prc_p_exc_imp! * PRICE_SCALE,
          soFarMw: p_max_imp! / PER_KILO,
        },
      ],
    };
  }

  private levelling(): Pick<GridConnectionInput, 'levelling'> {
    const sides = SIDES[this.request.strategy.charging_strategy];
    if (sides.length === 0) return {};
    return {
      levelling: {
        sides,
        peakYuanPerMw: PREFERENCE.peak * this.basePerWh * PRICE_SCALE,
        changeYuanPerMw: PREFERENCE.change * this.basePerWh * PRICE_SCALE,
      },
    };
  }

  private battery(index: number): BatteryInput {
    const battery = this.request.batteries[index]!;
    const [charged, discharged] = [battery.eta_c ?? this.request.eta_c, battery.eta_d ?? this.request.eta_d];
    const perKwh = (wh: number): number => wh / PER_KILO;
    // The value that is reported counts from the end of the first step, not from its beginning.
    const first = (yuanPerWh: number): Float64Array => {
      const values = new Float64Array(this.steps);
      values[0] = yuanPerWh * REPORT_PREFERENCE * PRICE_SCALE;
      return values;
    };
    return {
      id: `battery${index + 1}`,
      area: 0,
      chargeMw: battery.c_max / PER_KILO,
      dischargeMw: battery.d_max / PER_KILO,
      minimumMwh: perKwh(battery.s_min),
      maximumMwh: perKwh(battery.s_max),
      initialMwh: perKwh(battery.s_initial),
      finalMwh: 0,
      chargeEfficiencyRatio: charged,
      dischargeEfficiencyRatio: discharged,
      wearYuanPerMwh: 0,
      isOneWay: true,
      minimumChargeMw: battery.c_min / PER_KILO,
      endYuanPerMwh: battery.p_a * PRICE_SCALE,
      flowYuanPerMwh: { charge: first(charged * battery.p_a), discharge: first(-battery.p_a / discharged) },
      ...this.goals(index),
      ...this.demand(index),
      ...(battery.charge_from_grid ? {} : { notChargedFrom: GRID }),
      ...(battery.discharge_to_grid ? {} : { notSoldInto: GRID }),
    };
  }

  /** A goal at the end of the first step is not kept by evcc's optimizer, and so not here. */
  private goals(index: number): Pick<BatteryInput, 'goals'> {
    const shortfallYuanPerMwh = PENALTY.goal * this.basePerWh * PRICE_SCALE;
    const goals = (this.request.batteries[index]!.s_goal ?? []).flatMap((wh, period) =>
      wh > 0 && period > 0 ? [{ period, mwh: wh / PER_KILO, shortfallYuanPerMwh }] : [],
    );
    return goals.length > 0 ? { goals } : {};
  }

  /** Demands that come sooner weigh more. */
  private demand(index: number): Pick<BatteryInput, 'chargeDemand'> {
    const demanded = this.request.batteries[index]!.p_demand;
    if (!demanded?.some((wh) => wh > 0)) return {};
    const shortfallYuanPerMwh = Float64Array.from(
      demanded,
      (_, t) => PENALTY.goal * this.basePerWh * (1 + (this.steps - t) / this.steps) * PRICE_SCALE,
    );
    return { chargeDemand: { leastMw: this.powerKw(demanded), shortfallYuanPerMwh } };
  }

  terms(): BatteryTerms {
    const { time_series: series, batteries } = this.request;
    return {
      importYuanPerMwh: Float64Array.from(series.p_N, (price) => price * PER_KILO),
      exportYuanPerMwh: Float64Array.from(series.p_E, (price) => price * PER_KILO),
      batteries: batteries.map((battery, i) => {
        const input = this.battery(i);
        return {
          id: input.id,
          endYuanPerMwh: battery.p_a * PER_KILO,
          initialMwh: input.initialMwh,
          minimumMwh: input.minimumMwh,
          maximumMwh: input.maximumMwh,
          chargeMw: input.chargeMw,
          chargeEfficiencyRatio: input.chargeEfficiencyRatio,
          goals: input.goals?.map(({ period, mwh }) => ({ period, mwh })) ?? [],
        };
      }),
    };
  }
}

const SIDES: Readonly<
  Record<BatteryRequest['strategy']['charging_strategy'], readonly ('import' | 'export')[]>
> = {
  none: [],
  charge_before_export: [],
  attenuate_demand_peaks: ['import'],
  attenuate_feedin_peaks: ['export'],
  attenuate_grid_peaks: ['import', 'export'],
};
