import { UserError } from '../errors.ts';
import { associationOf, enumClassOf } from './derived-names.ts';
import { formatField, type FieldSpec } from './field.ts';
import { namesOf } from './names.ts';
import type { ResourceSpec } from './resource.ts';
import { snakeOf } from '../spelling.ts';
import { suggestion } from '../suggestion.ts';

/** Returns the spec file of a field; undefined for a field from the command line. */
type FileOf = (resource: ResourceSpec, field: FieldSpec) => string | undefined;

/**
 * Checks resources against each other: colliding names, references to missing resources, and required references that
 * form a cycle. An added resource replaces the existing one with its name.
 *
 * @param given built-in resources of the project: references to them are allowed, replacing them is not
 * @param fileOf returns the spec file of a field that is not from the command line
 * @throws UserError for the first fault
 */
export function checkResources(
  added: readonly ResourceSpec[],
  existing: readonly ResourceSpec[],
  given: readonly ResourceSpec[] = [],
  fileOf: FileOf = () => undefined,
): void {
  checkGiven(added, given);
  checkAdded(added, existing);
  const replaced = new Set(added.map(({ name }) => name));
  const all = [...given, ...existing.filter(({ name }) => !replaced.has(name)), ...added];
  checkCollisions(all);
  checkTargets(all, fileOf);
  checkRequiredCycles(all);
}

function checkGiven(added: readonly ResourceSpec[], given: readonly ResourceSpec[]): void {
  for (const { name } of added) {
    const same = given.find((each) => snakeOf(each.name) === snakeOf(name));
    if (same === undefined) continue;
    throw new UserError(
      `${name}: ${same.name} is a built-in resource of the project; refer to it with owner:ref:to=${same.name}, or choose another name`,
    );
  }
}

function checkAdded(added: readonly ResourceSpec[], existing: readonly ResourceSpec[]): void {
  const seen = new Map<string, string>();
  for (const { name } of added) {
    const other = seen.get(snakeOf(name));
    if (other !== undefined)
      throw new UserError(`${name}: this resource is given twice; put all its fields after one ${other}`);
    seen.set(snakeOf(name), name);
    const spelled = existing.find((each) => each.name !== name && snakeOf(each.name) === snakeOf(name));
    if (spelled !== undefined)
      throw new UserError(`${name}: this resource already exists as ${spelled.name}; type ${spelled.name}`);
  }
}

function claim(
  owners: Map<string, string>,
  name: string,
  owner: string,
  what: string,
  instead: string,
): void {
  const other = owners.get(name);
  if (other !== undefined && other !== owner)
    throw new UserError(`${owner}: its ${what} "${name}" is taken by ${other}; ${instead}`);
  owners.set(name, owner);
}

/** Tables, modules and URL paths are named after plurals; classes after names. */
function checkCollisions(resources: readonly ResourceSpec[]): void {
  const tables = new Map<string, string>();
  const classes = new Map<string, string>();
  for (const resource of resources) {
    const { snake, table } = namesOf(resource);
    const plural = `give another plural, e.g. ${resource.name}:plural=${snake}_list`;
    claim(tables, table, resource.name, 'plural', plural);
    if (snake !== table) claim(tables, snake, resource.name, 'name', `rename one of them`);
    claim(classes, resource.name, resource.name, 'class', 'rename one of them');
  }
  for (const resource of resources) {
    const { snake } = namesOf(resource);
    for (const field of resource.fields) {
      const owner = `${resource.name}.${field.name}`;
      const rename = `rename the field "${field.name}"`;
      if (field.type === 'many')
        claim(tables, associationOf(snake, field).table, owner, 'association table', rename);
      const enumClass = enumClassOf(resource.name, field);
      if (enumClass !== undefined) claim(classes, enumClass, owner, 'enum class', rename);
    }
  }
}

function checkTargets(resources: readonly ResourceSpec[], fileOf: FileOf): void {
  const names = resources.map(({ name }) => name);
  for (const resource of resources) {
    for (const field of resource.fields) {
      if (field.to === undefined || names.includes(field.to)) continue;
      const file = fileOf(resource, field);
      throw new UserError(
        `${file ?? resource.name}: ${formatField(field)} refers to a resource that does not exist; add ${field.to}, or ${suggestion(field.to, names)}`,
        file === undefined ? 1 : 4,
      );
    }
  }
}

/** Refuses cycles of required references: no row of them could ever be inserted first. */
function checkRequiredCycles(resources: readonly ResourceSpec[]): void {
  const edges = new Map(resources.map(({ name, fields }) => [name, fields.filter(isRequired)]));
  const finished = new Set<string>();
  const walk = (name: string, path: readonly string[], from?: FieldSpec): void => {
    if (path.includes(name) && from !== undefined)
      throw new UserError(cycleMessage([...path.slice(path.indexOf(name)), name], from));
    if (finished.has(name)) return;
    for (const field of edges.get(name) ?? [])
      if (field.to !== undefined) walk(field.to, [...path, name], field);
    finished.add(name);
  };
  for (const { name } of resources) walk(name, []);
}

function isRequired(field: FieldSpec): boolean {
  return (field.type === 'ref' && field.optional !== true) || (field.type === 'many' && (field.min ?? 0) > 0);
}

function cycleMessage(path: readonly string[], last: FieldSpec): string {
  const { min: _, ...empty } = last;
  const instead = last.type === 'many' ? formatField(empty) : formatField({ ...last, optional: true });
  const owner = path.at(-2);
  const fault =
    path.length === 2
      ? 'requires a row of its own, so the first row can never be inserted'
      : 'require each other, so the first row can never be inserted';
  return `${path.join(' -> ')}: ${fault}; change the field of ${owner} to ${instead}`;
}
