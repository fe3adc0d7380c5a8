import { readFileSync } from 'node:fs';
import type { Requirement, SectionKind } from '@winnow/contracts/code-lists';
import type { Section } from '@winnow/contracts/enriched-posting';
import { foldPhrase } from '@winnow/domain/stack/fold';
import { REGISTRY } from '@winnow/domain/stack/registry';
import type { StackInput } from '@winnow/domain/stack/tag-stack';
import { namesOf } from '@winnow/domain/stack/vocabulary';

/** A text and what it should give: id to level, the level null where the set states none. */
export interface StackCase {
  readonly input: StackInput;
  readonly expected: ReadonlyMap<string, Requirement | null>;
  /** Ids that the set's labels can name; null when they can name all. */
  readonly closedTo: ReadonlySet<string> | null;
}

interface OwnLine {
  readonly text: string;
  readonly title?: string;
  readonly employer?: string;
  readonly language?: string;
  readonly sections?: readonly {
    readonly kind: SectionKind;
    readonly start: number;
    readonly end: number;
  }[];
  readonly stack: Readonly<Record<string, Requirement>>;
}

interface SkillsLine {
  readonly text: string;
  readonly title: string;
  readonly expected: readonly string[];
}

const ID_BY_NAME: ReadonlyMap<string, string> = new Map(
  REGISTRY.toReversed().flatMap((technology) =>
    [technology.name, ...namesOf(technology).map(({ phrase }) => phrase)].map(
      (name) => [foldPhrase(name).join(), technology.id] as const,
    ),
  ),
);

function idOf(name: string): string | undefined {
  return ID_BY_NAME.get(foldPhrase(name).join());
}

function ownCase({ text, title, employer, language, sections = [], stack }: OwnLine): StackCase {
  return {
    input: {
      text,
      title: title ?? null,
      employer: employer ?? null,
      language: language ?? null,
      sections: sections.map((section): Section => ({ heading: null, ...section })),
    },
    expected: new Map(Object.entries(stack)),
    closedTo: null,
  };
}

function skillsCases(lines: readonly SkillsLine[]): readonly StackCase[] {
  // Concepts (machine learning, CI/CD) are labelled there too and are no technologies here.
  const closedTo = new Set(
    lines.flatMap(({ expected }) => expected.flatMap((name) => idOf(name) ?? [])),
  );
  return lines.map(({ text, title, expected }) => ({
    input: { text, title, employer: null, language: 'en', sections: [] },
    expected: new Map(
      expected.flatMap((name) => {
        const id = idOf(name);
        return id === undefined ? [] : [[id, null] as const];
      }),
    ),
    closedTo,
  }));
}

/**
 * SkillSpan's CoNLL: token, skill label, knowledge label; a posting begins at a "Date posted:"
 * line.
 */
function conllCases(content: string): readonly StackCase[] {
  const cases: { text: string; names: string[] }[] = [];
  let open: { text: string; names: string[] } = { text: '', names: [] };
  let span: string[] = [];
  const close = (): void => {
    if (span.length > 0) open.names.push(span.join(' '));
    span = [];
  };
  for (const line of content.split('\n')) {
    const [token = '', , label = 'O'] = line.split('\t');
    if (token === '') {
      close();
      if (/\nDate posted:/.test(open.text) && open.text.length > 0 && open.text.endsWith('\nDate'))
        continue;
      open.text += '\n';
      continue;
    }
    if (token === 'Date' && open.text.length > 0) {
      close();
      cases.push(open);
      open = { text: '', names: [] };
    }
    if (!label.startsWith('I')) close();
    if (label !== 'O') span.push(token);
    open.text += open.text === '' || open.text.endsWith('\n') ? token : ` ${token}`;
  }
  close();
  cases.push(open);
  const labelled = cases.map(({ text, names }) => ({
    text,
    ids: names.flatMap((name) => idOf(name) ?? []),
  }));
  return labelled.map(({ text, ids }) => ({
    input: { text, title: null, employer: null, language: 'en', sections: [] },
    expected: new Map(ids.map((id) => [id, null])),
    // Its labels are incomplete: what they do not name is neither right nor wrong.
    closedTo: new Set(ids),
  }));
}

/** Reads a labelled set: ours (JSONL), skills_eval.jsonl, or SkillSpan's CoNLL. */
export function readStackCases(file: string): readonly StackCase[] {
  const content = readFileSync(file, 'utf8');
  if (file.endsWith('.conll')) return conllCases(content);
  const lines = content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as OwnLine | SkillsLine);
  const skills = lines.filter((line): line is SkillsLine => 'expected' in line);
  if (skills.length > 0) return skillsCases(skills);
  return lines.map((line) => ownCase(line as OwnLine));
}
