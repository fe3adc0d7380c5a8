/** Why an object was written when it was. */
export type FlushReason = 'records' | 'bytes' | 'time' | 'end' | 'stop';

/** What an archiver tells those who count. */
export type ArchiverEvent =
  | {
      readonly kind: 'object';
      readonly partition: number;
      readonly key: string;
      readonly rows: number;
      readonly repeats: number;
      readonly bytes: number;
      readonly reason: FlushReason;
    }
  /** Another archiver's object, or our own whose answer got lost, took the place. */
  | {
      readonly kind: 'adopted';
      readonly partition: number;
      readonly key: string;
      readonly rows: number;
    }
  /** The log no longer holds what the chain would go on with: those rows cannot come any more. */
  | {
      readonly kind: 'expired';
      readonly partition: number;
      /** First and last (exclusive) enriched offset that was missed. */
      readonly from: number;
      readonly to: number;
    }
  /** A row whose value is no enriched posting of this version; its text is kept. */
  | { readonly kind: 'unreadable'; readonly partition: number; readonly offset: number }
  /** A record without an origin: archived, but a repeat of it could not be told. */
  | { readonly kind: 'no-origin'; readonly partition: number; readonly offset: number };

export type ObserveArchiver = (event: ArchiverEvent) => void;
