/** The profiles that can be recommended. At equal points the first one wins, because it has fewer moving parts. */
export const candidates = ['pragmatic', 'layered', 'api-v1', 'pipeline', 'clerk-celery'] as const;

export type Candidate = (typeof candidates)[number];

/** Points for each candidate, in the order of `candidates`. */
type Points = readonly [number, number, number, number, number];

/** One possible answer. */
export interface Answer {
  /** The answer in words; it also makes sense without its question. */
  readonly text: string;
  /** The answer is outdated as soon as this is true. */
  readonly until?: string;
  readonly points?: Points;
  /** The answer decides alone. `unless`: another answer with which it decides for another profile. */
  readonly decides?: {
    readonly profile: Candidate;
    readonly unless?: { readonly question: string; readonly answer: string; readonly profile: Candidate };
  };
}

export interface Question {
  /** Its title in reasons and in tables. */
  readonly title: string;
  /** The question in a terminal. */
  readonly asks: string;
  /** Description of its flag. */
  readonly summary: string;
  /** Possible answers by their value on the command line, in ascending order if they have one. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** The answer with --yes, and the first choice in a terminal. */
  readonly usual: string;
}

/**
 * All questions, by the name of their flag. The first three are facts that decide alone, the earlier one first; the
 * others give points, which are added up.
 */
export const questions = {
  clerk: {
    title: 'Clerk or Celery',
    asks: 'Do users log in with Clerk, or must slow work run on Celery?',
    summary: 'users log in with Clerk, or slow work must run on Celery',
    usual: 'no',
    answers: {
      no: {
        text: 'neither Clerk nor Celery is required',
        until: 'Users log in with Clerk, or slow work must run on Celery.',
      },
      yes: { text: 'Clerk or Celery is required', decides: { profile: 'clerk-celery' } },
    },
  },
  'bulk-calls': {
    title: 'Bulk calls',
    asks: 'Will it call a paid or rate-limited service for more than about 100 rows at a time?',
    summary: 'it calls a paid or rate-limited service for more than about 100 rows at a time',
    usual: 'no',
    answers: {
      no: {
        text: 'no paid or rate-limited service is called for many rows',
        until: 'A paid or rate-limited service is called for more than about 100 rows at a time.',
      },
      yes: {
        text: 'a paid or rate-limited service is called for more than about 100 rows at a time',
        decides: { profile: 'pipeline' },
      },
    },
  },
  'external-clients': {
    title: 'External clients',
    asks: 'Do clients that you do not deploy depend on the API, e.g. mobile apps or partners?',
    summary: 'clients that you do not deploy depend on the API, e.g. mobile apps or partners',
    usual: 'no',
    answers: {
      no: {
        text: 'you deploy every client of the API',
        until: 'A client that you do not deploy depends on the API.',
      },
      yes: {
        text: 'clients that you do not deploy depend on the API',
        decides: {
          profile: 'api-v1',
          unless: { question: 'team', answer: '1-3', profile: 'pragmatic' },
        },
      },
    },
  },
  scale: {
    title: 'Scale',
    asks: 'How many requests per second will it serve at the busiest hour, a year from now?',
    summary: 'requests per second at the busiest hour, a year from now',
    usual: '10-200',
    answers: {
      'under-10': {
        text: 'fewer than 10 requests per second',
        until: 'The busiest hour has more than 10 requests per second.',
        points: [3, 1, 1, 0, 0],
      },
      '10-200': {
        text: '10 to 200 requests per second',
        until: 'The busiest hour has more than 200 requests per second.',
        points: [2, 2, 2, 1, 1],
      },
      'over-200': { text: 'more than 200 requests per second', points: [0, 2, 2, 1, 2] },
    },
  },
  team: {
    title: 'Team',
    asks: 'How many people will change the code every week?',
    summary: 'number of people who change the code every week; over-8 also for coding agents',
    usual: '4-8',
    answers: {
      '1-3': {
        text: '1 to 3 people change the code every week',
        until: 'More than 3 people change the code every week.',
        points: [3, 0, 1, 1, 0],
      },
      '4-8': {
        text: '4 to 8 people change the code every week',
        until: 'More than 8 people, or coding agents, change the code every week.',
        points: [1, 2, 2, 1, 1],
      },
      'over-8': {
        text: 'more than 8 people, or coding agents, change the code every week',
        points: [0, 3, 2, 1, 1],
      },
    },
  },
  speed: {
    title: 'Speed or safety',
    asks: 'Which costs more: a feature that is a week late, or a mistake in production?',
    summary: 'which costs more: a feature that is a week late, or a mistake in production',
    usual: 'both',
    answers: {
      delay: {
        text: 'a late feature costs more than a mistake in production',
        until: 'A mistake in production costs as much as a feature that is a week late.',
        points: [3, 0, 1, 0, 0],
      },
      both: {
        text: 'a late feature and a mistake in production cost the same',
        until: 'A mistake in production costs more than a feature that is a week late.',
        points: [1, 2, 2, 1, 1],
      },
      mistake: { text: 'a mistake in production costs more than a late feature', points: [0, 3, 2, 1, 1] },
    },
  },
  failure: {
    title: 'Downtime',
    asks: 'What does an hour of downtime cost?',
    summary: 'cost of an hour of downtime: users wait, money, or work that cannot be requested again',
    usual: 'money',
    answers: {
      wait: {
        text: 'users wait during a downtime',
        until: 'An hour of downtime costs money.',
        points: [2, 1, 1, 1, 0],
      },
      money: {
        text: 'a downtime costs money',
        until: 'A downtime loses work that cannot be requested again.',
        points: [1, 2, 2, 1, 1],
      },
      work: {
        text: 'a downtime would lose work that cannot be requested again',
        points: [0, 1, 1, 3, 2],
      },
    },
  },
  change: {
    title: 'Growth',
    asks: 'How will it grow in two years?',
    summary: 'growth in two years: the same with more data, business rules, clients, or background work',
    usual: 'same',
    answers: {
      same: {
        text: 'more of the same is added',
        until: 'A business rule involves more than one resource, or a second client uses the API.',
        points: [2, 1, 1, 1, 1],
      },
      rules: {
        text: 'many business rules are added',
        until: 'A second client uses the API, or work in the background takes minutes.',
        points: [1, 3, 1, 0, 0],
      },
      clients: {
        text: 'many clients are added',
        until: 'Work in the background takes minutes.',
        points: [0, 1, 3, 0, 1],
      },
      background: { text: 'much work in the background is added', points: [0, 1, 0, 3, 2] },
    },
  },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof questions;

/** Names of all questions, in the order in which they are asked. */
export const questionNames = Object.keys(questions) as readonly QuestionName[];

/** One answer to each question, by its value on the command line. */
export type Answers = Readonly<Record<QuestionName, string>>;

/** Returns a question without its literal types. */
export function questionOf(name: QuestionName): Question {
  return questions[name];
}

/** Returns the chosen answer to a question. Throws Error for an unknown one, which the flags refuse earlier. */
export function answerTo(name: QuestionName, answers: Answers): Answer {
  const answer = questionOf(name).answers[answers[name]];
  if (answer === undefined) throw new Error(`${name}: unknown answer ${answers[name]}`);
  return answer;
}
