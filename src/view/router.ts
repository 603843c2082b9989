import type { RouterView, ServiceView } from './views.ts';

/** Deleting may be refused by others that refer to the row; every other endpoint of one row may find none. */
const ALWAYS = ['ConflictError', 'NotFoundError'];

/** Views a resource as its endpoints: which errors each declares. */
export function routerView({ createErrors, updateErrors }: ServiceView): RouterView {
  const used = new Set([...ALWAYS, ...createErrors, ...updateErrors]);
  return {
    imports: [`from app.utils.exceptions import ${[...used].join(', ')}`],
    createErrors,
    updateErrors,
  };
}
