import { readFileSync } from 'node:fs';
import ejs, { type TemplateFunction } from 'ejs';
import { py } from '../python/helpers.ts';
import { pyLiteral, pythonString } from '../python/literal.ts';
import type { PlanEntry } from '../plan.ts';
import type { Stack, Template } from './stack.ts';

export type Render = (entry: PlanEntry) => string;

/** `partials/columns.py` is included as `columns`. */
function partialIds(stack: Stack): ReadonlyMap<string, string> {
  const ids = [...stack.templates.keys()].filter((id) => id.startsWith('partials/'));
  return new Map(ids.map((id) => [id.slice('partials/'.length).replace(/\.\w+$/, ''), id]));
}

/**
 * Makes the function that turns a plan's entries into text. Each template is read and compiled once.
 *
 * `<%= x %>` prints user text as a string literal, `<%- x %>` prints as it is, and `include('name', more)`
 * prints `partials/name`, whichever folder of the stack it wins from.
 *
 * @throws Error with file, line and context when a template names a variable that its view does not have
 */
export function createRenderer(stack: Stack): Render {
  const compiled = new Map<string, TemplateFunction>();
  const partials = partialIds(stack);

  const find = (id: string): Template => {
    const template = stack.templates.get(id);
    if (!template) throw new Error(`profile ${stack.profile.id} has no template ${id}`);
    return template;
  };
  const compiledTemplate = (template: Template): TemplateFunction => {
    const known = compiled.get(template.id);
    if (known) return known;
    const text = readFileSync(template.file, 'utf8');
    // ruff has an opinion on quotes; the other languages know only the double ones.
    const escape = template.id.endsWith('.py') ? pythonString : pyLiteral;
    const made = ejs.compile(text, { filename: template.file, escape });
    compiled.set(template.id, made);
    return made;
  };
  const print = (template: Template, view: object): string => {
    const include = (name: string, more: object = {}): string =>
      print(find(partials.get(name) ?? `partials/${name}`), { ...view, ...more });
    return compiledTemplate(template)({ ...view, py, include });
  };

  return (entry) => {
    const template = find(entry.template);
    const text = template.rendered ? print(template, entry.view) : readFileSync(template.file, 'utf8');
    return stack.placer.text(entry.output, text);
  };
}
