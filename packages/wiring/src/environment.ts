import { existsSync } from 'node:fs';

let loaded = false;

/**
 * The process's environment: the one place that reads it. A file `.env` in the working folder adds
 * what the environment itself does not set.
 */
export function environment(): Readonly<Record<string, string | undefined>> {
  if (!loaded && existsSync('.env')) process.loadEnvFile('.env');
  loaded = true;
  return process.env;
}
