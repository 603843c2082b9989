import { fieldTypes } from '../fields/types.ts';
import { parseField } from '../language/field.ts';
import { parseResource, type ResourceSpec } from '../language/resource.ts';
import type { Ask } from '../dialogue.ts';
import { refusal } from './refusal.ts';

const TYPES = Object.entries(fieldTypes).map(([value, { title }]) => ({ name: `${value}: ${title}`, value }));

function askName(ask: Ask): Promise<string> {
  return ask({
    type: 'input',
    name: 'resource',
    message: 'Resource name (e.g. Invoice, OrderItem)',
    validate: (name) => refusal(() => parseResource([name, 'name:str'])),
  });
}

/** Asks for one field, and returns it as text of the resource language. */
async function askField(ask: Ask, resource: string, fields: readonly string[]): Promise<string> {
  const name = await ask({
    type: 'input',
    name: 'field',
    message: 'Field name',
    validate: (answer) => refusal(() => parseResource([resource, ...fields, `${answer}:str`])),
  });
  const type = await ask({ type: 'select', name: 'type', message: `Type of ${name}`, choices: TYPES });
  const start =
    { ref: `${name}:ref:to=`, many: `${name}:many:to=`, enum: `${name}:enum:values=` }[type] ??
    `${name}:${type}`;
  const modifiers = await ask({
    type: 'input',
    name: 'modifiers',
    message: `Constraints for ${name}: ${start}… (e.g. ${exampleFor(type)}, Enter to skip)`,
    validate: (answer) => refusal(() => parseField(joined(start, answer))),
  });
  return joined(start, modifiers);
}

function joined(start: string, modifiers: string): string {
  const more = modifiers.trim();
  if (start.endsWith('=')) return start + more;
  return more === '' ? start : `${start}:${more.replace(/^:/, '')}`;
}

function exampleFor(type: string): string {
  const examples: Readonly<Record<string, string>> = {
    ref: 'Category:optional',
    many: 'Tag',
    enum: 'draft,published:default=draft',
    decimal: 'precision=12:scale=2:ge=0',
    str: 'max=80:unique',
  };
  return examples[type] ?? 'optional:index';
}

async function askNext(ask: Ask, name: string, fields: readonly string[]): Promise<string> {
  const more = { name: '+ add a field', value: 'add' };
  const later = [
    { name: '- remove the last', value: 'remove' },
    { name: 'done', value: 'done' },
  ];
  const message = [name, ...fields].join(' ');
  return ask({
    type: 'select',
    name: 'next',
    message,
    choices: fields.length === 0 ? [more] : [more, ...later],
  });
}

/**
 * Asks for a resource field by field.
 *
 * @param named the name, if it was typed already
 */
export async function askResource(ask: Ask, named?: string): Promise<ResourceSpec> {
  const name = named ?? (await askName(ask));
  let fields: readonly string[] = [];
  for (let next = 'add'; next !== 'done'; next = await askNext(ask, name, fields)) {
    if (next === 'remove') fields = fields.slice(0, -1);
    else fields = [...fields, await askField(ask, name, fields)];
  }
  return parseResource([name, ...fields]);
}
