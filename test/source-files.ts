import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..');

/** A TypeScript file of the repository. */
export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
}

/** What a file takes from elsewhere. */
export interface Import {
  readonly from: string;
  /** `import type`: nothing is left of it at run time. */
  readonly typeOnly: boolean;
}

/** The TypeScript files under these folders (globs from the root), in order of their paths. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs}`, { cwd: ROOT }));
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(?:^|\/)(?:node_modules|dist)\//.test(path))
    .toSorted()
    .map((path) => ({
      path,
      text: readFileSync(join(ROOT, path), 'utf8'),
      isTest: /\.test\.ts$|[.-]conformance\b/.test(basename(path)),
    }));
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const CALL = /\bimport\(\s*'([^']+)'/g;

/** What the file imports, by statement or call. */
export function importsOf({ text }: SourceFile): readonly Import[] {
  const code = text.replaceAll(/^\s*(?:\*|\/\/).*$/gm, '');
  return [
    ...[...code.matchAll(STATEMENT)].map(([, type, from = '']) => ({
      from,
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(CALL)].map(([, from = '']) => ({ from, typeOnly: false })),
  ];
}

/** Text without comments, for rules about what the code does. */
export function codeOf({ text }: SourceFile): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(?:^|\s)\/\/.*$/gm, '');
}
