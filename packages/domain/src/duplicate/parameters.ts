/** What the decision turns on. Swept over generated pairs in docs/duplicates.md. */
export interface DuplicateParameters {
  /** Smallest shingle hashes under which a posting is stored, and under which it is looked for. */
  readonly storedShingles: number;
  readonly probedShingles: number;
  /** What one shared shingle in the smaller text is worth beside one in both. */
  readonly containmentWeight: number;
  /** Shingles of the smaller text from which on its share in the other one says something. */
  readonly containmentSampleMin: number;
  /** Text similarity that makes two postings one job when employer, role and place agree. */
  readonly similarityMin: number;
  /** The same where the employer's boilerplate is known and left out: what remains is the job. */
  readonly similarityLearntMin: number;
  /** What is added to these for each thing that does not agree, or is not known. */
  readonly doubt: {
    readonly employerAlias: number;
    readonly employerUnknown: number;
    readonly employerAgency: number;
    readonly sameAgency: number;
    readonly rolePart: number;
    readonly roleUnknown: number;
    readonly placeUnknown: number;
    readonly payApart: number;
  };
  /** Similarity and words that make one job of two employers' texts, where all else agrees. */
  readonly otherEmployer: { readonly similarityMin: number; readonly wordsMin: number };
  /**
   * A shingle that so many roles of one employer share, and such a share of them, is boilerplate.
   */
  readonly boilerplate: { readonly rolesMin: number; readonly shareMin: number };
  /** Similarity from which on two jobs that must not be merged are told to be siblings. */
  readonly siblingSimilarityMin: number;
}

export const DUPLICATE_PARAMETERS: DuplicateParameters = {
  storedShingles: 6,
  probedShingles: 20,
  containmentWeight: 0.9,
  containmentSampleMin: 5,
  similarityMin: 0.3,
  similarityLearntMin: 0.12,
  doubt: {
    employerAlias: 0.45,
    employerUnknown: 0.3,
    employerAgency: 0.45,
    sameAgency: 0.3,
    rolePart: 0.15,
    roleUnknown: 0.25,
    placeUnknown: 0.1,
    payApart: 0.2,
  },
  otherEmployer: { similarityMin: 0.9, wordsMin: 120 },
  boilerplate: { rolesMin: 3, shareMin: 0.5 },
  siblingSimilarityMin: 0.4,
};
