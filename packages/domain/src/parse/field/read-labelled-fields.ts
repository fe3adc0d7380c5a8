import { withDisagreement } from './disagreement.ts';
import { evidenceOf, payloadFinding, type Reading } from './finding.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import type { Label } from './label-names.ts';

const DEPARTMENT_CHARS_MAX = 80;
const ID = /^[#\s]*([A-Z0-9][\w./-]{1,40})/iu;
/** What stands behind the words for a requisition: an id with a figure in it. */
const ID_BEHIND =
  /^[°º.]{0,2}\s?(?:id|no\.?|nr\.?|number|code|#)?\s?[:：#]?\s{0,2}#?(?=[\w#-]{0,12}\d)([A-Z0-9][\w./-]{1,30})/iu;
/** "Reference" and "job" are words of every posting: a figure counts behind a colon alone. */
const COLON_BEHIND = /^\s?(?:id|no\.?|nr\.?|number|code)?\s?[:：#]/iu;
const CUES_MAX = 40;
const TITLE_ID =
  /(?:\b(?:JR|REQ|R|ID|JREQ|RQ|Ref\.?|Job ID|Req ID)[\s:#_-]{0,2}(\d[\w-]{2,14})\b|#\s?([A-Z]{0,4}-?\d{2,12})|\((\d{5,12}[A-Z]{0,2}|[A-Z]{1,4}-?\d{4,12})\)$)/u;

function stated(
  context: ParseContext,
  label: Label,
  path: string,
  pattern: RegExp | null,
): Reading<string | null> | null {
  const found = labelled(context, label);
  if (found === undefined) return null;
  const value =
    pattern === null
      ? found.value.trim()
      : (pattern.exec(found.value)?.[1]?.replace(/[./-]+$/, '') ?? null);
  if (value === null || value === '') return null;
  const start = found.start + found.value.indexOf(value);
  const finding = {
    value,
    rule: 'label',
    source: 'text',
    start,
    end: start + value.length,
    confidence: 0.9,
  } as const;
  return { value, evidence: [evidenceOf(path, finding)], warnings: [] };
}

function ofPayload(value: string | null, path: string): Reading<string | null> | null {
  if (value === null) return null;
  return { value, evidence: [evidenceOf(path, payloadFinding(value, 0.97))], warnings: [] };
}

const NOTHING: Reading<string | null> = { value: null, evidence: [], warnings: [] };

/** Reads the department: the payload's, else the labelled, unless that is the employer itself. */
export function readDepartment(
  context: ParseContext,
  employer: string | null,
): Reading<string | null> {
  const path = '/hiringOrganization/department';
  const label = stated(context, 'department', path, null);
  const isShort = (label?.value?.length ?? 0) <= DEPARTMENT_CHARS_MAX;
  const short = isShort && label?.value !== employer ? label : null;
  return ofPayload(context.document.structured.department, path) ?? short ?? NOTHING;
}

function idInText(context: ParseContext): { value: string; start: number } | null {
  for (const cue of context.cues.of('requisition').slice(0, CUES_MAX)) {
    const behind = context.text.slice(cue.end, cue.end + 60);
    const match = ID_BEHIND.exec(behind);
    const value = match?.[1]?.replace(/[./-]+$/, '');
    if (match === null || value === undefined || value === '') continue;
    if (/^\d{1,2}$/.test(value)) continue;
    const alone = /(?:^|[\n|(,·•–-])\s?$/u.test(context.text.slice(0, cue.start).slice(-2));
    const numbered = COLON_BEHIND.test(behind) || (alone && /^\d{5,}$/.test(value));
    if (/^\d+$/.test(value) && !numbered) continue;
    return { value, start: cue.end + match[0].length - (match[1]?.length ?? 0) };
  }
  return null;
}

/** The payload's id, and what the text calls it if that is another. */
function notingOther(
  payload: Reading<string | null>,
  label: Reading<string | null>,
  path: string,
): Reading<string | null> {
  const [own, other] = [payload.value ?? '', label.value ?? ''];
  const [at] = label.evidence;
  if (at === undefined || own.includes(other) || other.includes(own)) return payload;
  return withDisagreement(payload, {
    code: 'REQUISITION_DISAGREES',
    path,
    finding: { ...at, value: other },
    taken: 'payload',
    said: other,
  });
}

/**
 * Reads the employer's number of the requisition: the payload's, else the labelled, else the
 * title's or a sentence's.
 */
export function readRequisitionId(
  context: ParseContext,
  rawTitle: string | null,
): Reading<string | null> {
  const path = '/identifier/requisitionId';
  const payload = ofPayload(context.document.structured.requisitionId, path);
  const label = stated(context, 'requisition', path, ID);
  const known = payload ?? label;
  if (known !== null && /\d/.test(known.value ?? ''))
    return payload === null || label === null ? known : notingOther(payload, label, path);
  const found = idInText(context);
  if (found !== null) {
    const { value, start } = found;
    const at = { rule: 'requisition', source: 'text', confidence: 0.85 } as const;
    const finding = { value, ...at, start, end: start + value.length };
    return { value, evidence: [evidenceOf(path, finding)], warnings: [] };
  }
  const inTitle = TITLE_ID.exec(rawTitle ?? '');
  const id =
    inTitle === null
      ? undefined
      : /^(?:JR|REQ|R|JREQ|RQ)/.test(inTitle[0])
        ? inTitle[0]
        : (inTitle[1] ?? inTitle[2] ?? inTitle[3]);
  if (id === undefined) return known ?? NOTHING;
  const start = context.text.indexOf(id);
  const shown = start >= 0;
  const finding = {
    value: id,
    rule: 'title',
    source: shown ? 'text' : 'structured',
    start: shown ? start : null,
    end: shown ? start + id.length : null,
    confidence: 0.75,
  } as const;
  return { value: id, evidence: [evidenceOf(path, finding)], warnings: [] };
}
