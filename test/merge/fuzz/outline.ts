import { loadParser, parsed } from '../../../src/structure/parser.ts';

type Node = ReturnType<typeof parsed>['rootNode'];

const DEFINITIONS: ReadonlySet<string> = new Set(['class_definition', 'function_definition']);

function visit(node: Node, path: string, found: string[]): void {
  for (const child of node.namedChildren) {
    if (!child) continue;
    const definition = child.type === 'decorated_definition' ? child.childForFieldName('definition') : child;
    if (definition && DEFINITIONS.has(definition.type)) {
      const name = `${path}${definition.childForFieldName('name')?.text}`;
      found.push(name);
      for (const decorator of child.type === 'decorated_definition' ? child.namedChildren : [])
        if (decorator?.type === 'decorator') found.push(`${name} @${/[\w.]+/.exec(decorator.text)?.[0]}`);
      for (const parameter of definition.childForFieldName('parameters')?.namedChildren ?? [])
        found.push(`${name} (${/\w+/.exec(parameter?.text ?? '')?.[0]})`);
      const body = definition.childForFieldName('body');
      if (body) visit(body, `${name}.`, found);
      continue;
    }
    const left =
      child.type === 'expression_statement' ? child.namedChild(0)?.childForFieldName('left') : null;
    if (left) found.push(`${path}${left.text} =`);
  }
}

/** What a Python file defines: classes, functions, their decorators and parameters, and names that get a value. */
export async function outlineOf(text: string): Promise<ReadonlySet<string>> {
  await loadParser();
  const tree = parsed(text.replaceAll('\r\n', '\n'));
  const found: string[] = [];
  visit(tree.rootNode, '', found);
  tree.delete();
  return new Set(found);
}

/** What a merged file defines that it must not, and what it must and does not: what one side changed has to be as there. */
export function faultsOfOutline(
  [base, mine, theirs]: readonly [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>],
  merged: ReadonlySet<string>,
): readonly string[] {
  const all = new Set([...base, ...mine, ...theirs, ...merged]);
  return [...all].flatMap((name) => {
    const [o, a, b] = [base, mine, theirs].map((side) => side.has(name));
    const isWanted = a === b ? a : a === o ? b : a;
    return isWanted === merged.has(name) ? [] : [`${isWanted ? 'lacks' : 'has'} ${name}`];
  });
}
