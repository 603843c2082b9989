import type { RouterView, ServiceView } from './views.ts';

/** Errors of endpoints for one row: not found, and on delete also a conflict with rows that refer to it. */
const ALWAYS = ['ConflictError', 'NotFoundError'];

/** Builds the view of a resource's endpoints, with the errors that each declares. */
export function routerView({ createErrors, updateErrors }: ServiceView): RouterView {
  const used = new Set([...ALWAYS, ...createErrors, ...updateErrors]);
  return {
    imports: [`from app.utils.exceptions import ${[...used].join(', ')}`],
    createErrors,
    updateErrors,
  };
}
