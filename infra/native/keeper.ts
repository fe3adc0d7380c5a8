/**
 * Outlives the process that starts servers, however that ends: reads `+pid`, `-pid` and `=folder`
 * lines from its standard input, and when that closes, kills the processes and removes the folders.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const REMOVE_ATTEMPTS_MAX = 20;
const REMOVE_PAUSE_MS = 250;

const pids = new Set<number>();
const folders = new Set<string>();

// A Ctrl-C at the terminal is the starter's business.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const rest = line.slice(1);
  if (line.startsWith('+')) pids.add(Number(rest));
  else if (line.startsWith('-')) pids.delete(Number(rest));
  else if (line.startsWith('=')) folders.add(rest);
}
for (const pid of pids) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
for (const folder of folders) {
  rmSync(folder, {
    recursive: true,
    force: true,
    maxRetries: REMOVE_ATTEMPTS_MAX,
    retryDelay: REMOVE_PAUSE_MS,
  });
}
