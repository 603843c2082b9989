import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { array, boolean, object, optional, parse as validate, string } from 'valibot';

const folder = join(import.meta.dirname, '..', 'fresh-edits');

/** The resources of the projects that the edits were written for. */
export const freshResources: readonly string[] = [
  'Customer name:str:max=80 email:email:unique',
  'Tag name:str:max=40',
  'Invoice number:str:max=30:unique total:decimal:precision=12:scale=2:ge=0 status:enum:values=draft,sent,paid:default=draft due:date:optional api_key:str:private customer:ref:to=Customer tags:many:to=Tag',
];

const fileSchema = object({
  edit: array(
    object({
      name: string(),
      rule: string(),
      why: string(),
      /** Whether no rule reports it, although it breaks one. */
      missed: optional(boolean(), false),
      change: array(
        object({
          file: string(),
          append: optional(string()),
          create: optional(string()),
          find: optional(string(), ''),
          replace: optional(string(), ''),
        }),
      ),
    }),
  ),
});

/** An edit by somebody who knew the sentences of the rules, but not their code. */
export interface FreshEdit {
  readonly name: string;
  /** The rule that it breaks; `legal`: none. */
  readonly rule: string;
  readonly missed: boolean;
  /** Its files as they are afterwards. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The edits for a profile; none for a profile that is newer than they are.
 *
 * @param textOf the text of a file of the project
 */
export function freshEdits(profile: string, textOf: (file: string) => string): readonly FreshEdit[] {
  const own = join(folder, profile);
  if (!existsSync(own)) return [];
  return readdirSync(own).flatMap((file) => {
    const { edit } = validate(fileSchema, parse(readFileSync(join(own, file), 'utf8')));
    return edit.map(({ name, rule, missed, change }) => {
      const files: Record<string, string> = {};
      for (const { file: path, append, create, find, replace } of change) {
        const before = files[path] ?? (create === undefined ? textOf(path) : '');
        files[path] =
          create ?? (append === undefined ? before.replace(find, () => replace) : before + append);
        if (files[path] === before) throw new Error(`${profile}: ${name} changes nothing in ${path}`);
      }
      return { name: `fresh/${rule}/${name}`, rule, missed, files };
    });
  });
}
