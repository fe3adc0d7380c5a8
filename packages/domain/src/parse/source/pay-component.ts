import type { PayComponent } from '@winnow/contracts/code-lists';

/** Words of payloads for what is paid, most special first. */
const COMPONENTS: readonly (readonly [RegExp, PayComponent])[] = [
  [/sign(?:ing)?[- ]?(?:on)?[- ]?bonus|sign[- ]on/i, 'SIGNING_BONUS'],
  [/\bote\b|on[- ]target/i, 'OTE'],
  [/equity|stock|rsu|options?\b/i, 'EQUITY'],
  [/total (?:target )?(?:cash|comp|rewards|earnings)|package|\bctc\b/i, 'TOTAL'],
  [/commission/i, 'COMMISSION'],
  [/bonus|incentive|profit[- ]?sharing/i, 'BONUS'],
  [/\btips?\b|gratuit/i, 'TIPS'],
  [/allowance|stipend/i, 'ALLOWANCE'],
  [/salary|base|wage|hourly/i, 'BASE'],
];

/** What a payload's word for a piece of pay means; null when it does not say. */
export function payComponent(word: string | null): PayComponent | null {
  if (word === null) return null;
  // `Base salary (bonus eligible)` is the base.
  if (/^(?:annual |base |hourly )*(?:base|salary)\b/i.test(word)) return 'BASE';
  for (const [pattern, component] of COMPONENTS) {
    if (pattern.test(word)) return component;
  }
  return null;
}
