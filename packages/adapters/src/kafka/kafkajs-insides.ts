import { createRequire } from 'node:module';

/** The only version of kafkajs whose insides are known here. */
const KNOWN_VERSION = '2.2.4';

/** `require` for the files of kafkajs itself; undefined where another version is installed. */
export function kafkajsInsides(): NodeJS.Require | undefined {
  const require = createRequire(import.meta.url);
  const { version }: { version: string } = require('kafkajs/package.json');
  return version === KNOWN_VERSION ? require : undefined;
}
