import { diffIndices } from 'node-diff3';
import type { Node } from 'web-tree-sitter';
import { parsed } from './parser.ts';

/** Thrown if both sides changed the same code differently. */
class Clash extends Error {}

type Three<T> = readonly [base: T, mine: T, theirs: T];

/** Node types with elements between brackets. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dictionary',
  'argument_list',
  'parameters',
  'subscript',
  'type_parameter',
]);
const OPENING = /^[([{]$/;
/** Containers with significant order: if both sides add elements, the order is ambiguous. */
const BY_PLACE: ReadonlySet<string> = new Set(['argument_list', 'subscript', 'type_parameter']);
/** Whether the order of elements does not matter. */
const UNORDERED = /^(typing\.)?(Literal|Union)$/;
/** Classes as arguments, e.g. base classes or exception types. */
const CLASS_NAME = /^([a-z_]\w*\.)*[A-Z]\w*$/;

/** Source code without its layout. */
function plain(node: Node): string {
  if (node.childCount === 0 || node.type === 'string') return node.text;
  const children = node.children.filter((child) => child !== null).map(plain);
  return children.filter((text, at) => text !== ',' || !/^[)\]}]$/.test(children[at + 1] ?? '')).join(' ');
}

interface Container {
  readonly head: readonly Node[];
  readonly elements: readonly Node[];
  readonly open: Node;
  readonly close: Node;
}

function containerOf(node: Node): Container | undefined {
  if (!CONTAINERS.has(node.type) || node.descendantsOfType('comment').length > 0) return undefined;
  const children = node.children.filter((child) => child !== null);
  const at = children.findIndex(({ type }) => OPENING.test(type));
  const [open, close] = [children[at], children.at(-1)];
  if (!open || !close) return undefined;
  const elements = children.slice(at + 1, -1).filter(({ type }) => type !== ',');
  return { head: children.slice(0, at), elements, open, close };
}

function keyOf(node: Node): string {
  const name = node.childForFieldName('name') ?? node.childForFieldName('key');
  if (name) return `name ${plain(name)}`;
  return node.type === 'typed_parameter' ? `name ${node.firstNamedChild?.text}` : `text ${plain(node)}`;
}

/** Elements by key. A replacement has the key of the element that it replaces. */
function keyed(base: readonly string[], side: readonly Node[]): ReadonlyMap<string, Node> {
  const own = side.map(keyOf);
  const keys = [...own];
  for (const { buffer1, buffer2 } of diffIndices([...base], own)) {
    if (buffer1[1] !== buffer2[1]) continue;
    for (let at = 0; at < buffer1[1]; at += 1) {
      const [was, is] = [base[buffer1[0] + at], own[buffer2[0] + at]];
      const isText = was?.startsWith('text ') && is?.startsWith('text ');
      if (was !== undefined && isText && !own.includes(was)) keys[buffer2[0] + at] = was;
    }
  }
  const found = new Map(keys.map((key, at) => [key, side[at] as Node]));
  if (found.size < side.length) throw new Clash();
  return found;
}

/** Whether both sides add elements whose position matters. */
function isUnordered({ head }: Container, fresh: readonly Node[]): boolean {
  const name = head.map(plain).join('');
  return UNORDERED.test(name) || fresh.every((node) => CLASS_NAME.test(plain(node)));
}

interface Element {
  readonly key: string;
  readonly text: string;
}

