import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ejs from 'ejs';
import { once } from '../lazy.ts';
import { packageFolder } from '../package-root.ts';

/** Prints a template with the given variables. */
export type Template = (locals: object) => string;

type Escape = (value: string) => string;

/** Functions that the build compiled from templates, by the hash of their text. */
export type Compiled = Readonly<Record<string, (locals: object, escape: Escape) => string>>;

const require = createRequire(import.meta.url);

/** Loaded on first use, because the templates of the package are compiled already. */
const ejs = once(() => require('ejs') as typeof Ejs);

/** Identifies a template by its text, so that an edited template is never printed by an old function. */
export const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Path of the functions that the build compiled for a profile, relative to the build's folder. */
export const compiledFile = (profile: string): string => join('compiled', `${profile}.cjs`);

/** Returns the functions of a profile's templates. Sources, and profiles of other packages, have none. */
export function compiledFor(profile: string): Compiled {
  const file = join(packageFolder, 'dist', compiledFile(profile));
  return import.meta.url.endsWith('.ts') || !existsSync(file) ? {} : (require(file) as Compiled);
}

/**
 * Returns the function that prints a template: the compiled one, or EJS's if there is none.
 *
 * @param file for error messages
 * @throws Error with file, line and context, if the template cannot be compiled or uses an unknown variable
 */
export function templateFunction(
  { text, file, escape }: { readonly text: string; readonly file: string; readonly escape: Escape },
  compiled: Compiled,
): Template {
  const interpreted = once(() =>
    ejs().compile(text, { filename: file, escape: escape as Ejs.EscapeCallback }),
  );
  const found = compiled[keyOf(text)];
  if (found === undefined) return interpreted();
  return (locals) => {
    try {
      // Without the names of Object.prototype, which templates would find as variables.
      return found(Object.assign(Object.create(null), locals), escape);
    } catch {
      // EJS repeats the error, with the template's line.
      return interpreted()(locals);
    }
  };
}
