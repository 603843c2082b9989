import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layOutAs } from '../../src/python/ruff.ts';
import { put, read, tempFolder } from '../support/folder.ts';
import { edit } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { answering, run } from '../support/run.ts';

const [model, schema, service] = ['app/models/loan.py', 'app/schemas/loan.py', 'app/services/loan.py'];

async function shop(...lines: readonly string[]): Promise<string> {
  const cwd = tempFolder();
  const said = lines.flatMap((line) => ['--resource', line]);
  await run(cwd, ['new', 'shop', '--yes', ...said, '--skip-install', '--skip-git'], undefined, templates);
  return join(cwd, 'shop');
}

const say = (root: string, words: readonly string[], ask?: Parameters<typeof run>[2]) =>
  run(root, [...words, '--skip-install'], ask, templates);

/** The model's docstring is changed by the user, and its column by both. */
async function contested(): Promise<string> {
  const root = await shop('Loan title:str:max=80');
  edit(root, model, '"""A loan."""', '"""A loan of ours."""');
  edit(root, model, 'String(80)', 'String(90)');
  return root;
}

const wider = ['resource', 'Loan', 'title:str:max=200', 'due:date:optional'];

test('the first answer keeps the lines that both changed, and takes the rest', async () => {
  const root = await contested();
  const ask = answering({ decision: ['mine'] });
  const ran = await say(root, wider, async (question) => {
    const [first] = 'choices' in question ? (question.choices as readonly { value: string }[]) : [];
    expect(first?.value).toBe('mine');
    return ask(question);
  });
  expect(ran).toMatchObject({ exitCode: 0, out: expect.stringContaining('without: title: Mapped[str]') });
  expect(read(root, model)).toContain('String(90)');
  expect(read(root, model)).toContain('"""A loan of ours."""');
  expect(read(root, model)).toContain('due: Mapped[dt.date | None]');
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({
    exitCode: 0,
    out: 'nothing to do',
  });
});

test('a file that is kept as a whole: what it lacks is named, `check` knows it, and a later merge brings it', async () => {
  const root = await contested();
  const before = read(root, model);
  const ran = await say(root, [...wider, '--on-conflict=whole']);
  expect(ran).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/loan\.py keeps your text, without: .*due: Mapped/s),
  });
  expect(read(root, model)).toBe(before);
  expect(await say(root, ['model'])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('nothing to do'),
  });
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('due: Mapped'),
  });
  const later = await say(root, ['resource', 'Loan', 'paid:bool:default=false', '--on-conflict=mine']);
  expect(later.exitCode).toBe(0);
  for (const column of ['due: Mapped', 'paid: Mapped', 'String(90)'])
    expect(read(root, model)).toContain(column);
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({
    exitCode: 0,
    out: 'nothing to do',
  });
});

test('a difference and its hunks show what is left after the merge, and a file with markers has no other ones', async () => {
  const root = await contested();
  const { out } = await say(root, [...wider, '--diff']);
  const patch = out.slice(out.indexOf(`a/${model}`), out.indexOf('+++ b/app/repositories'));
  expect(patch).toMatch(/\+<{7} yours\n {5}title: Mapped\[str\] = mapped_column\(String\(90\)\)\n\+\|{7}/);
  expect(patch).toMatch(/\n\+ {4}due: Mapped\[dt\.date \| None\]/);
  expect(patch).not.toMatch(/^-[^-]/m);
  const ran = await say(root, [...wider, '--on-conflict=markers']);
  expect(ran.exitCode).toBe(3);
  expect(read(root, model).match(/^<{7}/gm)).toHaveLength(1);
});

test('a resource that is removed takes along what only a formatter has changed', async () => {
  const root = await shop(
    'Loan title:str:max=80 amount:decimal:precision=12:scale=2:gt=0:le=5000',
    'Tag label:str',
  );
  for (const path of [model, schema, service])
    put(root, {
      [path]: layOutAs({ 'line-length': 60, format: { 'quote-style': 'single' } }, read(root, path)),
    });
  const ran = await say(root, ['resource', 'Loan', '--remove', '--allow-drop']);
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(ran.out).not.toContain('unmanaged');
  for (const path of [model, schema, service]) expect(existsSync(join(root, path))).toBe(false);
});

test('a renamed resource carries the user’s code along, word for word', async () => {
  const root = await shop('Loan title:str', 'LoanItem label:str');
  edit(
    root,
    service,
    'loan = await self._loans.add(Loan(**values))',
    'loan = await self._loans.add(Loan(**values, title="loan"))',
  );
  edit(
    root,
    model,
    'class Loan(Base):\n    """A loan."""\n',
    'class Loan(Base):\n    """A loan."""\n\n    def other(self) -> "Loan":\n        """Return another loan."""\n        return Loan(title=self.title)\n',
  );
  edit(
    root,
    'app/routers/loans.py',
    '    """Add a loan."""\n',
    '    """Add a loan."""\n    print(LoanItem)\n',
  );
  const ran = await say(root, ['resource', 'Loan', '--rename-to', 'Credit']);
  expect([ran.err, ran.exitCode]).toEqual(['', 0]);
  expect(read(root, 'app/models/credit.py')).toContain('def other(self) -> "Credit":');
  expect(read(root, 'app/models/credit.py')).toContain('return Credit(title=self.title)');
  expect(read(root, 'app/services/credit.py')).toContain('add(Credit(**values, title="credit"))');
  expect(read(root, 'app/routers/credits.py')).toContain('print(LoanItem)');
});
