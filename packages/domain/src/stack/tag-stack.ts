import type {
  Evidence,
  Section,
  StackCandidate,
  StackItem,
} from '@winnow/contracts/enriched-posting';
import type { Requirement } from '@winnow/contracts/code-lists';
import type { Notes } from '../result.ts';
import { acceptMentions, type Accepted } from './accept-mentions.ts';
import { findCandidates } from './find-candidates.ts';
import { findMentions } from './find-mentions.ts';
import { isLegalText } from './legal-text.ts';
import { readWording } from './read-requirement.ts';
import { readYears } from './read-years.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import type { Technology } from './technology.ts';
import { readTitle, type TitleReading } from './read-title.ts';

export interface StackInput {
  /** The posting's description; every span of the result indexes it (UTF-16 code units). */
  readonly text: string;
  readonly sections: readonly Section[];
  readonly title: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly employer: string | null;
}

export interface StackResult extends Notes {
  /** Required first, then preferred, then mentioned; within each in the order of the text. */
  readonly stack: readonly StackItem[];
  readonly stackCandidates: readonly StackCandidate[];
}

/** Years are in full years, as stated; spans are null where only the title names a technology. */
interface Statement {
  readonly technology: Technology;
  readonly requirement: Requirement;
  readonly legacy: boolean;
  readonly version: string | null;
  readonly minYears: number | null;
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly accepted: Accepted;
}

const ORDER: Readonly<Record<Requirement, number>> = { REQUIRED: 0, PREFERRED: 1, MENTIONED: 2 };

function statementsOf(
  text: string,
  sentence: Sentence,
  accepted: ReadonlyMap<unknown, Accepted>,
): Statement[] {
  // What was no technology after all must not stand in the way of the wording of what is one.
  const mentions = sentence.mentions.filter((mention) => accepted.has(mention));
  if (mentions.length === 0) return [];
  const clean = { ...sentence, mentions };
  const wordings = readWording(text, clean);
  const years = readYears(text, clean);
  const statements: Statement[] = [];
  mentions.forEach((mention, index) => {
    const { technology, start, end, version } = mention;
    const wording = wordings[index];
    const pass = accepted.get(mention);
    if (wording === undefined || pass === undefined || wording.denied || technology === null)
      return;
    const minYears = years[index] ?? null;
    // Years are asked of nobody but who applies.
    const asked = minYears !== null && !wording.legacy && wording.requirement === 'MENTIONED';
    const requirement = asked ? 'REQUIRED' : wording.requirement;
    statements.push({
      technology,
      requirement: pass.inTitle ? 'REQUIRED' : requirement,
      legacy: wording.legacy,
      version,
      minYears,
      span: { start, end },
      accepted: pass,
    });
  });
  return statements;
}

function toItem(technology: Technology, statements: readonly Statement[]): StackItem {
  let strongest: Requirement = 'MENTIONED';
  let years: number | null = null;
  const versions: string[] = [];
  for (const { requirement, minYears, version } of statements) {
    if (ORDER[requirement] < ORDER[strongest]) strongest = requirement;
    if (minYears !== null) years = Math.max(years ?? 0, minYears);
    if (version !== null) versions.push(...version.split('/'));
  }
  return {
    id: technology.id,
    name: technology.name,
    category: technology.category,
    requirement: strongest,
    versions: versions.length > 1 ? [...new Set(versions)] : versions,
    minYears: years,
    legacy: statements.every(({ legacy }) => legacy),
  };
}

function collect(statements: readonly Statement[]): { stack: StackItem[]; evidence: Evidence[] } {
  const byTechnology = new Map<Technology, Statement[]>();
  for (const statement of statements) {
    const group = byTechnology.get(statement.technology);
    if (group === undefined) byTechnology.set(statement.technology, [statement]);
    else group.push(statement);
  }
  const groups = [...byTechnology].map(([technology, group]) => ({
    item: toItem(technology, group),
    group,
  }));
  groups.sort((a, b) => ORDER[a.item.requirement] - ORDER[b.item.requirement]);
  const evidence: Evidence[] = [];
  groups.forEach(({ group }, place) => {
    const path = `/stack/${place}`;
    // A technology of the title alone has one statement without a span, and no other.
    for (const { span, accepted } of group) {
      evidence.push({
        path,
        stage: 'stack',
        rule: accepted.rule,
        source: span === null ? 'structured' : 'text',
        start: span?.start ?? null,
        end: span?.end ?? null,
        confidence: accepted.confidence,
      });
    }
  });
  return { stack: groups.map(({ item }) => item), evidence };
}

function titleStatements(title: TitleReading, stated: ReadonlySet<string>): Statement[] {
  return title.named
    .filter(({ technology }) => !stated.has(technology.id))
    .map(({ technology, version, accepted }) => ({
      technology,
      requirement: 'REQUIRED',
      legacy: false,
      version,
      minYears: null,
      span: null,
      accepted,
    }));
}

/** The technologies that a posting names, how strongly it asks for each, and where it says so. */
export function tagStack(input: StackInput): StackResult {
  const { text } = input;
  const language = input.language?.split('-')[0]?.toLowerCase() ?? null;
  const findings = findMentions(text, language);
  const title = readTitle(input.title, language, text);
  if (findings.mentions.length === 0 && title.named.length === 0) {
    return { stack: [], stackCandidates: [], evidence: [], warnings: [] };
  }
  const sentences = sentencesOf(text, findings, input.sections).filter(
    (sentence) => !isLegalText(sentence),
  );
  const accepted = acceptMentions({ text, findings, sentences, title, employer: input.employer });
  const stated = sentences.flatMap((sentence) => statementsOf(text, sentence, accepted));
  const ids = new Set(stated.map(({ technology }) => technology.id));
  const { stack, evidence } = collect([...stated, ...titleStatements(title, ids)]);
  const stackCandidates = findCandidates(text, sentences, accepted);
  return { stack, stackCandidates, evidence, warnings: [] };
}
