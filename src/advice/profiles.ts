import type { Candidate } from './questions.ts';

/** What to expect of a profile. */
interface Outlook {
  /** What the project gains and loses. */
  readonly consequences: readonly string[];
  /** When the profile no longer fits, besides a changed answer. */
  readonly again: readonly string[];
  /** What has to be rewritten if the project moves to another profile. */
  readonly moving: string;
}

export const outlooks: Readonly<Record<Candidate, Outlook>> = {
  pragmatic: {
    consequences: [
      'A resource has an endpoint, a model and a schema; a change touches no further layer.',
      'Business rules and SQL statements are in the endpoint modules, so their tests use HTTP or a database.',
      'A test fails if a change of the API breaks clients and `docs/MIGRATION_NOTES.md` does not list it.',
    ],
    again: ['Handlers reach 12 statements, or two of them need the same rule or statement.'],
    moving:
      'Split each endpoint module into a router, and the services or repositories of the other profile.',
  },
  layered: {
    consequences: [
      'Routers, services and repositories are separate; automated checks refuse an import that skips a layer.',
      'A resource has six layers, so a new field changes more files than in the other profiles.',
    ],
    again: ['Most services only call one method of one repository.'],
    moving:
      'Move the rules of each service, and the statements of each repository, to their place in the other profile.',
  },
  'api-v1': {
    consequences: [
      'The URLs have a version, so a breaking change is added beside the old endpoints.',
      'A test fails if a change of the API breaks clients and `docs/MIGRATION_NOTES.md` does not list it.',
      'Users, password login and a generic repository are part of the project.',
    ],
    again: ['More than two versions of the API are maintained.'],
    moving:
      'Move the statements of each repository, and check the URLs: other profiles may not have the prefix `/api/v1`.',
  },
  pipeline: {
    consequences: [
      'Each item of a run is stored, so a killed process loses no item and saves none twice.',
      'All processes share one rate limit for each external service.',
    ],
    again: ['Runs have fewer than 100 items, or no external service is called any more.'],
    moving:
      'Rewrite the pipelines: the other profiles have no runs, no leases and no shared rate limits for external services.',
  },
  'clerk-celery': {
    consequences: [
      'Users log in with Clerk, and Celery workers run slow work.',
      'Production needs Redis, workers and a Clerk account besides the application.',
    ],
    again: ['No job takes longer than a second, or the users are no longer in Clerk.'],
    moving:
      'Replace the login, and run the jobs in another way: the other profiles have neither Clerk nor Celery.',
  },
};
