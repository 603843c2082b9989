import { basename, relative, sep } from 'node:path';
import { array, nullish, object, string, type InferOutput } from 'valibot';
import { UserError } from '../errors.ts';
import { silentRun } from '../programs/silent-run.ts';
import { checked, wholeNumber } from '../schema.ts';
import { advised } from './advice.ts';
import { reportOf, type Tool } from './tool.ts';

const printedSchema = array(
  object({
    code: nullish(string(), 'invalid-syntax'),
    filename: string(),
    message: string(),
    url: nullish(string(), ''),
    fix: nullish(object({ message: nullish(string()) })),
    location: object({ row: wholeNumber, column: wholeNumber }),
  }),
);

type Printed = InferOutput<typeof printedSchema>[number];

/** Rules whose findings in one file have one cause, e.g. the style of its imports. */
const ONE_A_FILE = new Set(['TID252']);

/** Keeps the first finding of such a rule in each file, with the number of others. */
function combined(printed: readonly Printed[]): readonly Printed[] {
  const alike = (one: Printed): readonly Printed[] =>
    ONE_A_FILE.has(one.code)
      ? printed.filter(({ code, filename }) => code === one.code && filename === one.filename)
      : [one];
  return printed.flatMap((each) => {
    const [first, ...more] = alike(each);
    if (first !== each) return [];
    return [more.length === 0 ? each : { ...each, message: `${each.message}, and ${more.length} more` }];
  });
}

/** https://docs.astral.sh/ruff/linter/: configuration decides which rules are on, and cannot run code. */
export const ruff: Tool = {
  name: 'ruff',
  module: 'ruff',
  ask: async (python, root) => {
    const options = ['check', '--output-format', 'json', '--exit-zero', '--no-cache', '--quiet'];
    const { ok, stdout, lastLine } = await silentRun(python, ['-I', '-m', 'ruff', ...options], root);
    if (!ok) throw new UserError(`ruff could not be run: ${lastLine}`);
    const printed = checked(printedSchema, JSON.parse(stdout), { where: 'what ruff prints' });
    return reportOf(
      combined(printed).map(({ code, filename, message, url, fix, location: { row, column } }) => {
        const rule = advised(`ruff/${code}`, {
          says: url === '' ? message : `Keep ruff's rule ${basename(url)}`,
          why: url === '' ? 'A rule of ruff.' : `See ${url}`,
          instead: `# ${fix?.message ?? 'Change the code as the rule says.'}`,
        });
        const file = relative(root, filename).split(sep).join('/');
        return { rule, place: { file, line: row, column }, what: message };
      }),
    );
  },
};
