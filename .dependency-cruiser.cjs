/**
 * The import fences of docs/architecture.md, checked by tests/architecture. Paths are relative to the folder that is
 * cruised, so that the canary fixture can be held to the same rules.
 */
const only = (name, from, allowed, comment, extra = {}) => ({
  name,
  comment,
  severity: 'error',
  // Tests may use test libraries and Node; the layer's own code may not.
  from: { path: from, pathNot: '[.]test[.]tsx?$' },
  to: { pathNot: allowed, ...extra },
});

const library = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'An import that cannot be found would slip through every other rule.',
      from: {},
      // Addresses of files ("?url") are the bundler's, whose build fails when there is no such file.
      to: { couldNotResolve: true, pathNot: '[.](css|svg|woff2)|[?]url$' },
    },
    only(
      'shared-is-pure',
      '^shared/',
      [
        '^shared/',
        library('zod', '@stdlib', 'ml-matrix', '@noble', 'canonicalize', '@orama', 'diff', '@orpc/contract'),
      ],
      'shared imports only shared and the allow-list of pure libraries: no Node, no DOM, no React, no Electron',
    ),
    only(
      'db-is-local',
      '^db/',
      ['^shared/', '^db/', '^(node:)?(fs|path)$', library('better-sqlite3', '@types/better-sqlite3', 'zod')],
      'db imports shared, node:fs, node:path and better-sqlite3',
    ),
    {
      name: 'sqlite-in-one-place',
      severity: 'error',
      from: { pathNot: '^(db/connection\\.ts|tests/|db/.*\\.test\\.ts)' },
      to: { path: library('better-sqlite3', '@types/better-sqlite3') },
    },
    {
      name: 'electron-in-main-and-preload-only',
      severity: 'error',
      from: { pathNot: '^(electron/main/|electron/preload/|tests/)' },
      to: { path: [library('electron'), '^electron$'] },
    },
    {
      name: 'backend-knows-no-hub-and-no-window',
      severity: 'error',
      from: { path: '^electron/backend/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^hub/', '^renderer/', '^electron/(main|preload|cli)/', library('react', 'react-dom')] },
    },
    {
      name: 'cli-composes',
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: { path: ['^renderer/', '^electron/(main|preload)/'] },
    },
    only(
      'main-and-preload-are-thin',
      '^electron/(main|preload)/',
      [
        '^electron/main/',
        '^electron/preload/',
        '^shared/',
        '^electron$',
        library('electron', 'electron-updater', 'zod'),
      ],
      'main and preload import electron, shared and Node only',
      { dependencyTypesNot: ['core'] },
    ),
    {
      name: 'renderer-knows-no-backend',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron/', '^hub/', '^db/'] },
    },
    {
      name: 'renderer-knows-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-feature-imports-another',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-do-not-import-app',
      severity: 'error',
      from: { path: '^renderer/(features|ui|lib)/' },
      to: { path: '^renderer/app/' },
    },
    only(
      'ui-has-no-data',
      '^renderer/ui/',
      [
        '^renderer/ui/',
        '^shared/(domain|commands|figures)/',
        library(
          'react',
          'react-dom',
          '@types/react',
          '@mantine',
          '@tabler',
          '@tanstack',
          'react-resizable-panels',
          'react-markdown',
          'remark-gfm',
          'rehype-sanitize',
        ),
      ],
      'ui is presentational: no client, no queries',
    ),
    {
      name: 'hub-stands-alone',
      severity: 'error',
      from: { path: '^hub/' },
      to: { path: ['^electron/', '^renderer/', '^db/', library('better-sqlite3', 'react')] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: ['^tests/', '\\.test\\.tsx?$'] },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results)/|^tests/architecture/fixture/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