function mergeElements(nodes: Three<Node>, [base, mine, theirs]: Three<Container>): readonly string[] {
  const keys = base.elements.map(keyOf);
  const [o, a, b] = [keyed(keys, base.elements), keyed(keys, mine.elements), keyed(keys, theirs.elements)];
  const freshOf = (side: ReadonlyMap<string, Node>) => [...side].filter(([key]) => !o.has(key));
  const [freshA, freshB] = [freshOf(a), freshOf(b)];
  const added = [...freshA, ...freshB].filter(([key]) => key.startsWith('text ')).map(([, node]) => node);
  const isDoubtful = freshA.length > 0 && freshB.length > 0 && BY_PLACE.has(nodes[1].type);
  if (isDoubtful && !isUnordered(mine, added)) throw new Clash();
  if ([...o.keys()].some((key) => !a.has(key) && !b.has(key)) && freshA.length + freshB.length > 0)
    throw new Clash();
  const merged: Element[] = [];
  for (const [key, node] of a) {
    const [before, other] = [o.get(key), b.get(key)];
    if (before && other) merged.push({ key, text: mergeNode([before, node, other]) });
    else if (!before && other && plain(other) !== plain(node)) throw new Clash();
    else if (!before || other) merged.push({ key, text: node.text });
    else if (plain(before) !== plain(node)) throw new Clash();
  }
  const order = [...b.keys()];
  for (const [key, node] of b) {
    const before = o.get(key);
    if (a.has(key)) continue;
    if (before && plain(before) !== plain(node)) throw new Clash();
    if (before) continue;
    const above = order.slice(0, order.indexOf(key)).findLast((each) => merged.some((e) => e.key === each));
    merged.splice(merged.findIndex((each) => each.key === above) + 1, 0, { key, text: node.text });
  }
  return merged.map(({ text }) => text);
}

/** Prints elements between brackets, one per line if the user's file does. */
function printElements(texts: readonly string[], { open, close, elements }: Container, node: Node): string {
  const isTuple = node.type === 'tuple' && texts.length === 1;
  const first = elements[0];
  if (!first || first.startPosition.row === open.startPosition.row)
    return `${texts.join(', ')}${isTuple ? ',' : ''}`;
  const indent = '\n'.padEnd(first.startPosition.column + 1);
  const outer = '\n'.padEnd(close.startPosition.column + 1);
  const comma = close.previousSibling?.type === ',' || isTuple ? ',' : '';
  return `${indent}${texts.join(`,${indent}`)}${comma}${outer}`;
}

/** The source code of a node, with new texts for its children. */
function withChildren(node: Node, children: readonly Node[], texts: readonly string[]): string {
  let at = 0;
  const parts = children.map((child, index) => {
    const gap = node.text.slice(at, child.startIndex - node.startIndex);
    at = child.endIndex - node.startIndex;
    return gap + texts[index];
  });
  return parts.join('') + node.text.slice(at);
}

function mergeContainers(nodes: Three<Node>): string | undefined {
  const [base, mine, theirs] = nodes.map(containerOf) as [Container?, Container?, Container?];
  if (!base || !mine || !theirs) return undefined;
  const heads = mine.head.map((node, at) => {
    const [o, b] = [base.head[at], theirs.head[at]];
    if (!o || !b) throw new Clash();
    return mergeNode([o, node, b]);
  });
  const inner = printElements(mergeElements(nodes, [base, mine, theirs]), mine, nodes[1]);
  return `${heads.join('')}${mine.open.text}${inner}${mine.close.text}`;
}

function mergeNode(nodes: Three<Node>): string {
  const [base, mine, theirs] = nodes;
  const [o, a, b] = nodes.map(plain) as [string, string, string];
  if (o === b || a === b) return mine.text;
  if (o === a) return theirs.text;
  if (base.type !== mine.type || theirs.type !== mine.type || mine.type === 'string') throw new Clash();
  const contained = mergeContainers(nodes);
  if (contained !== undefined) return contained;
  const [os, as, bs] = nodes.map((node) => node.children.filter((child) => child !== null)) as [
    Node[],
    Node[],
    Node[],
  ];
  if (as.length === 0 || os.length !== as.length || bs.length !== as.length) throw new Clash();
  const texts = as.map((child, at) => mergeNode([os[at] as Node, child, bs[at] as Node]));
  return withChildren(mine, as, texts);
}

/**
 * Merges two versions of a statement element by element: arguments, parameters, what a list has.
 *
 * @param texts without indentation
 * @param more what makes a whole statement of them, if they are the first lines of one
 * @returns undefined where both changed the same element
 */
export function mergeExpression(texts: Three<string>, more = ''): string | undefined {
  const trees = texts.map((text) => parsed(text + more));
  try {
    const roots = trees.map(({ rootNode }) => rootNode) as [Node, Node, Node];
    if (roots.some(({ hasError }) => hasError)) return undefined;
    const merged = mergeNode(roots);
    return merged.endsWith(more) ? merged.slice(0, merged.length - more.length) : undefined;
  } catch (error) {
    if (error instanceof Clash) return undefined;
    throw error;
  } finally {
    for (const tree of trees) tree.delete();
  }
}
