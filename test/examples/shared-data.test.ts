import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { QUALITIES } from '#dispatch/domain';
import { findJobMapping, findSeriesMapping, importJobs, importSeries } from '#dispatch/sources';

/** Public series and traces that do not travel with the project. */
const FOLDER = process.env.WATTBIT_DATA ?? join(process.cwd(), '../shared/data');
const required = (process.env.WATTBIT_REQUIRE ?? '').split(',').includes('data');
const present = existsSync(join(FOLDER, 'README.md'));
const MISSING = QUALITIES.indexOf('missing');

/** file, mapping, series, periods, minutes, first period, gaps of the first series, its mean (unit after scaling) */
const SERIES = [
  ['carbon/ci_lca_2021-2024_16zones', 'carbon-lca-hourly', 16, 35_064, 60, '2021-01-01T00:00Z', 0],
  ['carbon/ci_lca_2022_5zones', 'carbon-lca-2022', 5, 8_760, 60, '2022-01-01T00:00Z', 0],
  // 35,040 rows; 2020-12-31 is not in the file.
  [
    'carbon/ciso_ci_actual_and_dayahead_forecast_2019-2022',
    'carbon-ciso',
    2,
    35_064,
    60,
    '2019-01-01T00:00Z',
    24,
  ],
  ['carbon/lwa_ci_2020_ger', 'carbon-lwa', 1, 37_149, 15, '2019-12-20T00:00Z', 2],
  ['carbon/lwa_ci_2020_fr', 'carbon-lwa', 1, 18_574, 30, '2019-12-20T00:00Z', 0],
  ['price/price_usd_mwh_2020-2024_22zones', 'price-usd', 22, 43_848, 60, '2020-01-01T00:00Z', 0],
  // The first zone is Sydney: standard time, ten hours ahead of UTC.
  ['weather/temperature_2m_2020-2024_16sites', 'weather-local', 16, 43_848, 60, '2019-12-31T14:00Z', 0],
  ['weather/relative_humidity_2m_2020-2024_16sites', 'weather-local', 16, 43_848, 60, '2019-12-31T14:00Z', 0],
  ['weather/cloudcover_2020-2024_16sites', 'weather-local', 16, 43_848, 60, '2019-12-31T14:00Z', 0],
  ['renewables/rts_gmlc_DAY_AHEAD_wind', 'rts-gmlc-hourly', 4, 8_784, 60, '2020-01-01T07:00Z', 0],
  ['renewables/rts_gmlc_DAY_AHEAD_pv', 'rts-gmlc-hourly', 25, 8_784, 60, '2020-01-01T07:00Z', 0],
  ['renewables/rts_gmlc_DAY_AHEAD_hydro', 'rts-gmlc-hourly', 20, 8_784, 60, '2020-01-01T07:00Z', 0],
  ['renewables/rts_gmlc_DAY_AHEAD_regional_Load', 'rts-gmlc-hourly', 3, 8_784, 60, '2020-01-01T07:00Z', 0],
  ['renewables/rts_gmlc_REAL_TIME_wind', 'rts-gmlc-5min', 4, 105_408, 5, '2020-01-01T07:00Z', 0],
  ['renewables/vessim_solar_5min_10cities', 'vessim-solar', 10, 8_352, 5, '2022-01-01T00:00Z', 0],
  ['dispatch-cases/oemof_simple_dispatch_8760h', 'oemof-dispatch', 4, 8_760, 60, '2022-01-01T00:00Z', 0],
] as const;

/** file, mapping, accepted, rejected */
const JOBS = [
  ['jobs/gaia_pai_1k_s', 'gaia-seconds', 1_000, 0],
  ['jobs/gaia_pai_100k_h', 'gaia-hours', 99_998, 0],
  ['jobs/gaia_azure_100k_h', 'gaia-hours', 99_988, 0],
  ['jobs/tiled_1m_h', 'tiled-million', 1_094_875, 0],
  ['jobs/surf_halfyear_2022', 'surf', 194_917, 0],
  // 897 never placed, 1,052 without a GPU
  ['jobs/alibaba_gpu_v2023_pods', 'alibaba-pods', 6_203, 1_949],
  ['llm/azure_llm_conv_2023', 'azure-llm', 19_366, 0],
] as const;

describe.skipIf(!present && !required)(
  present ? 'public data' : `public data (skipped: ${FOLDER} is absent; set WATTBIT_DATA)`,
  () => {
    test.each(SERIES)('%s loads through %s', async (file, mapping, count, periods, minutes, first, gaps) => {
      const { accepted, rejected } = await importSeries(
        join(FOLDER, `${file}.csv.gz`),
        await findSeriesMapping(mapping),
      );
      expect(rejected).toEqual([]);
      expect(accepted).toHaveLength(count);
      const [series] = accepted;
      expect(series!.values).toHaveLength(periods);
      expect(series!.periodMinutes).toBe(minutes);
      expect(new Date(series!.startMs).toISOString()).toBe(new Date(first).toISOString());
      expect(series!.quality.filter((each) => each === MISSING)).toHaveLength(gaps);
    });

    test.each(JOBS)(
      '%s loads through %s, every row accepted or rejected',
      async (file, mapping, taken, left) => {
        let [accepted, rejected] = [0, 0];
        const source = join(FOLDER, `${file}.csv.gz`);
        for await (const batch of importJobs(source, await findJobMapping(mapping))) {
          accepted += batch.accepted.length;
          rejected += batch.rejected.length;
        }
        expect([accepted, rejected]).toEqual([taken, left]);
      },
    );

    test('carbon in gCO2/kWh arrives in tCO2/MWh', async () => {
      const file = join(FOLDER, 'carbon/ci_lca_2022_5zones.csv.gz');
      const { accepted } = await importSeries(file, await findSeriesMapping('carbon-lca-2022'));
      const southAustralia = accepted.find((each) => each.name === 'AU-SA')!;
      expect(southAustralia.values[0]).toBeCloseTo(0.14464, 10);
    });
  },
);
