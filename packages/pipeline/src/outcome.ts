/** What became of one record. Bad data is a value: a stage never throws because of it. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Not what this pipeline is for; counted and accounted for, not kept. */
  | {
      readonly kind: 'drop';
      readonly code: string;
      readonly reason: string;
      readonly stage: string;
    }
  /** No later code could use it; its original bytes are kept. */
  | {
      readonly kind: 'dead-letter';
      readonly code: string;
      readonly reason: string;
      readonly stage: string;
    };

/** The outcome of a record that goes on. */
export function ok<T>(value: T): Outcome<T> {
  return { kind: 'ok', value };
}
