import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { format, resolveConfig } from 'prettier';
import type { GenericSchema } from 'valibot';
import { resourceSchema } from '../../src/language/stored.ts';
import { blockSchema, profileSchema } from '../../src/overlay/manifest.ts';
import { templates } from './render.ts';

/** What editors can check, by the name of the file beside the templates. */
const schemas: Readonly<Record<string, GenericSchema>> = {
  profile: profileSchema,
  block: blockSchema,
  resource: resourceSchema,
};

export const schemaNames = Object.keys(schemas);

const fileOf = (name: string): string => join(templates, `${name}.schema.json`);

/** The file as it has to be. */
export async function schemaText(name: string): Promise<string> {
  const { [name]: schema } = schemas;
  if (schema === undefined) throw new Error(`there is no schema ${name}`);
  const json = toJsonSchema(schema, { typeMode: 'input', target: 'draft-2020-12' });
  return format(JSON.stringify(json), { ...(await resolveConfig(templates)), parser: 'json' });
}

export const writtenSchema = (name: string): string => readFileSync(fileOf(name), 'utf8');

export async function writeSchema(name: string): Promise<void> {
  writeFileSync(fileOf(name), await schemaText(name));
}
