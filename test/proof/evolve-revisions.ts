import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpecChange } from '../../src/change/spec-change.ts';
import type { ResourceSpec } from '../../src/language/resource.ts';
import { findMigrationHead } from '../../src/migrations/head.ts';
import { revisions } from '../support/revisions.ts';

/** Writes the revisions of changes into a project for as long as the work takes; they go on from its last one. */
export async function withRevisions(
  root: string,
  changes: readonly SpecChange[],
  others: readonly ResourceSpec[],
  work: () => Promise<void>,
): Promise<void> {
  const written = revisions(changes, others, findMigrationHead(root));
  try {
    for (const [path, text] of written) writeFileSync(join(root, path), text);
    await work();
  } finally {
    for (const path of written.keys()) rmSync(join(root, path), { force: true });
  }
}
