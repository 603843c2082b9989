import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tool } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';

const root = join(import.meta.dirname, '..', '..');

// The newcomer's command, in both ways that it can install a project.
test.each(['uv', 'pip'])('the demo of the README works with %s', (way) => {
  const demo = join(root, 'scripts', 'demo.mjs');

  // The uv of our tools, for a machine that has none of its own.
  const PATH = [process.env['PATH'], dirname(tool('uv'))].join(delimiter);
  // Use a folder of its own: the default one may have a project that its developer works on.
  const into = join(mkdtempSync(join(ownTemporaryFolder(), 'demo-')), 'shop');
  const printed = execFileSync(process.execPath, [demo, '--with', way, '--into', into], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });

  expect(printed).toContain('200 {"status":"ok","version":"0.1.0"}');
  expect(printed).toMatch(/201 \{.*"title":"It works"/);
  expect(printed).toMatch(/422 \{.*"error_code":"validation_error"/);
});
