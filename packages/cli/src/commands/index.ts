import type { Command } from '../command.ts';

interface Entry {
  /** As in the command itself; kept here so that the overview loads none of them. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, loaded when it is called. */
export const COMMANDS = {
  enrich: {
    summary: 'Enrich raw postings: one line out for each line in, in the same order.',
    load: async () => (await import('./enrich.ts')).enrich,
  },
  publish: {
    summary: 'Publish postings to the raw topic.',
    load: async () => (await import('./publish.ts')).publish,
  },
  consume: {
    summary: 'Follow enriched postings, or any other topic.',
    load: async () => (await import('./consume.ts')).consume,
  },
  up: {
    summary: 'Run all stages and the archiver in this process.',
    load: async () => (await import('./up.ts')).up,
  },
  run: {
    summary: 'Run one worker: some stages, or the archiver.',
    load: async () => (await import('./run.ts')).run,
  },
  replay: {
    summary: 'Reprocess a range of the raw topic as a generation of its own.',
    load: async () => (await import('./replay.ts')).replay,
  },
  generations: {
    summary: 'List the generations of the lake; show what one changes, promote it or roll back.',
    load: async () => (await import('./generations.ts')).generations,
  },
  audit: {
    summary: 'Prove that nothing is lost or doubled between the raw topic and the lake.',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  dead: {
    summary: 'List, show and requeue dead letters.',
    load: async () => (await import('./dead.ts')).dead,
  },
  topics: {
    summary: 'Create the topics, or check them.',
    load: async () => (await import('./topics.ts')).topics,
  },
  duplicates: {
    summary: 'Count the live postings of the duplicate index, rebuild it, or let go of old ones.',
    load: async () => (await import('./duplicates.ts')).duplicates,
  },
  doctor: {
    summary: 'Try every operation Winnow needs on everything that is configured.',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  explain: {
    summary: 'Show a posting with the rule and the span behind each value.',
    load: async () => (await import('./explain.ts')).explain,
  },
  stack: {
    summary: 'Check the technology registry, or find names that it lacks.',
    load: async () => (await import('./stack.ts')).stack,
  },
} as const satisfies Readonly<Record<string, Entry>>;
