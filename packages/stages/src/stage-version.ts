import type { StageName } from '@winnow/contracts/code-lists';
import versions from './stage-versions.json' with { type: 'json' };

/**
 * `<number>+<8 hex of the hash of its dictionaries>`. The number rises with every change of a
 * stage's code that can change a result; `stage-versions.test.ts` fails until it does.
 */
export function stageVersion(name: StageName): string {
  const { number, dictionaries } = versions[name];
  return `${number}+${dictionaries.slice(0, 8)}`;
}
