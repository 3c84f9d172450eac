/**
 * The walls of the house (docs/adr/0001-one-house.md). Each rule's comment says where a refused import belongs.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const FEATURES = '^src/lib/features/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: { path: '^(src|scripts)' },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^(src|scripts)' },
      to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\./\\$types|\\$types)' },
    },
    {
      name: 'rooms-do-not-open-into-each-other',
      comment: 'What two features need is domain, ui, or one room; the page introduces them to each other.',
      severity: 'error',
      from: { path: '^src/lib/features/([^/]+)/' },
      to: { path: FEATURES, pathNot: '^src/lib/features/$1/' },
    },
    {
      name: 'only-server-files-use-the-plumbing',
      comment: 'Only *.server.ts of a feature may import lib/server.',
      severity: 'error',
      from: { path: FEATURES, pathNot: '\\.server(\\.test)?\\.ts$' },
      to: { path: '^src/lib/server/' },
    },
    {
      name: 'features-import',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(features|domain|manuscript|generated|ui|server)/' },
    },
    {
      name: 'routes-import',
      comment: 'Routes are doors: features, ui, generated, lib/server.',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(routes/|lib/(features|ui|generated|server)/)' },
    },
    {
      name: 'server-imports',
      severity: 'error',
      from: { path: '^src/lib/server/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(server|domain|generated)/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/lib/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '(^src/lib/(domain|generated)/|node_modules/zod/)' },
    },
    {
      name: 'manuscript-imports',
      severity: 'error',
      from: { path: '^src/lib/manuscript/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(manuscript|domain)/' },
    },
    {
      name: 'ui-knows-no-noun',
      severity: 'error',
      from: { path: '^src/lib/ui/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/ui/' },
    },
    {
      name: 'collab-imports',
      severity: 'error',
      from: { path: '^src/collab/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(collab/|lib/(domain|manuscript|generated)/)' },
    },
    {
      name: 'collab-without-svelte',
      severity: 'error',
      from: { path: '^src/(collab|lib/(domain|manuscript))/' },
      to: { path: '(node_modules/(svelte|@sveltejs)/|\\$app)' },
    },
    {
      name: 'embedded-stands-alone',
      severity: 'error',
      from: { path: '^src/embedded/' },
      to: { path: '^(src|scripts)', pathNot: '^src/embedded/' },
    },
    {
      name: 'demo-imports',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(demo/|lib/(domain|manuscript|generated)/)' },
    },
    {
      name: 'nobody-imports-the-demo',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/demo/' },
      to: { path: '^src/demo/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|build)/|src/lib/generated/paraglide' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
    },
  },
};
