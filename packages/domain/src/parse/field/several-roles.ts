import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { cleanTitle, type TitleSurroundings } from './clean-title.ts';
import { namesRole, roleEnd } from './role-words.ts';
import { bulletLength } from './text-lines.ts';
import { isRoleLead } from './title-shape.ts';

const ROLES_MAX = 12;
const ROLE_WORDS_MAX = 6;

/** Several roles in a post: `Frontend Engineer, Backend Engineer`, roles as list items. */
export function severalRoles(
  context: ParseContext,
  title: Finding<string>,
  around: TitleSurroundings,
): readonly string[] {
  const candidates = context.head.oneLine
    ? context.head.segments
        .filter(
          (segment) =>
            segment.kind === 'role' &&
            isRoleLead(withoutBrackets(segment.text).split(',')[0] ?? ''),
        )
        .flatMap((segment) => splitRoles(segment.text))
    : splitRoles(title.value);
  if (candidates.length < 2) return [];
  const roles: string[] = [];
  for (const candidate of candidates.slice(0, ROLES_MAX)) {
    const role = cleanTitle(candidate, around);
    if (!roles.includes(role)) roles.push(role);
  }
  return roles.length > 1 ? roles : [];
}

function withoutBrackets(text: string): string {
  return text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const SEPARATORS =
  /\s*;\s*|\s*,\s+(?:(?:and|und|et|y|og|och)\s+)?(?=\p{Lu})|\s+(?:and|und|et|y|e|en|og|och|oraz|ja|a)\s+(?:(?:an?|eine?n?|une?)\s+)?(?=\p{Lu})|\s&\s(?=\p{Lu})|\s\+\s|\s\/\s|(?<=\p{Ll}{2})\/\s+(?=\p{Lu})|(?<=\p{Ll})\s+\/(?=\p{Lu})|\s+(?:and|und|et|y|e|en|og|och)\s+(?:an?|eine?n?|une?|one|two)\s+(?=\p{Ll})/gu;
const COMMAS = /\s*[,;]\s+(?:(?:and|und|et|y|og|och|&)\s+)?(?=\p{Lu}|\p{Ll}\p{Lu})/gu;
/** "Multiple roles: Backend Engineer, SRE" */
const ROLES_LEAD =
  /^(?:(?:multiple|various|several|open|current|all)\s)?(?:roles?|positions?|openings?|jobs|vacancies)\s?:\s*/iu;

/** The pieces between separators outside of brackets. */
function piecesOutside(text: string): readonly string[] {
  const masked = text.replace(/\([^)]*\)/g, (bracket) => `(${'x'.repeat(bracket.length - 2)})`);
  const commas = masked.match(COMMAS)?.length ?? 0;
  const pieces: string[] = [];
  let from = 0;
  // In a list by commas an "and" within a role parts nothing.
  for (const { 0: separator, index } of masked.matchAll(commas > 1 ? COMMAS : SEPARATORS)) {
    pieces.push(text.slice(from, index));
    from = index + separator.length;
  }
  pieces.push(text.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** The roles that a text lists; the text alone when it is one role. */
function splitRoles(text: string): readonly string[] {
  const pieces = piecesOutside(text.replace(ROLES_LEAD, ''));
  if (pieces.length < 2 || pieces.length > ROLES_MAX) return [text];
  if (pieces.some((piece) => withoutBrackets(piece).split(/\s+/).length > ROLE_WORDS_MAX))
    return [text];
  // Each of two must be a role by itself: "Research and Development Engineer" is one. In a longer
  // list most are enough, if they are people: "Sales, Marketing" are what a manager manages.
  if (pieces.length === 2)
    return pieces.every((piece) => isWholeRole(piece)) || isTwoLevels(pieces) ? pieces : [text];
  const people = pieces.filter((piece) => isPerson(piece)).length;
  return people >= 2 && people * 3 >= pieces.length * 2 ? pieces : [text];
}

/** "Bioinformatician / Senior Bioinformatician": one role at two levels is two. */
function isTwoLevels([first = '', second = '']: readonly string[]): boolean {
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  return namesRole(short) && long.toLowerCase().endsWith(` ${short.toLowerCase()}`);
}

const ROLE_HEAD =
  /(?:engineers?|developers?|designers?|managers?|analysts?|scientists?|architects?|administrators?|consultants?|specialists?|technicians?|nurses?|drivers?|chefs?|assistants?|coordinators?|directors?|leads?|recruiters?|accountants?|sre|devops|entwickler(?:in)?|ingenieur(?:in)?|programmers?|marketers?|writers?|representatives?|executives?|interns?|researchers?|operators?|testers?|waiters?|bartenders?|cooks?|mechanics?|electricians?|cto|founding engineer|développeu(?:r|se)|ingénieur|desarrollador(?:a)?|utvecklare|ontwikkelaar|sviluppatore|programista|udvikler|utvikler)(?:\s?\([^)]*\))?$/iu;

function isWholeRole(piece: string): boolean {
  return ROLE_HEAD.test(piece) && piece.split(' ').length >= 2;
}

/** Words for fields of work, of which the list of roles has some. */
const FIELD = /(?:sales|support|service|warehouse|learning|entry|customer)$/iu;

function isPerson(piece: string): boolean {
  const bare = withoutBrackets(piece);
  return !FIELD.test(bare) && namesRole(bare) && roleEnd(bare) >= bare.length - 1;
}

function roleOfItem(item: string): string {
  return item.split(/\s[-–—|(]\s?|:\s|\s\(|\shttps?:/u)[0] ?? '';
}

/** "Data Engineer: https://…", an item of a list. */
const WITH_ADDRESS = /(?:\s|:)\(?https?:\/\/\S+$/u;
const ITEM_CHARS_MAX = 140;
/** A line of its own that names a role: "Platform Engineer - General". */
const LINE_CHARS_MAX = 60;

const INLINE_LEAD =
  /^(?:(?:open|our|current|available|all)\s){0,2}(?:roles?|positions?|openings?|jobs|vacancies|hiring(?: for)?|we(?:['’]re| are) hiring(?: for)?|offene stellen|postes|vacantes)\s?:\s+/iu;

/** "Open roles: Data Engineer, Designer": the roles of one line. */
function rolesOfLine(context: ParseContext): readonly string[] {
  for (const { start, end } of context.lines.slice(0, LEAD_LINES_MAX)) {
    const line = context.text.slice(start, Math.min(end, start + INLINE_CHARS_MAX));
    const lead = INLINE_LEAD.exec(line);
    if (lead === null) continue;
    const roles = line
      .slice(lead[0].length)
      .replace(/\.(?:\s.*)?$/u, '')
      .split(COMMAS)
      .map((role) => role.trim());
    const own = roles.filter((role) => isPerson(role) || isWholeRole(role) || isRoleLead(role));
    if (own.length >= 2) return own.filter((role) => !role.includes(':')).slice(0, ROLES_MAX);
  }
  return [];
}
const INLINE_CHARS_MAX = 400;

/** The roles that items or lines with addresses name anywhere below a post's line; `[]` for none. */
export function rolesBelow(context: ParseContext, around: TitleSurroundings): readonly string[] {
  const roles = new Set(rolesOfLine(context).map((role) => cleanTitle(role, around)));
  if (roles.size > 0) return [...roles];
  for (const { start, end } of context.lines.slice(0, LEAD_LINES_MAX)) {
    if (start < context.head.end || end - start > ITEM_CHARS_MAX || roles.size >= ROLES_MAX)
      continue;
    const whole = context.text.slice(start, end);
    // "React, Rails | Web Developer: https://…"
    const item = whole.slice(whole.lastIndexOf(' | ') + (whole.includes(' | ') ? 3 : 1));
    const bullet = bulletLength(item);
    const isLine = item.length <= LINE_CHARS_MAX && !/[.!?:,]$/.test(item);
    if (bullet === 0 && !isLine && !WITH_ADDRESS.test(item)) continue;
    const role = roleOfItem(item.slice(bullet)).replace(/[.,;:]$/, '');
    if (isRoleLead(role) && roleEnd(role) > 0 && isRoleItself(role))
      roles.add(cleanTitle(role, around));
  }
  return [...roles];
}

const LEADS = /^(?:vp|vice president|head|director|chief|manager|lead)\s(?:of|for)\s\p{Lu}/iu;

/** "Backend Engineer, Payments" is a role, "Work with engineers" and "Manage releases" are duties. */
function isRoleItself(role: string): boolean {
  // "Engineer in Test"
  const name = (role.split(',')[0]?.trim() ?? role).replace(/\sin (?:test|residence)$/iu, '');
  return (
    (isPerson(name) || LEADS.test(name)) &&
    !/^(?:manage|support|lead|help|work|build|design|own|write|coach|train)\s(?:our|the|a|with|and|on|in)\s/iu.test(
      name,
    )
  );
}

const LIST_LEAD =
  /(?:hiring|roles|positions|openings|vacancies|looking for|suchen|stellen|recrutons|recherchons|buscamos|vacantes|vagas|cerchiamo|zoeken|szukamy|söker|søger|søker)[^.!?:\n]{0,40}:$/iu;
const LEAD_LINES_MAX = 80;

/** The roles of a list below a line like `We're hiring:`; `[]` for none. */
export function listedRoles(context: ParseContext, around: TitleSurroundings): readonly string[] {
  const { text, lines } = context;
  const written = (index: number): string => {
    const line = lines[index];
    return line === undefined ? '' : text.slice(line.start, Math.min(line.end, line.start + 160));
  };
  for (let index = 0; index < Math.min(lines.length, LEAD_LINES_MAX); index += 1) {
    const lead = written(index);
    if (!lead.endsWith(':') || !LIST_LEAD.test(lead)) continue;
    const roles: string[] = [];
    for (let next = index + 1; roles.length < ROLES_MAX; next += 1) {
      const item = written(next);
      // Items may stand apart by a blank line.
      if (item === '' && written(next - 1) !== '') continue;
      const bullet = bulletLength(item);
      const role = roleOfItem(item.slice(bullet));
      if (bullet === 0 || !isRoleLead(role)) break;
      roles.push(cleanTitle(role, around));
    }
    if (roles.length >= 2) return [...new Set(roles)];
  }
  return [];
}
