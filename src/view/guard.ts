import type { Rows } from '../overlay/manifest.ts';
import type { GuardView } from './views.ts';

/** Views what a policy, one of the rows of that kind, adds to a router. */
export function guardOf(policy: string, rows: Rows): GuardView {
  const row = rows['policies']?.find(({ name }) => name === policy);
  const errors = Array.isArray(row?.['errors']) ? row['errors'] : [];
  const dependencies = `dependencies=[Depends(${policy})]`;
  if (errors.length === 0) return { errors, imports: [], keywords: [dependencies] };
  return {
    errors,
    imports: [`from ${String(row?.['module'])} import ${errors.join(', ')}`],
    keywords: [dependencies, `responses=responses(${errors.join(', ')})`],
  };
}
