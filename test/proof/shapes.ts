import { join } from 'node:path';
import { parseResourceLine } from '../../src/language/resource.ts';
import { fittingLayers, withLayers } from '../support/layers.ts';
import { flagsOf, type Answers } from './answers.ts';
import { mustRun } from './run.ts';

/** The command line that makes projects: our build, or what was installed from the package. */
export type Bin = (cwd: string, args: readonly string[]) => Promise<string>;

export function binAt(file: string): Bin {
  return (cwd, args) => mustRun(process.execPath, [file, ...args], { cwd });
}

/** A project that every profile has to be able to make. */
export interface Shape {
  readonly id: string;
  /** Makes the project in a new folder below `folder` and returns that. */
  readonly make: (bin: Bin, folder: string, answers: Answers) => Promise<string>;
}

const quiet = ['--yes', '--skip-git', '--skip-install'];

async function start(bin: Bin, folder: string, answers: Answers, more: readonly string[]): Promise<string> {
  await bin(folder, ['new', 'shop', ...flagsOf(answers), ...quiet, ...more]);
  return join(folder, 'shop');
}

/** Together they have every field type and every kind of relation; `test/proof.test.ts` holds them to it. */
export const related: readonly string[] = [
  'Maker name:str:min=2:max=80:unique email:email:unique site:url:optional founded:date:optional token:str:private parent:ref:to=Maker:optional:on_delete=set_null rating:float:ge=0:le=5:default=2.5 motto:str:default=\'it is "fine"\'',
  'Tag label:str:max=40 slug:slug:from=label key:uuid:unique opens:time:optional weight:bigint:index shown:bool:default=true related:many:to=Tag',
  'Product name:str:max=200 slug:slug:from=name body:text:optional price:decimal:precision=10:scale=2:gt=0 stock:int:ge=0:default=0 status:enum:values=draft,active,retired:default=draft published:datetime:optional details:json:optional code:str:readonly:optional maker:ref:to=Maker seller:ref:to=Maker:optional owner:ref:to=Maker:on_delete=cascade twin:ref:to=Product:optional:unique:on_delete=set_null tags:many:to=Tag makers:many:to=Maker:min=1:max=3',
];

/** What mutations may name: a resource of each kind. */
export const editable: readonly string[] = [
  'Category name:str:max=80:unique',
  'Tag name:str:max=40',
  'Product name:str:max=200 slug:slug:from=name price:decimal:precision=10:scale=2 stock:int:ge=0:default=0 status:enum:values=draft,active:default=draft api_key:str:private released:date:optional category:ref:to=Category tags:many:to=Tag',
];

/** Names with plurals of their own and names that other languages use, in an order in which each may refer to what is there. */
export const ten: readonly string[] = [
  'Category name:str:max=80:unique',
  'Product name:str:max=200 slug:slug:from=name price:decimal:precision=10:scale=2:gt=0 stock:int:ge=0:default=0 status:enum:values=draft,active,retired:default=draft category:ref:to=Category released:date:optional attributes:json:optional',
  'Person name:str:max=120 email:email:unique born:date:optional',
  'Order number:str:max=40:unique placed_at:datetime person:ref:to=Person',
  'OrderItem order:ref:to=Order:on_delete=cascade product:ref:to=Product quantity:int:gt=0:le=1000',
  'Series title:str:max=80 part:int:ge=1:default=1',
  'Warehouse name:str:max=80:unique opens:time closes:time products:many:to=Product',
  'Invoice order:ref:to=Order:unique amount:decimal:precision=12:scale=2:ge=0 due_at:datetime:optional paid:bool:default=false',
  'Member email:email:unique password_hash:str:private manager:ref:to=Member:optional:on_delete=set_null',
  'Group name:str:max=60 members:many:to=Member site:url:optional',
];

/** Makes a project with these resources at once. */
export function withResources(id: string, lines: readonly string[], more: readonly string[] = []): Shape {
  const flags = ({ layers }: Answers) => lines.flatMap((line) => ['--resource', withLayers(line, layers)]);
  return { id, make: (bin, folder, answers) => start(bin, folder, answers, [...flags(answers), ...more]) };
}

/**
 * Makes a project with the first resources at once and adds each other one by itself, in both ways that the verb takes one, and the
 * optional layers of the last one by their own verbs.
 */
export function grown(
  id: string,
  first: readonly string[],
  later: readonly string[],
  more: readonly string[] = [],
): Shape {
  return {
    id,
    make: async (bin, folder, answers) => {
      const root = await withResources(id, first, more).make(bin, folder, answers);
      for (const [at, line] of later.entries()) {
        const said = at % 2 === 0 ? parseResourceLine(line) : ['--resource', line];
        await bin(root, ['resource', ...said, '--skip-install']);
      }
      const last = later.at(-1) ?? '';
      const [name = ''] = last.split(/[ :]/);
      for (const layer of fittingLayers(last, answers.layers))
        await bin(root, [layer, name, '--skip-install']);
      return root;
    },
  };
}

export const shapes = {
  /** What all projects of a profile and login have. */
  base: withResources('base', [], ['--no-example']),
  example: withResources('example', []),
  relations: withResources('relations', related),
} as const satisfies Record<string, Shape>;
