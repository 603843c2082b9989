import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { templatesFolder, version } from '../src/package-root.ts';
import type { Ask } from '../src/dialogue.ts';
import { processIo } from '../src/shell/cli.ts';
import { failureOf } from '../src/shell/failure.ts';
import { detailsOf } from '../src/shell/help-details.ts';
import { promptOf } from '../src/shell/prompt.ts';
import { helpText, yoSpell } from '../src/shell/help.ts';
import { runVerb } from '../src/shell/run-verb.ts';
import type { AnyVerb } from '../src/run/verb.ts';
import { isTyped, typedForGenerator } from './typed.ts';

/** Options for other generators and tests, which are not on the command line. */
export type ArchitectOptions = BaseOptions & {
  templates?: string;
  /** Ask questions even without a terminal. */
  interactive?: boolean;
};

/** Uses Yeoman only for its menu and, for other generators, its prompt and log. The core writes the files. */
abstract class ArchitectGenerator extends Generator<Record<string, unknown>, ArchitectOptions> {
  abstract readonly verb: AnyVerb;

  constructor(args: string[], options: ArchitectOptions, features?: BaseFeatures) {
    // Without it Yeoman reports that no package.json changed.
    super(args, options, { ...features, customInstallTask: true });
  }

  override help(): string {
    const { templates = templatesFolder } = this.options;
    return helpText({ one: this.verb }, yoSpell, { details: detailsOf(this.verb, templates) });
  }

  async perform(): Promise<void> {
    const { line, exitCode, error } = await this.attempt().then(
      (code) => ({ line: undefined, exitCode: code, error: undefined }),
      (thrown: unknown) => ({ ...failureOf(thrown), error: thrown }),
    );
    if (exitCode === 0) return;
    if (!this.isTyped()) throw failed(line ?? ENDINGS[exitCode] ?? 'failed', exitCode);
    // Yeoman would reword a thrown error. Nothing runs after the generator that `yo` started.
    process.exitCode = exitCode;
    if (line === undefined) return;
    if (process.argv.includes('--json')) {
      const { failureJson } = await import('../src/shell/json.ts');
      process.stdout.write(`${failureJson(error, this.verb.name)}\n`);
    } else process.stderr.write(`${line}\n`);
  }

  private isTyped(): boolean {
    return isTyped(this.options.namespace, process.argv.slice(2));
  }

  private async attempt(): Promise<number> {
    const { templates = templatesFolder } = this.options;
    const cwd = this.destinationRoot();
    const print = (text: string) => void process.stdout.write(`${text}\n`);
    // Yeoman's log is standard error.
    const say = this.isTyped() ? print : (line: string) => void this.log(line);
    const context = { cwd, templates, version, say };
    const typed = typedForGenerator(
      this.verb,
      this.options.namespace,
      process.argv.slice(2),
      this.args,
      this.options,
    );
    const shown = this.isTyped() ? await import('../src/shell/terminal.ts') : undefined;
    return runVerb(this.verb, typed, {
      context,
      ask: this.asker(),
      spell: yoSpell,
      print,
      ...shown?.terminal,
    });
  }

  private asker(): Ask | undefined {
    const { ask } = processIo();
    if (!(this.options.interactive ?? ask)) return undefined;
    // Ctrl-C at a Yeoman prompt ends the process before the verb can print its state.
    if (this.isTyped()) return ask;
    return async (question) => {
      const answers = await this.prompt<Record<string, unknown>>([promptOf(question) as never]);
      return String(answers[question.name] ?? '');
    };
  }
}

/** Messages for exit codes of runs without an error. */
const ENDINGS: Readonly<Record<number, string>> = {
  2: 'something is left to do',
  3: 'conflicts are left to resolve',
  130: 'interrupted: the files are complete',
};

/** Creates an error with an exit code; Yeoman requires a number. */
function failed(line: string, code: number): Error {
  return Object.assign(new Error(line), { code });
}

/**
 * Returns the generator that runs one verb. Yeoman runs only the methods of the final class.
 *
 * @param name the layer, for the verb of layers
 */
export function verbGenerator(verb: AnyVerb, name = verb.name) {
  return class extends ArchitectGenerator {
    override readonly verb = { ...verb, name };

    async writing(): Promise<void> {
      await this.perform();
    }
  };
}
