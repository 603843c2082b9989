import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { storedResource } from '../language/stored.ts';
import { failed } from '../schema.ts';
import { lockFile } from './layout.ts';
import type { Lock } from './lock.ts';

/**
 * Returns the spec that a resource's files and migrations were last updated to; undefined if the lock has none.
 *
 * @throws UserError (exit 4) if the spec is invalid
 */
export function appliedSpec({ appliedSpec: applied, unit }: Lock): ResourceSpec | undefined {
  if (applied === undefined) return undefined;
  const path = lockFile(unit);
  const fix = `restore it with "git checkout -- ${path}"`;
  const source = { where: `${path} is damaged: appliedSpec`, fix, exitCode: 4 };
  const spec = storedResource(applied, source);
  if (namesOf(spec).snake !== unit) throw failed(source, `it belongs to ${spec.name}`);
  return spec;
}
