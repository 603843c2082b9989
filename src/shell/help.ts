import { fits, flagRows } from './flags.ts';

interface Verb {
  readonly usage: string;
  readonly says: string;
  readonly examples: readonly string[];
}

/** The verbs with a syntax of their own; all others are layers, which share one. */
export const verbs: Readonly<Record<string, Verb>> = {
  new: {
    usage: 'new [name]',
    says: 'makes a project in ./<name>',
    examples: [
      'new shop',
      'new shop --profile layered --auth jwt --yes',
      'new shop --yes --resource "Product name:str:max=80 price:decimal:precision=10:scale=2"',
      'new . --yes --no-example --skip-install --skip-git',
    ],
  },
  resource: {
    usage: 'resource [Name] [field…]',
    says: 'adds a resource to the project, or fields to one it has',
    examples: [
      'resource Invoice number:str:max=40:unique amount:decimal:precision=12:scale=2',
      'resource Article title:str "status:enum:values=draft,published:default=draft"',
      'resource Invoice due_on:date:optional --diff',
      'resource Invoice --rename amount:total --drop number --allow-drop',
      'resource Invoice --rename-to Bill',
      'resource Bill --remove --allow-drop',
    ],
  },
  sync: {
    usage: 'sync',
    says: 'brings files, registries and locks in line with the specs, as after a merge of branches',
    examples: ['sync --dry-run', 'sync'],
  },
  upgrade: {
    usage: 'upgrade',
    says: 'brings every file to this version of the generator, your edits kept',
    examples: ['upgrade --dry-run', 'upgrade', 'upgrade --restore app/models/note.py'],
  },
  check: {
    usage: 'check',
    says: 'says whether anything is pending, and writes nothing',
    examples: ['check', 'check --json'],
  },
  review: {
    usage: 'review [path…]',
    says: "has the project's own rules look at it, and shows how what breaks them is mended",
    examples: ['review', 'review app/services --json', 'review --sarif'],
  },
  resolve: {
    usage: 'resolve',
    says: 'takes note of the conflicts that you have finished',
    examples: ['resolve'],
  },
  move: {
    usage: 'move <old> <new>',
    says: 'takes note that a file is elsewhere now, or puts it there, so that what is new goes there',
    examples: [
      'move app/models/note.py app/models/memo.py --dry-run',
      'move app/models/note.py app/models/memo.py',
    ],
  },
  detach: {
    usage: 'detach <path…>',
    says: 'leaves files to you: no verb looks at them any more',
    examples: ['detach app/main.py', 'detach app/models/note.py app/routers/notes.py --dry-run'],
  },
  attach: {
    usage: 'attach <path…>',
    says: 'gives files back, and says what is pending since they were detached',
    examples: ['attach app/main.py', 'attach app/models/note.py --dry-run'],
  },
  adopt: {
    usage: 'adopt',
    says: 'makes again what the generator remembers of a project, where that is lost, and touches no other file',
    examples: ['adopt --dry-run', 'adopt', 'adopt --profile layered --resource "Invoice number:str"'],
  },
  undo: { usage: 'undo', says: 'takes the last run back', examples: ['undo --dry-run', 'undo'] },
  list: { usage: 'list', says: "shows the project's resources and their layers", examples: ['list'] },
};

const LAYER: Verb = {
  usage: '<layer> [Name]',
  says: 'regenerates that layer, of one resource or of all, and touches nothing else',
  examples: ['service Invoice', 'router', 'schema --dry-run', 'config'],
};

const EXIT_CODES = [
  '0    done, or nothing to do',
  '1    something typed, read or written was not as it has to be; nothing was written',
  '2    check: something is pending; review: something was found',
  '3    a file changed by you and by the generator, or rows would be lost, and nobody to ask: nothing was written, unless --on-conflict said so',
  '4    the project is not in a state to write to',
  '130  interrupted',
];

function block(title: string, lines: readonly string[]): string {
  return `${title}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => left.padEnd(width) + right);
}

function flagTable(verb: string | undefined): string[] {
  const rows = flagRows.filter(([, flag]) => verb === undefined || fits(flag, verb));
  return table(
    rows.map(([name, { short, value, says }]) => {
      const shown = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
      return [shown, says];
    }),
  );
}

/** How a verb is called in one of the two shells: `fastapi-architect resource`, `yo fastapi-architect:resource`. */
export type Spell = (usage: string) => string;

export const binSpell: Spell = (usage) => `fastapi-architect ${usage}`;

export const yoSpell: Spell = (usage) => {
  const [verb = '', ...rest] = usage.split(' ');
  const command = verb === 'new' ? 'yo fastapi-architect' : `yo fastapi-architect:${verb}`;
  return [command, ...rest].join(' ');
};

/** The help of one verb, or of all of them. */
export function helpText(verb: string | undefined, spell: Spell): string {
  const told = verb === undefined ? undefined : (verbs[verb] ?? { ...LAYER, usage: `${verb} [Name]` });
  const all = [...Object.values(verbs), LAYER];
  const usage = table((told ? [told] : all).map((row) => [spell(row.usage), row.says]));
  const examples = (told ? told.examples : all.flatMap((row) => row.examples.slice(0, 1))).map(spell);
  return [
    block('Usage', usage),
    block('Flags', flagTable(verb)),
    block('Examples', examples),
    block('Exit codes', EXIT_CODES),
  ].join('\n');
}
