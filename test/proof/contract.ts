/** What is read of a running project's OpenAPI document. */
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Schema {
  readonly $ref?: string;
  readonly examples?: readonly Readonly<Record<string, unknown>>[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SecurityScheme {
  readonly type?: string;
  readonly scheme?: string;
  readonly flows?: { readonly password?: { readonly tokenUrl: string } };
}

export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}

/** A list that takes new entries: every resource of a generated project has one. */
export interface Collection {
  readonly path: string;
  /** The body that the documentation shows. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** Whole numbers that JavaScript would round are kept as marked text. */
export function parseExact(json: string): unknown {
  return JSON.parse(json.replace(/(?<=[:[,]\s*)-?\d{16,}(?=\s*[,}\]])/g, '"@exact:$&"'));
}

/** Returns what a response carries: the data of an envelope `{success, data}`, or the whole body. */
export function dataOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isEnvelope = Object.keys(body).toSorted().join(' ') === 'data success';
  return isEnvelope ? (body['data'] as Readonly<Record<string, unknown>>) : body;
}

/** The reverse of `parseExact`. */
export function formatExact(value: unknown): string {
  return JSON.stringify(value).replace(/"@exact:(-?\d+)"/g, '$1');
}

/** Where the documentation says that the contract is: `/openapi.json`, or below a version. */
export async function contractUrl(url: string): Promise<string> {
  const page = await (await fetch(`${url}/docs`)).text();
  const path = /url: '([^']+)'/.exec(page)?.[1];
  if (path === undefined) throw new Error(`GET /docs names no contract: ${page.slice(0, 300)}`);
  return url + path;
}

export async function readContract(url: string): Promise<Contract> {
  const address = await contractUrl(url);
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`GET ${address} answered ${answer.status}`);
  return parseExact(await answer.text()) as Contract;
}

/** What an operation takes as JSON, if anything. */
export function bodyOf(contract: Contract, operation: Operation | undefined): Schema | undefined {
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? schema : contract.components.schemas[name];
}

/** The collections of the contract, without those that belong to an entry of another. Raises Error when a body has no example: the documentation promises one. */
export function collectionsOf(contract: Contract): readonly Collection[] {
  return Object.entries(contract.paths).flatMap(([path, operations]) => {
    const body = bodyOf(contract, operations['post']);
    if (body === undefined || operations['get'] === undefined || path.includes('{')) return [];
    const example = body.examples?.[0];
    if (example === undefined) throw new Error(`POST ${path}: its body has no example`);
    return [{ path, example }];
  });
}

/** The method that changes an entry of a collection: PATCH, or PUT where the profile has it so. */
export function changeOf(contract: Contract, path: string): string {
  const entry = Object.keys(contract.paths).find((each) => new RegExp(`^${path}/\\{[^/]+\\}$`).test(each));
  const method = ['patch', 'put'].find((name) => name in (contract.paths[entry ?? ''] ?? {}));
  if (method === undefined) throw new Error(`${path}: its entries cannot be changed`);
  return method.toUpperCase();
}

/** The names of what a collection takes in a new entry. */
export function propertiesOf(contract: Contract, path: string): readonly string[] {
  return Object.keys(bodyOf(contract, contract.paths[path]?.['post'])?.properties ?? {});
}

/** The names of what a list can be asked for. */
export function queriesOf(contract: Contract, path: string): readonly string[] {
  const parameters = contract.paths[path]?.['get']?.parameters ?? [];
  return parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
}
