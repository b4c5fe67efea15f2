import type { Bilingual } from '#units';

/** A limit that may be loosened: what it is called, its unit, and what loosening one unit of it weighs. */
export interface HardLimit {
  readonly words: Bilingual;
  readonly unit: 'MW' | 'MWh' | 'Mm³' | 't' | 'changes';
  /** For MW: of one MWh, so that a limit counts for as long as it is loosened. */
  readonly weight: number;
}

/** What people decide (a schedule, a promise, a target) is loosened before what equipment can do. */
const PROMISE = 1;
const EQUIPMENT = 10;
/** A Mm³ of a deep reservoir is some hundred MWh. */
const WATER = 300;

const limit = (weight: number, unit: HardLimit['unit'], zh: string, en: string): HardLimit => ({
  weight,
  unit,
  words: { zh, en },
});

/** Bounds of decisions, by the decision's name. Bounds that are not here are physics, and are never loosened. */
export const HARD_BOUNDS: Readonly<
  Record<string, { readonly lower?: HardLimit; readonly upper?: HardLimit }>
> = {
  thermalMw: {
    lower: limit(PROMISE, 'MW', '{e}的最小出力', 'the minimum output of {e}'),
    upper: limit(EQUIPMENT, 'MW', '{e}的可用出力', 'the available output of {e}'),
  },
  hvdcSentMw: {
    lower: limit(PROMISE, 'MW', '{e}的最小外送功率', 'the minimum of {e}'),
    upper: limit(EQUIPMENT, 'MW', '{e}的最大外送功率', 'the most that {e} may send'),
  },
  convertedMw: {
    lower: limit(PROMISE, 'MW', '{e}的最小功率', 'the minimum of {e}'),
    upper: limit(EQUIPMENT, 'MW', '{e}的额定功率', 'the rating of {e}'),
  },
  storedMwh: {
    lower: limit(PROMISE, 'MWh', '{e}必须保有的电量', 'the content that {e} must hold'),
    upper: limit(EQUIPMENT, 'MWh', '{e}的电量上限', 'the most content that {e} may hold'),
  },
  heatMwh: {
    lower: limit(PROMISE, 'MWh', '{e}必须保有的储热', 'the heat that {e} must hold'),
    upper: limit(EQUIPMENT, 'MWh', '{e}的储热上限', 'the most heat that {e} may hold'),
  },
  storedMm3: {
    lower: limit(WATER, 'Mm³', '{e}的最低蓄水量', 'the least content of {e}'),
    upper: limit(EQUIPMENT * WATER, 'Mm³', '{e}的最高蓄水量', 'the most content of {e}'),
  },
  chargeMw: { upper: limit(EQUIPMENT, 'MW', '{e}的充电功率上限', 'the charging limit of {e}') },
  dischargeMw: { upper: limit(EQUIPMENT, 'MW', '{e}的放电功率上限', 'the discharging limit of {e}') },
  hydroMw: { upper: limit(EQUIPMENT, 'MW', '{e}的额定出力', 'the rating of {e}') },
  cspMw: { upper: limit(EQUIPMENT, 'MW', '{e}的额定出力', 'the rating of {e}') },
  importMw: { upper: limit(EQUIPMENT, 'MW', '{e}的购电限额', 'the import limit of {e}') },
  exportMw: { upper: limit(EQUIPMENT, 'MW', '{e}的送电限额', 'the export limit of {e}') },
  lineFlowMw: {
    lower: limit(EQUIPMENT, 'MW', '{e}的反向限额', 'the limit of {e} in reverse'),
    upper: limit(EQUIPMENT, 'MW', '{e}的限额', 'the limit of {e}'),
  },
  facilityMw: { upper: limit(EQUIPMENT, 'MW', '{e}的站点功率上限', 'the power limit of {e}') },
};

const CARBON_CAP = limit(PROMISE, 't', '硬性碳预算“{e}”的上限', 'the hard carbon budget “{e}”');
const SHARE = limit(
  PROMISE,
  'MWh',
  '硬性规则“{e}”允许的缺口',
  'the shortfall that the hard rule “{e}” allows',
);
const RAMP = limit(EQUIPMENT, 'MW', '{e}的爬坡限值', 'the ramp of {e}');

/** Rows, by block and what follows the element's id; what is not here is a law, and is never loosened. */
export const hardRow = (block: string, suffix: string, isCarbon: boolean): HardLimit | null => {
  switch (`${block}${suffix}`) {
    case 'budget':
      return isCarbon ? CARBON_CAP : SHARE;
    case 'reservoir.ramp':
    case 'thermal_unit.rise':
    case 'thermal_unit.fall':
      return RAMP;
    case 'thermal_unit.least':
      return limit(PROMISE, 'MW', '{e}运行时的最小出力', 'the minimum output of {e} while it runs');
    case 'hvdc_link.changes':
      return limit(PROMISE, 'changes', '{e}每日可改变的次数', 'the changes a day of {e}');
  }
  if (block === 'post_contingency')
    return limit(EQUIPMENT, 'MW', '{e}的事故后限值', 'the limit of {e} after an outage');
  return null;
};
