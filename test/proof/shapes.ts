import { join } from 'node:path';
import { withLayers } from '../support/layers.ts';
import type { Choice } from './profiles.ts';
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
  readonly make: (bin: Bin, folder: string, choice: Choice) => Promise<string>;
}

const quiet = ['--yes', '--skip-git', '--skip-install'];

async function start(
  bin: Bin,
  folder: string,
  { profile, auth }: Choice,
  more: readonly string[],
): Promise<string> {
  await bin(folder, ['new', 'shop', '--profile', profile, '--auth', auth, ...quiet, ...more]);
  return join(folder, 'shop');
}

/** Together they have every field type and every kind of relation; `proof-shapes.test.ts` holds them to it. */
export const related: readonly string[] = [
  'Maker name:str:min=2:max=80:unique email:email:unique site:url:optional founded:date:optional token:str:private parent:ref:to=Maker:optional:on_delete=set_null rating:float:ge=0:le=5:default=2.5 motto:str:default=\'it is "fine"\'',
  'Tag label:str:max=40 slug:slug:from=label key:uuid:unique opens:time:optional weight:bigint:index shown:bool:default=true related:many:to=Tag',
  'Product name:str:max=200 slug:slug:from=name body:text:optional price:decimal:precision=10:scale=2:gt=0 stock:int:ge=0:default=0 status:enum:values=draft,active,retired:default=draft published:datetime:optional details:json:optional code:str:readonly:optional maker:ref:to=Maker seller:ref:to=Maker:optional owner:ref:to=Maker:on_delete=cascade twin:ref:to=Product:optional:unique:on_delete=set_null tags:many:to=Tag makers:many:to=Maker:min=1:max=3',
];

/** In an order in which each may refer to what is there. */
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

async function addOneByOne(bin: Bin, folder: string, choice: Choice): Promise<string> {
  const root = await start(bin, folder, choice, ['--no-example']);
  for (const line of ten) await bin(root, ['resource', ...line.split(' '), '--skip-install']);
  for (const layer of choice.optionalLayers) await bin(root, [layer, 'Product', '--skip-install']);
  return root;
}

/** Makes a project with these resources at once. */
export function withResources(id: string, lines: readonly string[], more: readonly string[] = []): Shape {
  const flags = (choice: Choice) =>
    lines.flatMap((line) => ['--resource', withLayers(line, choice.optionalLayers)]);
  return { id, make: (bin, folder, choice) => start(bin, folder, choice, [...flags(choice), ...more]) };
}

export const shapes = {
  bare: withResources('bare', []),
  relations: withResources('relations', related),
  ten: { id: 'ten', make: addOneByOne },
} as const satisfies Record<string, Shape>;
