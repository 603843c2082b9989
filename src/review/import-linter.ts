import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, looseObject, nullish, object, string } from 'valibot';
import { UserError } from '../errors.ts';
import { silentRun } from '../programs/silent-run.ts';
import { checked } from '../schema.ts';
import { advised } from './advice.ts';
import { reportOf, type Advised, type Tool } from './tool.ts';

const contractsSchema = object({
  tool: object({
    importlinter: nullish(
      looseObject({ contracts: nullish(array(looseObject({ name: string(), type: string() })), []) }),
    ),
  }),
});

/** Contract types of import-linter itself. Other types are modules of the project, which must not run here. */
const BUILT_IN = new Set([
  'layers',
  'forbidden',
  'protected',
  'independence',
  'acyclic_siblings',
  'private_modules',
]);

/** Isolated mode finds no module of the project; at the end of the path, the project can replace no other module. */
const START = [
  'import sys',
  'sys.path.append(sys.argv.pop(1))',
  'from importlinter.cli import lint_imports_command',
  'lint_imports_command()',
].join('\n');

/** An import: `- app.schemas.visit -> app.main (l.2)`. Lines of a chain that follow have no dash. */
const IMPORT = /^- +(\S+) -> (\S+) \(l\.(\d+)/;
const UNLISTED = /^- (\S+)$/;

function fileOf(root: string, module: string): string {
  const path = module.replaceAll('.', '/');
  return existsSync(join(root, `${path}.py`)) ? `${path}.py` : `${path}/__init__.py`;
}

/** Reads the output: the name of a broken contract, underlined, and below it the imports. */
function read(root: string, printed: string, typeOf: ReadonlyMap<string, string>): readonly Advised[] {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  const found: Advised[] = [];
  let [name, type] = ['', ''];
  const say = (code: string, module: string, line: number, what: string): void => {
    const otherwise = {
      says: name,
      why: `A contract of pyproject.toml: ${name}.`,
      instead: '# Import from where the contract allows it.',
    };
    const place = { file: fileOf(root, module), line, column: 1 };
    found.push({ rule: advised(`import-linter/${code}`, otherwise), place, what });
  };
  for (const [at, line] of lines.entries()) {
    const isTitle = typeOf.has(line) && /^-+$/.test(lines[at + 1] ?? '');
    if (isTitle) [name, type] = [line, typeOf.get(line) ?? ''];
    const [, importer, imported, number] = IMPORT.exec(line) ?? [];
    const [, unlisted] = UNLISTED.exec(line) ?? [];
    if (importer !== undefined)
      say(
        type,
        importer,
        Number(number),
        `imports \`${imported}\`: ${name[0]?.toLowerCase()}${name.slice(1)}`,
      );
    else if (unlisted !== undefined) say('unlisted', unlisted, 1, 'is in none of the listed packages');
  }
  return found;
}

/** https://import-linter.readthedocs.io/, with the contracts of pyproject.toml. It parses the code and runs none of it. */
export const importLinter: Tool = {
  name: 'import-linter',
  module: 'importlinter',
  ask: async (python, root) => {
    const { parse, stringify } = await import('smol-toml');
    const where = 'pyproject.toml';
    const written = parse(readFileSync(join(root, where), 'utf8'));
    const { importlinter } = checked(contractsSchema, written, { where }).tool;
    const contracts = (importlinter?.contracts ?? []).filter(({ type }) => BUILT_IN.has(type));
    if (!importlinter || contracts.length === 0) return { rules: [], findings: [] };
    const { contract_types: _, ...options } = importlinter;
    const folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-'));
    try {
      const config = join(folder, 'contracts.toml');
      writeFileSync(config, stringify({ tool: { importlinter: { ...options, contracts } } }));
      const args = ['-I', '-B', '-c', START, root, '--no-logo', '--no-cache', config];
      // Otherwise long lines are wrapped.
      const env = { COLUMNS: '100000', NO_COLOR: '1', PYTHONUTF8: '1' };
      const { ok, stdout, lastLine } = await silentRun(python, args, folder, { env });
      const found = read(root, stdout, new Map(contracts.map(({ name, type }) => [name, type])));
      const isSyntax = /^Syntax error in /m.test(stdout);
      if (!ok && found.length === 0 && !isSyntax)
        throw new UserError(
          `import-linter could not be run: ${stdout.trim().split('\n').at(-1) || lastLine}`,
        );
      return reportOf(found);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
