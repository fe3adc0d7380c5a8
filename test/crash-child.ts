import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { TOPICS } from '@winnow/contracts/topics';
import { createTelemetry } from '@winnow/pipeline/telemetry';
import { readConfig } from '@winnow/wiring/config';
import { createLogger } from '@winnow/wiring/logger';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { runArchive } from '@winnow/wiring/run-archive';
import { endsOf, runStages } from '@winnow/wiring/run-stages';
import { withBoundaries } from './kill-switch.ts';

/**
 * Drains the pipeline once and kills itself at the boundary whose number is the argument. Prints
 * the names of all boundaries when it comes to its end.
 */
const killAt = Number(process.argv[2] ?? '0');
const config = readConfig(process.env);
const passed: string[] = [];

await using opened = await openReadyPorts(config);
const ports = withBoundaries(opened, (name) => {
  passed.push(name);
  if (passed.length === killAt) process.kill(process.pid, 'SIGKILL');
});
const telemetry = createTelemetry(() => ports.clock.now());
const { signal } = new AbortController();
const logger = createLogger({ level: 'silent', destination: process.stderr });
const to = await endsOf(ports.log, TOPICS.raw);
await runStages({ ports, config, telemetry, names: STAGE_NAMES, signal, to });
await runArchive({ ports, config, telemetry, logger, signal }, { drain: true });
process.stdout.write(JSON.stringify(passed));
