import type { Names } from '../language/names.ts';

/** What decides the routes of a resource. */
interface RoutesOfProfile {
  readonly prefix: string;
  readonly update: string;
}

/** Returns the URL of a resource's list: `/api/v1/order-items`. */
export function urlOf({ kebabPlural }: Names, { prefix }: Pick<RoutesOfProfile, 'prefix'>): string {
  return `${prefix}/${kebabPlural}`;
}

/** Returns the routes of a resource, as methods and path. */
export function routesOf(names: Names, profile: RoutesOfProfile): readonly string[] {
  const url = urlOf(names, profile);
  return [`GET POST ${url}`, `GET ${profile.update.toUpperCase()} DELETE ${url}/{${names.snake}_id}`];
}
