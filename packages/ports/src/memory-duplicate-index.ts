import { createDueCalendar, type DueCalendar } from './due-calendar.ts';
import type { DuplicateIndex, IndexedCluster } from './duplicate-index.ts';
import {
  applyClaim,
  applyRelease,
  beginCall,
  find,
  type Cluster,
  type IndexState,
  type Member,
} from './duplicate-index-rules.ts';
import { createLookupTable } from './lookup-table.ts';
import { createNumbered } from './numbered.ts';

/** The index in this process's memory: it is lost with it. */
export function createMemoryDuplicateIndex(): DuplicateIndex {
  const namespaces = new Map<string, MemoryState>();
  const begun = new Set<string>();
  const open = (name: string): MemoryState => {
    const there = namespaces.get(name);
    if (there !== undefined) return there;
    const made = createMemoryState();
    namespaces.set(name, made);
    return made;
  };
  return {
    postingsPerCall: 1,
    async begin(namespace) {
      begun.add(namespace);
    },
    async hasBegun(namespace) {
      return begun.has(namespace);
    },
    async candidates(namespace, queries) {
      const state = open(namespace);
      return queries.map((query) => find(state, query));
    },
    async claim(namespace, claims) {
      const state = open(namespace);
      const call = beginCall(state);
      return claims.map((claim) => applyClaim(state, claim, call));
    },
    async release(namespace, releases) {
      const state = open(namespace);
      const call = beginCall(state);
      return releases.map((release) => applyRelease(state, release, call));
    },
    async due(namespace, { time, keysMax }) {
      const state = open(namespace);
      return state.calendar.due(time, keysMax, (key) => {
        const member = state.memberOf(key);
        if (member === undefined) return undefined;
        if (member.clusterId !== undefined || member.dueAt > time) return member.dueAt;
        state.forget(member);
        return undefined;
      });
    },
    async count(namespace) {
      return namespaces.get(namespace)?.live() ?? 0;
    },
    async dropNamespace(namespace) {
      namespaces.delete(namespace);
      begun.delete(namespace);
    },
    async [Symbol.asyncDispose]() {
      namespaces.clear();
    },
  };
}

interface MemoryState extends IndexState {
  readonly calendar: DueCalendar;
  live(): number;
}

interface MemoryCluster {
  /** Keys in order of arrival. */
  readonly keys: string[];
  profile: string;
  changed: number;
  /** Until something about it changes. */
  shown: IndexedCluster | undefined;
}

function createMemoryState(): MemoryState {
  const byKey = new Map<string, Member>();
  const byNumber = createNumbered<Member>();
  const clusters = new Map<string, MemoryCluster>();
  const table = createLookupTable();
  const calendar = createDueCalendar();
  let live = 0;
  const changed = (id: string | undefined): void => {
    const cluster = id === undefined ? undefined : clusters.get(id);
    if (cluster !== undefined) cluster.shown = undefined;
  };
  return {
    sequence: 0,
    calendar,
    live: () => live,
    memberOf: (key) => byKey.get(key),
    memberAt: (number) => byNumber.get(number),
    put(member) {
      const before = byKey.get(member.key);
      // A later time is found out when the first one has come.
      if (before === undefined || member.dueAt < before.dueAt)
        calendar.add(member.key, member.dueAt);
      if (before !== undefined) byNumber.set(before.number, undefined);
      byKey.set(member.key, member);
      if (member.number > 0) byNumber.set(member.number, member);
      changed(member.clusterId);
    },
    forget(member) {
      byKey.delete(member.key);
      byNumber.set(member.number, undefined);
    },
    list: table.get,
    newest: table.newest,
    add: table.add,
    remove: table.remove,
    cluster(id): Cluster | undefined {
      const cluster = clusters.get(id);
      const [canonical, successor] = cluster?.keys ?? [];
      if (cluster === undefined || canonical === undefined) return undefined;
      const { keys, profile, changed } = cluster;
      return { members: keys.length, canonical, successor, profile, changed };
    },
    shown: (id) => clusters.get(id)?.shown,
    keepShown(cluster) {
      const known = clusters.get(cluster.id);
      if (known !== undefined) known.shown = cluster;
    },
    enter(id, { key }) {
      live++;
      changed(id);
      const cluster = clusters.get(id);
      if (cluster === undefined)
        clusters.set(id, { keys: [key], profile: '', changed: 0, shown: undefined });
      else cluster.keys.push(key);
    },
    leave(id, { key }) {
      live--;
      changed(id);
      const keys = clusters.get(id)?.keys ?? [];
      keys.splice(keys.indexOf(key), 1);
      if (keys.length === 0) clusters.delete(id);
    },
    describe(id, { profile, changed }) {
      const cluster = clusters.get(id);
      if (cluster === undefined) return;
      cluster.shown = undefined;
      cluster.profile = profile;
      cluster.changed = changed;
    },
  };
}
