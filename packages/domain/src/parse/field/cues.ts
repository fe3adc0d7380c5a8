import { buildCueAutomaton, type CueAutomaton, type Phrase } from './cue-automaton.ts';
import { cueData, type CuePhrase } from './cue-data.ts';

/** A topic's phrase found in a text. */
export interface Cue {
  readonly topic: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The cues of a text by topic, in order. */
export interface Cues {
  /** None inside another of its topic. */
  readonly of: (topic: string) => readonly Cue[];
  /** All of them, by their starts. */
  readonly all: (topic: string) => readonly Cue[];
}

interface Entry {
  readonly topic: string;
  readonly value: string;
}

/** Texts of one language are full of its neighbours' words. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  da: ['nb', 'sv'],
  nb: ['da', 'sv'],
  nn: ['nb', 'da', 'sv'],
  no: ['nb', 'da', 'sv'],
  sv: ['nb', 'da'],
  sk: ['cs'],
  ca: ['es', 'fr'],
  gl: ['pt', 'es'],
  af: ['nl'],
};
const KNOWN = new Set([
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'ja',
]);
const CUES_MAX = 50_000;

interface Machine {
  readonly automaton: CueAutomaton;
  readonly entries: readonly Entry[];
}

/** Phrases of the languages that are spoken, and of Japanese where nothing else reads it. */
function buildMachine(speaks: (language: string) => boolean): Machine {
  const phrases: Phrase[] = [];
  const entries: Entry[] = [];
  for (const { topic, value, language, phrase } of dictionaries()) {
    if (!speaks(language)) continue;
    const openStart = phrase.startsWith('*');
    const openEnd = phrase.endsWith('*');
    const text = phrase.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
    phrases.push({ text, openStart, openEnd });
    entries.push({ topic, value });
  }
  return { automaton: buildCueAutomaton(phrases), entries };
}

let phrasesRead: readonly CuePhrase[] | undefined;

function dictionaries(): readonly CuePhrase[] {
  phrasesRead ??= cueData();
  return phrasesRead;
}

/** By language: one table of all of them is too large for the processor's cache. */
const machines = new Map<string, readonly Machine[]>();

/** Japanese is written without spaces, and its many signs would swell the other table. */
function machinesFor(language: string | null): readonly Machine[] {
  const name = language === null ? '' : KNOWN.has(language) ? language : '*';
  const there = machines.get(name);
  if (there !== undefined) return there;
  const speaks = spokenIn(language);
  const made = [buildMachine((of) => of !== 'ja' && speaks(of))];
  if (language === 'ja' || language === null) made.push(buildMachine((of) => of === 'ja'));
  machines.set(name, made);
  return made;
}

const NONE: readonly Cue[] = [];

/** Of cues in order of their starts, the longer first, those that stand in no other. */
function leftmostLongest(cues: readonly Cue[]): readonly Cue[] {
  const kept: Cue[] = [];
  let end = -1;
  for (const cue of cues) {
    if (cue.start < end) continue;
    kept.push(cue);
    end = cue.end;
  }
  return kept;
}

function spokenIn(language: string | null): (of: string) => boolean {
  if (language === null || !KNOWN.has(language)) return () => true;
  const spoken = new Set(['*', 'en', language, ...(NEIGHBOURS[language] ?? [])]);
  return (of) => spoken.has(of);
}

/** The cues of one topic, and whether they came in order. */
interface Gathered {
  readonly cues: Cue[];
  ordered: boolean;
}

function byStart(a: Cue, b: Cue): number {
  return a.start - b.start || b.end - a.end;
}

/** Finds all cues of a text whose language (BCP 47, null for unknown) has them, in one pass. */
export function findCues(text: string, language: string | null): Cues {
  const found = new Map<string, Gathered>();
  const disjoint = new Map<string, readonly Cue[]>();
  let count = 0;
  for (const { automaton, entries } of machinesFor(language)) {
    automaton.scan(text, (id, start, end) => {
      const entry = entries[id];
      if (entry === undefined || count >= CUES_MAX) return;
      count += 1;
      const cue = { topic: entry.topic, value: entry.value, start, end };
      const gathered = found.get(entry.topic);
      if (gathered === undefined) {
        found.set(entry.topic, { cues: [cue], ordered: true });
        return;
      }
      const last = gathered.cues.at(-1);
      if (last !== undefined && byStart(last, cue) > 0) gathered.ordered = false;
      gathered.cues.push(cue);
    });
  }
  const all = (topic: string): readonly Cue[] => {
    const gathered = found.get(topic);
    if (gathered === undefined) return NONE;
    if (!gathered.ordered) gathered.cues.sort(byStart);
    gathered.ordered = true;
    return gathered.cues;
  };
  return {
    of(topic) {
      const known = disjoint.get(topic);
      if (known !== undefined) return known;
      const kept = leftmostLongest(all(topic));
      disjoint.set(topic, kept);
      return kept;
    },
    all,
  };
}
