import type { Answers } from './questions.ts';

/** An option that follows from the answers. */
export interface Option {
  readonly title: string;
  readonly choice: string;
  readonly why: string;
}

interface Database {
  /** Value of --database. */
  readonly id: string;
  readonly why: string;
}

/** Returns the recommended database. */
export function databaseFor({ scale }: Answers): Database {
  return scale === 'under-10'
    ? { id: 'sqlite', why: 'One process on one machine serves fewer than 10 requests per second.' }
    : { id: 'postgresql', why: 'Several processes write at the same time.' };
}

/** Returns the options besides the database. The user configures or writes them. */
export function optionsFor({ failure, scale }: Answers): readonly Option[] {
  return [
    failure === 'money'
      ? {
          title: 'Idempotency',
          choice: 'required on POST requests that cost money',
          why: 'A client that gets no response repeats its request. Store the `Idempotency-Key`, a hash of the request and the response in the transaction of the change; the generator does not write this.',
        }
      : {
          title: 'Idempotency',
          choice: 'not required',
          why: 'Unique fields already refuse a repeated request with 409.',
        },
    scale === 'under-10'
      ? {
          title: 'Rate limits',
          choice: 'counters in the process, `RATE_LIMIT_URL=memory://`',
          why: 'There is one process, so nothing has to be shared.',
        }
      : {
          title: 'Rate limits',
          choice: 'counters in Redis, `RATE_LIMIT_URL=redis://…`',
          why: 'All processes share the counters; in memory, each process would allow the full limit.',
        },
  ];
}
