import { buildCueAutomaton, type CueAutomaton, type Phrase } from './cue-automaton.ts';
import { cueData } from './cue-data.ts';

/** A topic's phrase found in a text. */
export interface Cue {
  readonly topic: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The cues of a text by topic, in order, none inside another of its topic. */
export interface Cues {
  readonly of: (topic: string) => readonly Cue[];
}

interface Entry {
  readonly topic: string;
  readonly value: string;
  readonly language: string;
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

function buildMachine(): { latin: Machine; japanese: Machine } {
  const latin: { phrases: Phrase[]; entries: Entry[] } = { phrases: [], entries: [] };
  const japanese: { phrases: Phrase[]; entries: Entry[] } = { phrases: [], entries: [] };
  for (const { topic, value, language, phrase } of cueData()) {
    const target = language === 'ja' ? japanese : latin;
    const openStart = phrase.startsWith('*');
    const openEnd = phrase.endsWith('*');
    const text = phrase.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
    target.phrases.push({ text, openStart, openEnd });
    target.entries.push({ topic, value, language });
  }
  return {
    latin: { automaton: buildCueAutomaton(latin.phrases), entries: latin.entries },
    japanese: { automaton: buildCueAutomaton(japanese.phrases), entries: japanese.entries },
  };
}

let machines: { latin: Machine; japanese: Machine } | undefined;

function leftmostLongest(cues: Cue[]): readonly Cue[] {
  cues.sort((a, b) => a.start - b.start || b.end - a.end);
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

/** Finds all cues of a text whose language (BCP 47, null for unknown) has them, in one pass. */
export function findCues(text: string, language: string | null): Cues {
  machines ??= buildMachine();
  const speaks = spokenIn(language);
  const found = new Map<string, Cue[]>();
  let count = 0;
  const collect = (entries: readonly Entry[]) => (id: number, start: number, end: number) => {
    const entry = entries[id];
    if (entry === undefined || !speaks(entry.language) || count >= CUES_MAX) return;
    count += 1;
    const list = found.get(entry.topic);
    const cue = { topic: entry.topic, value: entry.value, start, end };
    if (list === undefined) found.set(entry.topic, [cue]);
    else list.push(cue);
  };
  machines.latin.automaton.scan(text, collect(machines.latin.entries));
  if (language === 'ja' || language === null) {
    machines.japanese.automaton.scan(text, collect(machines.japanese.entries));
  }
  const sorted = new Map([...found].map(([topic, cues]) => [topic, leftmostLongest(cues)]));
  return { of: (topic) => sorted.get(topic) ?? [] };
}
