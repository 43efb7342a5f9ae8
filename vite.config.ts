import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// One configuration builds every process: `vite build --app` makes the renderer (browser), the preload (one
// CommonJS file, as Electron's sandbox wants), main, the backend and the demo hub (Node, ESM). Native and large Node
// packages stay outside the bundles and are loaded from node_modules.
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
const external = [
  ...nodeBuiltins,
  'electron',
  'better-sqlite3',
  '@duckdb/node-api',
  '@electric-sql/pglite',
  'pg',
  'pg-cursor',
  'pino',
  'prom-client',
  'protobufjs',
  'croner',
  /^fastify/,
  /^@fastify\//,
];

const nodeProcess = (input: Record<string, string>, outDir: string, format: 'es' | 'cjs') => ({
  consumer: 'server' as const,
  resolve: { noExternal: true as const },
  build: {
    outDir: at(outDir),
    emptyOutDir: true,
    target: 'node24',
    ssr: true,
    sourcemap: true,
    minify: false,
    rollupOptions: {
      input,
      external,
      // All in one folder: what looks for a file beside itself, or from the root, finds it from every chunk.
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
});

export default defineConfig({
  root: at('./renderer'),
  base: './',
  plugins: [react()],
  // Chunks are served by the loopback host and by assay://app/; nothing is inlined that the CSP would refuse.
  build: { assetsInlineLimit: 0 },
  environments: {
    client: {
      build: { outDir: at('./dist/renderer'), emptyOutDir: true, target: 'chrome140', sourcemap: true },
    },
    main: nodeProcess({ main: at('./electron/main/main.ts') }, './dist/main', 'es'),
    preload: nodeProcess({ preload: at('./electron/preload/preload.ts') }, './dist/preload', 'cjs'),
    // The backend of the desktop and that of the loopback host, of the same chunks. The report engine's thread starts from
    // a file of its own beside them.
    backend: nodeProcess(
      {
        backend: at('./electron/backend/host-port.ts'),
        open: at('./electron/cli/open-window.ts'),
        'report-thread': at('./electron/backend/report/report-thread.ts'),
      },
      './dist/backend',
      'es',
    ),
    // As the report engine's, the hub's report thread starts from a file of its own.
    hub: nodeProcess(
      { hub: at('./hub/demo-process.ts'), 'report-thread': at('./hub/report/report-thread.ts') },
      './dist/hub',
      'es',
    ),
  },
  builder: {
    async buildApp(builder) {
      const wanted = process.env['ASSAY_BUILD']?.split(',') ?? Object.keys(builder.environments);
      for (const name of wanted) {
        const environment = builder.environments[name];
        if (environment !== undefined && name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
