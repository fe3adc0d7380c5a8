import { runMain } from '@winnow/wiring/run-main';

await runMain({ stages: ['stack'], archive: false });
