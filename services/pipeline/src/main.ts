import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { runMain } from '@winnow/wiring/run-main';

await runMain({ stages: STAGE_NAMES, archive: true });
