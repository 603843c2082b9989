import type { Node } from 'web-tree-sitter';
import { parsed } from './parser.ts';
import type { Line } from './text.ts';

/** A parsed import statement; without names it imports the module. */
export interface Imported {
  readonly module: string;
  readonly names: readonly string[];
}

/** An item of the tree: a statement of a module or class, or an element of a collection literal, with a key. */
export interface Item {
  /** Identifies the item on both sides: `def name`, `class Name`, `from module`; else its text. */
  readonly key: string;
  /** The empty lines and comments above it. */
  readonly lead: readonly Line[];
  /** Its own lines, without its members: decorators, signature, body. */
  readonly parts: readonly (readonly Line[])[];
  readonly imported?: Imported;
  /** Members of a class, elements of a literal, or statements of a block; they follow the second-last part. */
  readonly members?: Items;
}

export interface Items {
  /** Whether the members run in sequence: then their order matters, not their names. */
  readonly isSequence?: boolean;
  readonly items: readonly Item[];
  /** The comments below the last one. */
  readonly tail: readonly Line[];
}

/** The text cannot be merged by structure: it is not valid Python, or two statements share a line. */
export class Unstructured extends Error {}

const DEFINITIONS: ReadonlySet<string> = new Set(['class_definition', 'function_definition']);
/** Statements with one block, which is merged statement by statement. */
const BLOCKS: ReadonlySet<string> = new Set([
  'if_statement',
  'with_statement',
  'for_statement',
  'while_statement',
]);
const DISPLAYS: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary']);

const childrenOf = (node: Node): Node[] => node.namedChildren.filter((child) => child !== null);

/** Returns the collection literal of an assignment, if its brackets are on lines of their own. */
function displayOf(node: Node): Node | undefined {
  const assignment = node.type === 'expression_statement' ? node.namedChild(0) : null;
  const right = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : null;
  if (!right || !DISPLAYS.has(right.type) || right.endPosition.row !== node.endPosition.row) return undefined;
  const [first, last] = [right.firstNamedChild, right.lastNamedChild];
  const apart =
    first &&
    last &&
    right.startPosition.row < first.startPosition.row &&
    last.endPosition.row < right.endPosition.row;
  return apart ? right : undefined;
}

const definitionOf = (node: Node): Node =>
  node.type === 'decorated_definition' ? (node.childForFieldName('definition') ?? node) : node;

function importedBy(node: Node): Imported | undefined {
  if (node.type !== 'import_from_statement') return undefined;
  const module = node.childForFieldName('module_name')?.text ?? '';
  const names = node.childrenForFieldName('name').map((name) => name?.text ?? '');
  const plain = names.length > 0 && node.descendantsOfType('comment').length === 0;
  return plain ? { module, names } : undefined;
}

const isFirst = (node: Node): boolean =>
  node.parent?.namedChildren.find((child) => child?.type !== 'comment')?.id === node.id;

/** Returns the only block of a statement. */
function blockOf(node: Node): Node | undefined {
  const blocks = node.namedChildren.filter((child) => child?.type === 'block');
  const others = node.namedChildren.some(
    (child) => child?.type.endsWith('_clause') && child.type !== 'with_clause',
  );
  return others || blocks.length !== 1 ? undefined : (blocks[0] ?? undefined);
}

/** Statements that may repeat a name. */
const REPEATED = /@(\w+\.(setter|deleter)|(typing\.)?overload)\b/;

function keyOf(node: Node): string {
  const definition = definitionOf(node);
  const name = definition.childForFieldName('name')?.text;
  if (definition.type === 'function_definition') {
    const above = node.text.slice(0, definition.startIndex - node.startIndex);
    return `def ${name} ${REPEATED.exec(above)?.[0] ?? ''}`;
  }
  if (definition.type === 'class_definition') return `class ${name}`;
  if (node.type === 'import_from_statement') return `from ${node.childForFieldName('module_name')?.text}`;
  const first = node.type === 'expression_statement' ? node.namedChild(0) : null;
  if (first?.type === 'string' && isFirst(node)) return 'docstring';
  if (BLOCKS.has(node.type)) return `block ${node.text.slice(0, node.text.indexOf('\n'))}`;
  if (first?.type === 'assignment') return `name ${first.childForFieldName('left')?.text}`;
  if (node.type === 'pair') return `key ${node.childForFieldName('key')?.text}`;
  return `text ${node.text}`;
}

