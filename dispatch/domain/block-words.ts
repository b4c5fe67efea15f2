import type { Bilingual } from '#units';

/** What people call the law or limit that a constraint block keeps for an element `{e}`. */
export const BLOCK_WORDS: Readonly<Record<string, Bilingual>> = {
  area_balance: { zh: '{e}的功率平衡', en: 'the power balance of {e}' },
  budget: { zh: '预算“{e}”', en: 'the budget “{e}”' },
  converter: { zh: '{e}的换流限值', en: 'the limits of {e}' },
  csp_plant: { zh: '{e}的储热平衡', en: 'the heat balance of {e}' },
  dc_power_flow: { zh: '{e}的潮流', en: 'the flow over {e}' },
  expansion: { zh: '{e}的可选容量', en: 'the capacity chosen for {e}' },
  grid_connection: { zh: '{e}的联网限额', en: 'the limits of {e}' },
  hvdc_link: { zh: '{e}的直流计划', en: 'the schedule of {e}' },
  island: { zh: '{e}的孤网要求', en: 'what {e} needs to live on its own' },
  online_routing: { zh: '{e}的在线需求', en: 'the online demand of {e}' },
  pool_capacity: { zh: '{e}的单元数', en: 'the units of {e}' },
  post_contingency: { zh: '{e}的事故后限值', en: 'the limit of {e} after an outage' },
  renewable: { zh: '{e}的可发电力', en: 'the power available at {e}' },
  reserve: { zh: '备用“{e}”', en: 'the reserve “{e}”' },
  reservoir: { zh: '{e}的水量平衡', en: 'the water balance of {e}' },
  site_power: { zh: '{e}的站点功率', en: 'the site power of {e}' },
  steady_exchange: { zh: '{e}的交换功率变化', en: 'the steadiness of {e}' },
  storage_balance: { zh: '{e}的电量平衡', en: 'the energy balance of {e}' },
  thermal_unit: { zh: '{e}的机组约束', en: 'the limits of {e}' },
  unserved: { zh: '{e}可削减的负荷', en: 'the load of {e} that could be shed' },
  work: { zh: '{e}的作业功率', en: 'the power of work at {e}' },
};
