import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { TOPICS } from '@winnow/contracts/topics';
import { createTelemetry } from '@winnow/pipeline/telemetry';
import { readConfig } from '@winnow/wiring/config';
import { createLogger } from '@winnow/wiring/logger';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { runArchive } from '@winnow/wiring/run-archive';
import { endsOf, runStages } from '@winnow/wiring/run-stages';
import { measured } from './measured.ts';

/** The fused pipeline and the archiver over what lies on the raw topic; prints what it took. */
const config = readConfig(process.env);
const [records = 0, bytes = 0] = process.argv.slice(2).map(Number);
await using ports = await openReadyPorts(config);
const telemetry = createTelemetry(() => ports.clock.now());
const logger = createLogger({ level: 'silent', destination: process.stderr });
const { signal } = new AbortController();
const to = await endsOf(ports.log, TOPICS.raw);
await measured('fused pipeline and lake', { records, bytes }, async () => {
  await runStages({ ports, config, telemetry, names: STAGE_NAMES, signal, to });
  await runArchive({ ports, config, telemetry, logger, signal }, { drain: true });
});
