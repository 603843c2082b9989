import type { FieldSpec } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';

/** Ends of a relationship in Mermaid: how many rows of this resource belong to one other row, and the reverse. */
function endsOf({ type, unique, optional }: FieldSpec): string {
  if (type === 'many') return '}o--o{';
  return `${unique ? '|o' : '}o'}--${optional ? 'o|' : '||'}`;
}

/** Keywords where Mermaid expects the name of an attribute. Elsewhere names are quoted. */
const KEYS: ReadonlySet<string> = new Set(['fk', 'pk', 'uk']);

function relation(owner: string, field: FieldSpec): string {
  return `  "${owner}" ${endsOf(field)} "${field.to}" : "${field.name}"`;
}

function attribute({ type, name, unique, from }: FieldSpec): string {
  const isUnique = unique === true || from !== undefined;
  const words = [
    type,
    KEYS.has(name) ? `${name}_` : name,
    isUnique ? 'UK' : '',
    KEYS.has(name) ? `"${name}"` : '',
  ];
  return `    ${words.filter((word) => word !== '').join(' ')}`;
}

/**
 * Draws resources and their relationships as an entity diagram in Mermaid. Without the columns that every resource has; no lines without
 * resources.
 *
 * @see https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
export function entityDiagram(everyone: readonly ResourceSpec[]): readonly string[] {
  if (everyone.length === 0) return [];
  const resources = everyone.toSorted((a, b) => (namesOf(a).snake < namesOf(b).snake ? -1 : 1));
  const entities = resources.flatMap((resource) => {
    const own = resource.fields.filter(({ to }) => to === undefined);
    const { pascal } = namesOf(resource);
    return own.length > 0 ? [`  "${pascal}" {`, ...own.map(attribute), '  }'] : [`  "${pascal}"`];
  });
  const relations = resources.flatMap((resource) =>
    resource.fields
      .filter(({ to }) => to !== undefined)
      .map((field) => relation(namesOf(resource).pascal, field)),
  );
  return ['erDiagram', ...entities, ...relations];
}
