import { nullish, object, string } from 'valibot';
import { UserError } from '../errors.ts';
import { silentRun } from '../programs/silent-run.ts';
import { checked, wholeNumber } from '../schema.ts';
import { advised } from './advice.ts';
import { reportOf, type Tool } from './tool.ts';

const printedSchema = object({
  file: string(),
  line: wholeNumber,
  column: wholeNumber,
  message: string(),
  hint: nullish(string(), ''),
  code: nullish(string(), 'error'),
  severity: string(),
});

/** mypy ends with 1 when it has found something, and with 2 when it could not check. */
const isJson = (line: string): boolean => line.startsWith('{');

/** https://mypy.readthedocs.io/en/stable/command_line.html; its configuration may name plugins, which it runs. */
export const mypy: Tool = {
  name: 'mypy',
  module: 'mypy',
  ask: async (python, root) => {
    const options = ['--output', 'json', '--no-error-summary'];
    const { ok, stdout, lastLine } = await silentRun(python, ['-I', '-m', 'mypy', ...options], root);
    const lines = stdout.split('\n').filter(isJson);
    if (!ok && lines.length === 0)
      throw new UserError(`mypy could not be run: ${lastLine === '' ? stdout.trim() : lastLine}`);
    const printed = lines.map((line) =>
      checked(printedSchema, JSON.parse(line), { where: 'what mypy prints' }),
    );
    return reportOf(
      printed
        .filter(({ severity }) => severity === 'error')
        .map(({ file, line, column, message, hint, code }) => {
          const rule = advised(`mypy/${code}`, {
            says: 'Keep types consistent',
            why: 'A wrong type is an error that a test may not reach.',
            instead: `# ${hint === '' ? 'Change the code or its annotation.' : hint}`,
          });
          return {
            rule,
            place: { file: file.replaceAll('\\', '/'), line, column: column + 1 },
            what: message,
          };
        }),
    );
  },
};
