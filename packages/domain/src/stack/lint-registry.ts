import ordinaryJson from '../../data/stack/ordinary-words.json' with { type: 'json' };
import { foldPhrase, SEPARATOR } from './fold.ts';
import { REGISTRY } from './registry.ts';
import { tagStack } from './tag-stack.ts';
import type { Technology } from './technology.ts';
import { namesOf } from './vocabulary.ts';

const NEGATIVES_MIN = 2;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ORDINARY: ReadonlySet<string> = new Set(ordinaryJson);

function tagsOf(sentence: string): readonly string[] {
  return tagStack({
    text: sentence,
    sections: [],
    title: null,
    language: null,
    employer: null,
  }).stack.map(({ id }) => id);
}

function isAmbiguous({ tier, weak = [] }: Technology): boolean {
  return tier > 1 || weak.length > 0;
}

function exampleFaults(technology: Technology): readonly string[] {
  const { id, examples } = technology;
  if (!isAmbiguous(technology) && examples === undefined) return [];
  if (examples === undefined || examples.yes === '' || examples.no.length < NEGATIVES_MIN) {
    return [`${id}: an ambiguous name needs one positive and ${NEGATIVES_MIN} negative examples`];
  }
  const faults = examples.no
    .filter((sentence) => tagsOf(sentence).includes(id))
    .map((sentence) => `${id}: is tagged in its negative example "${sentence}"`);
  if (!tagsOf(examples.yes).includes(id))
    faults.push(`${id}: is not tagged in its example "${examples.yes}"`);
  return faults;
}

/** Each alias of the registry with its owner; an alias that two technologies claim is a fault. */
function aliasFaults(): readonly string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const technology of REGISTRY) {
    for (const { phrase, strength } of namesOf(technology)) {
      const key = strength === 'strong' ? foldPhrase(phrase).join() : phrase;
      const owner = owners.get(key);
      if (owner !== undefined && owner !== technology.id) {
        faults.push(`${technology.id}: alias "${phrase}" is ${owner}'s`);
      }
      owners.set(key, technology.id);
      if (strength === 'strong' && ORDINARY.has(phrase.toLowerCase())) {
        faults.push(
          `${technology.id}: "${phrase}" is an ordinary word and cannot be in the first tier`,
        );
      }
    }
  }
  return faults;
}

/** A phrase that rules a name out must say more than a name, or it would rule it out everywhere. */
function maskFaults(): readonly string[] {
  const names = new Map(
    REGISTRY.flatMap((technology) =>
      namesOf(technology).map(({ phrase }) => [foldPhrase(phrase).join(), technology.id] as const),
    ),
  );
  return REGISTRY.flatMap(({ id, not = [] }) =>
    not
      .filter((phrase) => names.get(foldPhrase(phrase).join()) === id)
      .map((phrase) => `${id}: "${phrase}" is both its name and what it is not`),
  );
}

/**
 * The alphabet has one class for all brackets, commas and "®": such a sign would match each of
 * them.
 */
function signFaults(): readonly string[] {
  return REGISTRY.flatMap((technology) =>
    [
      ...namesOf(technology).map(({ phrase }) => phrase),
      ...(technology.not ?? []),
      ...(technology.cues ?? []),
      ...(technology.against ?? []),
    ]
      .filter((phrase) => foldPhrase(phrase)[0] === SEPARATOR)
      .map((phrase) => `${technology.id}: "${phrase}" begins with a sign that stands for any`),
  );
}

function idFaults(): readonly string[] {
  const ids = new Set(REGISTRY.map(({ id }) => id));
  const faults: string[] = [];
  if (ids.size !== REGISTRY.length) {
    const seen = new Set<string>();
    for (const { id } of REGISTRY) {
      if (seen.has(id)) faults.push(`${id}: stands twice in the registry`);
      seen.add(id);
    }
  }
  for (const { id, implies = [] } of REGISTRY) {
    if (!ID.test(id)) faults.push(`${id}: an id is lower-case words and digits joined by hyphens`);
    for (const parent of implies) {
      if (!ids.has(parent) || parent === id)
        faults.push(`${id}: implies ${parent}, which is no other technology`);
    }
  }
  return faults;
}

/** What is wrong with the registry, one sentence per fault, none when it is in order. */
export function lintRegistry(): readonly string[] {
  return [
    ...idFaults(),
    ...aliasFaults(),
    ...maskFaults(),
    ...signFaults(),
    ...REGISTRY.flatMap(exampleFaults),
  ];
}
