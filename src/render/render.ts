import { py } from '../python/helpers.ts';
import { pyLiteral, pythonString } from '../python/literal.ts';
import type { PlanEntry } from '../plan.ts';
import { templateOf, type Stack, type Template } from '../overlay/stack.ts';
import { compiledFor, templateFunction, type Compiled, type Template as Print } from './compiled.ts';

type ImportLists = readonly (string | readonly string[])[];

export type Render = (entry: PlanEntry) => string;

/** `partials/columns.py` is included as `columns`. */
function partialIds(stack: Stack): ReadonlyMap<string, string> {
  const ids = [...stack.templates.keys()].filter((id) => id.startsWith('partials/'));
  return new Map(ids.map((id) => [id.slice('partials/'.length).replace(/\.\w+$/, ''), id]));
}

/**
 * Returns a function that renders plan entries. Each template is compiled once, or by the build.
 *
 * `<%= x %>` prints user text as a string literal, `<%- x %>` prints as it is, and `include('name', more)`
 * prints `partials/name`, whichever folder of the stack it wins from.
 *
 * @param compiled the functions of the build
 * @throws Error with file, line and context, if a template uses a variable that its view does not have
 */
export function createRenderer(stack: Stack, compiled: Compiled = compiledFor(stack.profile.id)): Render {
  const functions = new Map<string, Print>();
  const partials = partialIds(stack);
  const { move } = stack.placer;
  // Views use the module names of templates. Import statements have no user text.
  const placed = {
    ...py,
    imports: (...statements: ImportLists) => py.imports(...statements.flat().map(move)),
  };

  const functionOf = (template: Template): Print => {
    const known = functions.get(template.id);
    if (known) return known;
    // Python uses ruff's quote style; other languages use double quotes.
    const escape = template.id.endsWith('.py') ? pythonString : pyLiteral;
    const made = templateFunction({ text: template.text(), file: template.file, escape }, compiled);
    functions.set(template.id, made);
    return made;
  };
  const print = (template: Template, view: object): string => {
    const include = (name: string, more: object = {}): string =>
      print(templateOf(stack, partials.get(name) ?? `partials/${name}`), { ...view, ...more });
    return functionOf(template)({ ...view, py: placed, include });
  };

  return (entry) => {
    const template = templateOf(stack, entry.template);
    return template.rendered ? print(template, entry.view) : template.text();
  };
}
