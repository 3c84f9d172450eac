/**
 * The walls of the house (docs/adr/0001-one-house.md). Each rule's comment says where a refused import belongs.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const FEATURES = '^src/lib/features/';
const TEST = '\\.test\\.ts$';
const OTHER_PACKAGE = 'Use such a package on the floor that it is made for, or say in docs/adr why here.';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other hold a third: move what both need into a file of its own.',
      severity: 'error',
      from: { path: '^(src|scripts)' },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment:
        'There is no such file or package: correct the path (#lib, #collab, #embedded, #demo), or add the package.',
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
      comment:
        'Only *.server.ts of a feature may import lib/server: move the call into <verb>-<noun>.server.ts of the same room.',
      severity: 'error',
      from: { path: FEATURES, pathNot: '\\.server(\\.test)?\\.ts$' },
      to: { path: '^src/lib/server/' },
    },
    {
      name: 'features-import',
      comment:
        'A room imports itself, domain, manuscript, generated and ui: what it wants from elsewhere belongs in one of them.',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(features|domain|manuscript|generated|ui|server)/' },
    },
    {
      name: 'routes-import',
      comment:
        'Routes are doors: features, ui, generated, lib/server. Move the rule into domain and the work into a room of features.',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(routes/|lib/(features|ui|generated|server)/)' },
    },
    {
      name: 'server-imports',
      comment:
        'lib/server is plumbing and knows no room: what it needs of a noun belongs in domain; what is about one noun, in that room as *.server.ts.',
      severity: 'error',
      from: { path: '^src/lib/server/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(server|domain|generated)/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Domain is plain TypeScript with zod, for every floor: move what needs a framework, a package or Node to the floor that uses it.',
      severity: 'error',
      from: { path: '^src/lib/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '(^src/lib/(domain|generated)/|node_modules/zod/)' },
    },
    {
      name: 'manuscript-imports',
      comment:
        'The manuscript is shared by browser, collaboration and exports: what it needs besides domain belongs in it; a screen belongs in a room.',
      severity: 'error',
      from: { path: '^src/lib/manuscript/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(manuscript|domain)/' },
    },
    {
      name: 'ui-knows-no-noun',
      comment:
        'ui takes its words and values as props: a component that must know a noun belongs in the room of that noun.',
      severity: 'error',
      from: { path: '^src/lib/ui/' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/ui/' },
    },
    {
      name: 'collab-imports',
      comment:
        'The annex knows domain, manuscript and generated: a rule that it shares with the web belongs in domain, its own work in src/collab.',
      severity: 'error',
      from: { path: '^src/collab/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(collab/|lib/(domain|manuscript|generated)/)' },
    },
    {
      name: 'collab-without-svelte',
      comment: 'These run without a page: move what needs Svelte or SvelteKit into a room of features.',
      severity: 'error',
      from: { path: '^src/(collab|lib/(domain|manuscript))/' },
      to: { path: '(node_modules/(svelte|@sveltejs)/|\\$app)' },
    },
    {
      name: 'hooks-import',
      comment:
        'The hooks only put the plumbing in order: what a hook does belongs in lib/server, or in a room as *.server.ts.',
      severity: 'error',
      from: { path: '^src/hooks\\.' },
      to: { path: '^(src|scripts)', pathNot: '^src/lib/(features|domain|generated|ui|server)/' },
    },
    {
      name: 'hooks-of-the-browser',
      comment:
        'What the browser starts with is words and their frame: the server side belongs in src/hooks.server.ts.',
      severity: 'error',
      from: { path: '^src/hooks\\.client\\.ts$' },
      to: { path: '^src/lib/(features|server)/' },
    },
    {
      name: 'manuscript-packages',
      comment: `${OTHER_PACKAGE} The manuscript: the text model (Tiptap core, ProseMirror, Yjs), diff, fuzzy search, zod.`,
      severity: 'error',
      from: { path: '^src/lib/manuscript/', pathNot: TEST },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(@tiptap/|prosemirror-|yjs/|y-protocols/|lib0/|diff/|approx-string-match/|zod/)',
      },
    },
    {
      name: 'ui-packages',
      comment: `${OTHER_PACKAGE} ui: Svelte, bits-ui and the icons.`,
      severity: 'error',
      from: { path: '^src/lib/ui/', pathNot: TEST },
      to: { path: 'node_modules/', pathNot: 'node_modules/(svelte/|@sveltejs/kit/|bits-ui/|@lucide/)' },
    },
    {
      name: 'collab-packages',
      comment: `${OTHER_PACKAGE} The annex: Hocuspocus, Yjs, the SQL client, the socket, Redis, the log, zod.`,
      severity: 'error',
      from: { path: '^src/collab/', pathNot: TEST },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(@hocuspocus/|yjs/|y-protocols/|lib0/|@tiptap/y-tiptap/|postgres/|crossws/|ioredis/|pino/|zod/)',
      },
    },
    {
      name: 'embedded-stands-alone',
      comment:
        'The embedded Supabase knows nothing of the app: hand it what it needs as an option, from scripts/run.',
      severity: 'error',
      from: { path: '^src/embedded/' },
      to: { path: '^(src|scripts)', pathNot: '^src/embedded/' },
    },
    {
      name: 'demo-imports',
      comment:
        'The demonstration imports domain, manuscript and generated: what else it needs belongs in one of them.',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^(src|scripts)', pathNot: '^src/(demo/|lib/(domain|manuscript|generated)/)' },
    },
    {
      name: 'nobody-imports-the-demo',
      comment:
        'Nothing may need the demonstration: move what is needed into domain or manuscript, and let scripts/run start the demonstration.',
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
