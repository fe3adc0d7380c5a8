#!/usr/bin/env node
// The `winnow` command for any Node from 20 on: an old one hands over to the pinned one.
import { fileURLToPath } from 'node:url';
import { isNewEnough, keepCompiled, runPinned } from './pinned-node.mjs';

if (isNewEnough(process.versions.node)) {
  keepCompiled();
  await import('../src/main.ts');
} else runPinned(fileURLToPath(import.meta.url), process.argv.slice(2));
