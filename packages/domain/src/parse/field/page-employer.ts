import { NAME_CHARS_MAX, isName } from './employer-names.ts';
import type { Finding } from './finding.ts';
import type { HeadSegment } from './head-block.ts';
import { namesInstitution } from './name-words.ts';
import { nameLength } from './name-length.ts';
import { logoName } from './page-lines.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import { readPlace } from './read-place.ts';

/** The name under a label for the employer. */
export function labelledEmployer(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'company');
  if (label === undefined || label.value.length > NAME_CHARS_MAX) return null;
  const bare = label.value.replace(/\s*\((?:https?:|www\.)[^)]*\)$/, '').trim();
  const value = bare.slice(0, nameLength(bare, context.hints));
  return {
    value,
    rule: 'label',
    source: 'text',
    start: label.start,
    end: label.start + value.length,
    confidence: 0.97,
  };
}

/** So many facts below a name make it the head of an ad. */
const FACTS_MIN = 3;
const LOGO_LINES_MAX = 60;
/** Job boards, whose own picture stands on every page. */
const BOARD =
  /^(?:indeed|linkedin|reed|totaljobs|stepstone|monster|glassdoor|seek|naukri|adzuna|trac|nhs jobs|usajobs|xing|jobs\.ac\.uk|governmentjobs|neogov|infojobs|gupy|catho|pracuj(?:\.pl)?|jobindex|finn|nav|apec|hellowork|france travail)(?:\.\w+)*$/iu;

/** `Acme Ltd logo`: the name under the employer's picture. */
export function logoEmployer(context: ParseContext): Finding<string> | null {
  for (const line of context.lines.slice(0, LOGO_LINES_MAX)) {
    const value = logoName(context.text.slice(line.start, line.end));
    if (value === null || BOARD.test(value) || !isName(value)) continue;
    const start = context.text.indexOf(value, line.start);
    const end = start + value.length;
    return { value, rule: 'logo', source: 'text', start, end, confidence: 0.85 };
  }
  return null;
}

const AUTHORITY =
  /(?<!\p{L})(?:administration|agency|department of|ministry|bureau|commission|authority|office of|police|sheriff|court|parliament|directorate-general|institute of|secretariat|ministerium|bundesamt|landesamt|ministère|préfecture|ministerio|consejería|ministério|secretaria (?:de|da|do|municipal|estadual)|ministero|ministerie|rijksdienst|ministerstwo|myndigheten|verket|styrelsen|direktoratet|virasto|ministerstvo|corps of|(?:park|forest|inspection|marshals|revenue|secret|postal|weather|fish and wildlife|immigration|prison|probation|fire and rescue|ambulance) service)(?!\p{L})/iu;

const MINISTRY = /^(?:u\.?s\.? )?(?:department|ministry|secretariat) (?:of|for) /iu;

/** "Department of the Interior" above "National Park Service": the nearer of two authorities. */
export function nearerAuthority(chosen: HeadSegment, names: readonly HeadSegment[]): HeadSegment {
  if (!MINISTRY.test(chosen.text)) return chosen;
  const below = names.find((one) => one.line === chosen.line + 1 && AUTHORITY.test(one.text));
  return below ?? chosen;
}

const POSTED_BY =
  /^(?:(?:posted|listed|added|published) )?(?:\d{1,2} \p{L}{3,9}(?: \d{4})?|(?:\d{1,2}|an?) (?:minutes?|hours?|days?|weeks?|months?) ago|today|yesterday|just now) by (\p{Lu}.{1,60})$/iu;

/** `Posted 2 days ago by Acme Ltd`, as boards write it. */
export function postedByEmployer(context: ParseContext): Finding<string> | null {
  for (const line of context.lines.slice(0, LOGO_LINES_MAX)) {
    const written = context.text.slice(line.start, Math.min(line.end, line.start + 120));
    const value = POSTED_BY.exec(written)?.[1]?.trim();
    if (value === undefined || !isName(value)) continue;
    const start = context.text.indexOf(value, line.start);
    const end = start + value.length;
    return { value, rule: 'posted-by', source: 'text', start, end, confidence: 0.9 };
  }
  return null;
}

/** An authority's ad names it as the department, and no employer beside it. */
export function departmentEmployer(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'department');
  if (label === undefined || label.value.length > NAME_CHARS_MAX) return null;
  if (!AUTHORITY.test(label.value)) return null;
  const { value, start, end } = label;
  return { value, rule: 'department', source: 'text', start, end, confidence: 0.75 };
}

/** `Corvane Health Austin, TX` below the title: what stands before the town is the employer. */
export function nameBeforePlace(context: ParseContext): Finding<string> | null {
  const { segments } = context.head;
  const role = segments.find((one) => one.kind === 'role');
  const below = segments.find((one) => one.kind === 'place' && one.line === (role?.line ?? -2) + 1);
  if (below === undefined) return null;
  const town = readPlace(below.text, context.hints)?.place.addressLocality ?? null;
  const [first = ''] = below.text.split(',');
  if (town === null || !first.endsWith(` ${town}`)) return null;
  const value = first.slice(0, -town.length).trim();
  if (!isName(value) || /\d/.test(value)) return null;
  const { start } = below;
  const end = start + value.length;
  return { value, rule: 'name-before-place', source: 'text', start, end, confidence: 0.75 };
}

/** A board of water, health or schools, not of jobs. */
const BOARD_OF = /(?<!job\s)\bboard$/iu;

/** An institution's name above a block of facts, like the head of a letter. */
export function letterhead(context: ParseContext): Finding<string> | null {
  const first = context.head.segments.find(({ kind }) => kind !== 'url');
  const { labels } = context;
  if (first?.kind !== 'name' || labels.length < FACTS_MIN) return null;
  if (labels.some((one) => one.start < first.start)) return null;
  const { text: value, start, end } = first;
  if (!isName(value) || value.length > NAME_CHARS_MAX) return null;
  if (!namesInstitution(value) && !BOARD_OF.test(value)) return null;
  return { value, rule: 'letterhead', source: 'text', start, end, confidence: 0.75 };
}
