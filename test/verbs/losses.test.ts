import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const LOAN =
  'Loan title:str amount:decimal:precision=12:scale=2 status:enum:values=open,closed parent:ref:to=Loan:optional friends:many:to=Loan';

const made = async (): Promise<string> =>
  makeProject(['--yes', '--profile', 'layered', '--resource', LOAN], templates);
const change = (root: string, ...words: readonly string[]) =>
  run(root, ['resource', 'Loan', ...words, '--skip-install'], undefined, templates);

/** The last migration, by its name without the id. */
function newest(root: string, label: string): string {
  const name = readdirSync(join(root, 'alembic/versions')).find((each) => each.endsWith(`_${label}.py`));
  expect(name).toBeDefined();
  return read(root, `alembic/versions/${name}`);
}

test('a renamed resource that refers to itself loses nothing', async () => {
  const root = await made();
  expect(await change(root, '--rename-to', 'Credit')).toMatchObject({ exitCode: 0, err: '' });
  expect(newest(root, 'rename_loans_to_credits')).toContain('"""Rename loans to credits.');
});

test('digits that a narrower decimal has no place for are a loss, in previews and as JSON too', async () => {
  const root = await made();
  const loss = 'loans.amount (decimal:precision=12:scale=2 to decimal:precision=12:scale=1)';
  const narrow = 'amount:decimal:precision=12:scale=1';
  expect(await change(root, narrow)).toMatchObject({ exitCode: 3, err: expect.stringContaining(loss) });
  for (const flag of ['--dry-run', '--diff'])
    expect((await change(root, narrow, flag)).out).toContain(`deletes data: ${loss}`);
  const json = JSON.parse((await change(root, narrow, '--dry-run', '--json')).out);
  expect(json).toMatchObject({ losses: [loss] });
  expect(await change(root, narrow, '--allow-drop')).toMatchObject({ exitCode: 0 });
  expect(await change(root, 'amount:decimal:precision=14:scale=3')).toMatchObject({ exitCode: 0, err: '' });
});

test.each([
  [
    'an enum value that goes',
    'status:enum:values=open',
    'change_status_of_loans',
    'rows.c["status"].not_in(["open"])',
  ],
  [
    'text that becomes an enum',
    'title:enum:values=a,b',
    'change_title_of_loans',
    'rows.c["title"].not_in(["a", "b"])',
  ],
  [
    'a column that becomes unique',
    'title:str:unique',
    'change_title_of_loans',
    '.having(sa.func.count() > 1)',
  ],
])(
  '%s: rows that do not fit stop the migration, which says what to fill in',
  async (_, field, label, condition) => {
    const root = await made();
    const ran = await change(root, field);
    expect(ran).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^loans\.\w+: the migration stops if rows/m),
    });
    const text = newest(root, label);
    expect(text).toContain('# FILL IN: ');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(condition);
    expect(text).toContain('see FILL IN above');
    expect(text.indexOf('raise RuntimeError')).toBeLessThan(text.search(/batch\.create_|def downgrade/));
  },
);

test.each([
  [['due:date:optional'], 'add_due_to_loans'],
  [['due:date:optional', 'paid:bool:default=false'], 'add_due_and_paid_to_loans'],
  [['a:int:optional', 'b:int:optional', 'c:int:optional', 'd:int:optional'], 'add_4_fields_to_loans'],
  [['--drop', 'amount', '--allow-drop'], 'drop_amount_from_loans'],
  [['--rename', 'amount:total'], 'rename_amount_to_total_in_loans'],
  [['due:date:optional', '--rename', 'amount:total'], 'change_due_and_total_of_loans'],
])('a migration is called what it does: %s', async (words, label) => {
  const root = await made();
  expect(await change(root, ...words)).toMatchObject({ exitCode: 0 });
  newest(root, label);
});
