import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { envExample } from '@winnow/wiring/env-example';

// Writes `.env.example` from the configuration schema; a test holds the two together.
await writeFile(path.join(import.meta.dirname, '..', '.env.example'), envExample());
