/** What the form of a ballot gets back: what was typed when refused. */
export type BallotAnswer = {
  done?: string;
  error?: { code?: string; message: string; action: string; fields: Readonly<Record<string, string>> };
  values?: Record<string, string | undefined>;
} | null;
