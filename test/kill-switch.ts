import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import type { Log } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import type { Ports } from '@winnow/wiring/open-ports';

/** Called behind every effect, with its name: what lies between two effects leaves no trace. */
export type Boundary = (name: string) => void;

/** Ports that tell of every effect. */
export function withBoundaries(ports: Ports, boundary: Boundary): Ports {
  const around = async <T>(name: string, effect: () => Promise<T>): Promise<T> => {
    const result = await effect();
    boundary(`after ${name}`);
    return result;
  };
  const log: Log = {
    ...ports.log,
    append: (topic, records) =>
      around(`append to ${topic}`, () => ports.log.append(topic, records)),
    consume: (topic, options, handle) =>
      ports.log.consume(topic, options, async (batch) => {
        const progress = await handle(batch);
        boundary(`before commit of ${topic}`);
        return progress;
      }),
  };
  const duplicates: DuplicateIndex = {
    ...ports.duplicates,
    claim: (namespace, claims) => around('claim', () => ports.duplicates.claim(namespace, claims)),
  };
  const objects: ObjectStore = {
    ...ports.objects,
    putIfAbsent: (key, body, options) =>
      around(`put of ${key}`, () => ports.objects.putIfAbsent(key, body, options)),
  };
  return { ...ports, log, duplicates, objects };
}
