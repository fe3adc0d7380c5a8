/**
 * npm run build -w @winnow/contracts: makes the package as others install it, in `dist`. Node
 * refuses TypeScript inside `node_modules`, so this is the one package with a build.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..');
const ROOT = join(PACKAGE, '..', '..');
const DIST = join(PACKAGE, 'dist');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

rmSync(DIST, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  { cwd: PACKAGE, stdio: 'inherit' },
);
for (const file of readdirSync(DIST).filter((name) => name.endsWith('.d.ts'))) {
  // The compiler rewrites the imports of the JavaScript, not those of the declarations.
  const text = readFileSync(join(DIST, file), 'utf8');
  writeFileSync(join(DIST, file), text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
}
cpSync(join(PACKAGE, 'schemas'), join(DIST, 'schemas'), { recursive: true });
copyFileSync(join(PACKAGE, 'asyncapi.json'), join(DIST, 'asyncapi.json'));
copyFileSync(join(PACKAGE, 'README.md'), join(DIST, 'README.md'));
copyFileSync(join(ROOT, 'LICENSE'), join(DIST, 'LICENSE'));

const { name, version, description, license, dependencies } = JSON.parse(
  readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
) as Manifest;
const published = {
  name,
  version,
  description,
  license,
  type: 'module',
  engines: { node: '>=20' },
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './schemas/*': './schemas/*',
    './asyncapi.json': './asyncapi.json',
  },
  dependencies,
};
writeFileSync(join(DIST, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