/** Makes keys unique: repeated names get different keys. */
function numbered(items: readonly Item[]): readonly Item[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = (counts.get(item.key) ?? 0) + 1;
    counts.set(item.key, count);
    return count === 1 ? item : { ...item, key: `${item.key} #${count}` };
  });
}

/** Parses one side of a merge. */
class Reader {
  readonly #lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  /** Statements between two rows, the second one not included. */
  items(nodes: readonly Node[], from: number, to: number): Items {
    const items: Item[] = [];
    let row = from;
    for (const node of nodes.filter(({ type }) => type !== 'comment')) {
      const { start, end } = this.#rowsOf(node);
      if (start < row || end > to) throw new Unstructured('two things share a line');
      items.push(this.#item(node, this.#lines.slice(row, start), start, end));
      row = end;
    }
    return { items: numbered(items), tail: this.#lines.slice(row, to) };
  }

  /** A comment that is indented deeper than the next statement belongs to the previous one. */
  #rowsOf(node: Node): { readonly start: number; readonly end: number } {
    let end = node.endPosition.row + (node.endPosition.column > 0 ? 1 : 0);
    const deeper = new RegExp(`^\\s{${node.startPosition.column + 1},}#`);
    while (deeper.test(this.#lines[end]?.text ?? '')) end += 1;
    return { start: node.startPosition.row, end };
  }

  #item(node: Node, lead: readonly Line[], start: number, end: number): Item {
    const key = keyOf(node);
    const rows = (from: number, to: number) => this.#lines.slice(from, to);
    const display = displayOf(node);
    if (display) {
      const [first, last] = [display.startPosition.row + 1, display.endPosition.row];
      const members = this.#membersOf(display, first, last);
      if (members) return { key, lead, parts: [rows(start, first), rows(last, end)], members };
    }
    const definition = definitionOf(node);
    const isBlock = BLOCKS.has(node.type);
    const body = isBlock ? blockOf(node) : definition.childForFieldName('body');
    const signature = definition.startPosition.row;
    const first = body ? this.#bodyRow(body, signature) : signature;
    if (!body || first === signature || !(isBlock || DEFINITIONS.has(definition.type))) {
      const imported = importedBy(node);
      return { key, lead, parts: [rows(start, end)], ...(imported && { imported }) };
    }
    const head = [rows(start, signature), rows(signature, first)];
    const found = this.#membersOf(body, first, end);
    const isNamed = definition.type === 'class_definition' || found?.items.every(({ imported }) => imported);
    const members = found && !isNamed ? { ...found, isSequence: true } : found;
    return members
      ? { key, lead, parts: [...head, []], members }
      : { key, lead, parts: [...head, rows(first, end)] };
  }

  /** The first row of a body, including comments above its first statement. */
  #bodyRow(body: Node, signature: number): number {
    let row = body.startPosition.row;
    while (row - 1 > signature && /^\s*(#.*)?$/.test(this.#lines[row - 1]?.text ?? '')) row -= 1;
    return row;
  }

  /** Items without distinguishable members are merged line by line. */
  #membersOf(node: Node, from: number, to: number): Items | undefined {
    try {
      return this.items(childrenOf(node), from, to);
    } catch (error) {
      if (error instanceof Unstructured) return undefined;
      throw error;
    }
  }
}

/**
 * Parses a Python file to its structure; call `loadParser` first.
 *
 * @throws Unstructured if it is not valid Python, or two statements share a line
 */
export function readItems(lines: readonly Line[]): Items {
  const tree = parsed(lines.map((line) => `${line.text}\n`).join(''));
  try {
    if (tree.rootNode.hasError) throw new Unstructured('no Python');
    return new Reader(lines).items(childrenOf(tree.rootNode), 0, lines.length);
  } finally {
    tree.delete();
  }
}
