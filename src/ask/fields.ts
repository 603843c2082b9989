import type { Ask, Choice } from '../dialogue.ts';
import { UserError } from '../errors.ts';
import { checkResources } from '../language/resource-set.ts';
import { parseResource, type ResourceSpec } from '../language/resource.ts';
import { askField, type Surroundings } from './field.ts';
import { refusal } from './refusal.ts';

/** The resources that a project has already. */
export interface KnownResources {
  readonly own: readonly ResourceSpec[];
  /** Built-in resources of the profile. */
  readonly given: readonly ResourceSpec[];
}

type Check = (words: readonly string[]) => ResourceSpec;

/** Checks a resource by itself, then against the others. */
function checkAgainst({ own, given }: KnownResources): Check {
  return (words) => {
    const resource = parseResource(words);
    checkResources([resource], own, given);
    return resource;
  };
}

function askName(ask: Ask, check: Check, { own }: KnownResources): Promise<string> {
  const refuseExisting = (resource: ResourceSpec): void => {
    if (own.some(({ name }) => name === resource.name))
      throw new UserError(
        `${resource.name} exists already; type another name, or change it with "fastapi-architect resource ${resource.name} <field…>"`,
      );
  };
  return ask({
    type: 'input',
    name: 'resource',
    message: 'Resource name (e.g. Invoice, OrderItem)',
    validate: (name) =>
      name.trim() === ''
        ? 'type a name, e.g. Invoice'
        : refusal(() => refuseExisting(check([name, 'name:str']))),
  });
}

async function askWhich(ask: Ask, message: string, fields: readonly string[]): Promise<number> {
  if (fields.length === 1) return 0;
  const choices = fields.map((name, at) => ({ name, value: String(at) }));
  return Number(await ask({ type: 'select', name: 'which', message, choices }));
}

const ADD: Choice = { name: 'add a field', value: 'add' };
const LATER: readonly Choice[] = [
  { name: 'done', value: 'done' },
  { name: 'edit a field', value: 'edit' },
  { name: 'remove a field', value: 'remove' },
];

type Around = Omit<Surroundings, 'fields'>;

/** The steps that change the fields. */
const STEPS: Readonly<
  Record<string, (ask: Ask, fields: readonly string[], around: Around) => Promise<readonly string[]>>
> = {
  add: async (ask, fields, around) => [
    ...fields,
    ...[(await askField(ask, { ...around, fields })) ?? []].flat(),
  ],
  edit: async (ask, fields, around) => {
    const at = await askWhich(ask, 'Which field do you want to edit?', fields);
    const others = fields.toSpliced(at, 1);
    const edited = await askField(ask, { ...around, fields: others }, fields[at]);
    return edited === undefined ? fields : fields.with(at, edited);
  },
  remove: async (ask, fields) =>
    fields.toSpliced(await askWhich(ask, 'Which field do you want to remove?', fields), 1),
};

/**
 * Asks for a resource field by field.
 *
 * @param named the first word, if it was typed already
 */
export async function askResource(ask: Ask, known: KnownResources, named?: string): Promise<ResourceSpec> {
  const check = checkAgainst(known);
  const head = named ?? (await askName(ask, check, known));
  const { name } = parseResource([head, 'name:str']);
  const others = [...known.own, ...known.given].map((resource) => resource.name);
  const around = { name, head, check, targets: [...others.filter((other) => other !== name), name] };
  let fields: readonly string[] = [];
  let step = 'add';
  while (step !== 'done') {
    fields = (await STEPS[step]?.(ask, fields, around)) ?? fields;
    const fault = fields.length === 0 ? true : refusal(() => check([head, ...fields]));
    const isComplete = fields.length > 0 && fault === true;
    const later = fields.length === 0 ? [] : LATER.filter(({ value }) => isComplete || value !== 'done');
    const message = fault === true ? [head, ...fields].join(' ') : fault;
    step = await ask({ type: 'select', name: 'next', message, choices: [ADD, ...later] });
  }
  return check([head, ...fields]);
}
