/**
 * npm run lock: says in package-lock.json what the registry at hand does not. It adds the optional
 * packages of other platforms that the registry lacked: `npm install` leaves such a package out
 * without a word, and `npm ci` then refuses the lock file ("Missing: … from lock file"). An entry
 * with version, system and processor is all that npm asks for; later installs keep it. And it says
 * that the pinned Node is made for glibc: elsewhere it would stand in front of the Node that works.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLockFile, missingOptionalPackages, type LockFile } from './lock-file.ts';

const path = join(import.meta.dirname, '..', 'package-lock.json');
const before = readFileSync(path, 'utf8');
const lock = JSON.parse(before) as LockFile;
const after = `${JSON.stringify(completeLockFile(lock), undefined, 2)}\n`;
if (after !== before) writeFileSync(path, after);
process.stdout.write(`added ${missingOptionalPackages(lock).length} packages\n`);
