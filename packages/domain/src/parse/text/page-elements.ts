import type { Attributes } from './scan-html.ts';

/** `description`: named as a job's description; `main`: the page's content; `article`. */
export type RegionKind = 'description' | 'main' | 'article';

/** Elements of a page that are never part of its content; labels are what one fills in. */
const CHROME_ELEMENTS = new Set(['nav', 'footer', 'aside', 'label']);
const CHROME_ROLES = new Set([
  'navigation',
  'contentinfo',
  'banner',
  'search',
  'dialog',
  'alertdialog',
  'complementary',
  'menu',
  'menubar',
]);
/** Words of class names and ids; those of one word must be a whole one. */
const CHROME_WORDS = new RegExp(
  '(?:^|[\\s_-])(?:cookies?|consent|gdpr|onetrust|ccpa|navbar|nav|navigation|menu|breadcrumbs?|' +
    'footer|masthead|topbar|sidebar|social|share|sharing|newsletter|subscribe|signin|login|' +
    'modal|popup|skip|pagination|related|similar|recommended|recommendations|toolbar|' +
    'advert|ads|sr-skip)(?:$|[\\s_-])',
);
const APPLICATION_FORM =
  /(?:^|[\s_-])(?:apply|application|applicant|search|contact|alert)(?:$|[\s_-])/;
const NEVER_CHROME = new Set(['html', 'body', 'main', 'article', 'h1', 'h2']);

/**
 * `jobDescription`, `job-description`, `posting_content`, `vacancy-text`, `stellenbeschreibung`.
 */
const DESCRIPTION_WORDS = new RegExp(
  '(?:^|[\\s_-])(?:(?:job|posting|vacancy|position|opening|offer|career)[\\s_-]?' +
    '(?:description|details?|content|text|body|advert|posting|info)|' +
    'stellen(?:anzeige|beschreibung)|jobad)(?:$|[\\s_-])',
);
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const BOLD_STYLE = /font-weight\s*:\s*(?:bold|[6-9]00)/i;
const CLASS_LENGTH_MAX = 400;

/** `class` and `id` in lower case, camel case taken apart. */
function words(attributes: Attributes): string {
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  return names
    .slice(0, CLASS_LENGTH_MAX)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Is the element not shown? */
export function isHidden(attributes: Attributes): boolean {
  if (attributes.size === 0) return false;
  return (
    attributes.has('hidden') ||
    attributes.get('aria-hidden') === 'true' ||
    HIDDEN_STYLE.test(attributes.get('style') ?? '')
  );
}

/** Does its style make the element's text bold? */
export function isBoldStyle(attributes: Attributes): boolean {
  const style = attributes.get('style');
  return style !== undefined && BOLD_STYLE.test(style);
}

/** The level of the heading the element is, 0 for none. */
export function headingLevelOf(name: string, attributes: Attributes): number {
  if (name.length === 2 && name.startsWith('h')) {
    const level = name.charCodeAt(1) - 0x30;
    return level >= 1 && level <= 6 ? level : 0;
  }
  return attributes.get('role') === 'heading' ? 2 : 0;
}

/**
 * Elements that stand around a posting, never in it, also where markup is only a piece of a page.
 */
const FRAGMENT_CHROME = new Set(['nav', 'footer']);

/** Is the element furniture in a piece of a page? Names of classes say too little there. */
export function isFragmentChrome(name: string, attributes: Attributes): boolean {
  if (FRAGMENT_CHROME.has(name)) return true;
  return attributes.size > 0 && attributes.get('role') === 'navigation';
}

/** Is the element page furniture: navigation, a footer, a banner, a form, links to other pages? */
export function isChrome(name: string, attributes: Attributes): boolean {
  if (CHROME_ELEMENTS.has(name)) return true;
  if (attributes.size === 0 || NEVER_CHROME.has(name)) return false;
  const role = attributes.get('role');
  if (role !== undefined && CHROME_ROLES.has(role)) return true;
  const named = words(attributes);
  return CHROME_WORDS.test(named) || (name === 'form' && APPLICATION_FORM.test(named));
}

/** Which part of a page's content the element announces; null for none. */
export function regionKind(name: string, attributes: Attributes): RegionKind | null {
  if (name === 'main') return 'main';
  if (name === 'article') return 'article';
  if (attributes.size === 0) return null;
  if (attributes.get('role') === 'main') return 'main';
  if (attributes.get('itemprop') === 'description') return 'description';
  return DESCRIPTION_WORDS.test(words(attributes)) ? 'description' : null;
}
