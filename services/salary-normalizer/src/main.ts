import { runMain } from '@winnow/wiring/run-main';

await runMain({ stages: ['salary'], archive: false });
