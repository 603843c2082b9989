import { test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { rankingTable, recordOf, records, writeGoldenAdvice } from './support/advice.ts';
import { tempFolder } from './support/folder.ts';
import { goldenFolder, makeGolden } from './support/golden.ts';
import { schemaNames, writeSchema } from './support/json-schemas.ts';
import { templates } from './support/render.ts';
import { writeRulesPage } from './support/rule-table.ts';
import { writeVerbTable } from './support/verb-table.ts';

// Not a test: `npm run golden` runs it, because the sources are TypeScript and vitest reads them as they are.
test.each(readProfiles(templates).map(({ id }) => id))('write the golden project of %s', async (profile) => {
  await makeGolden(profile, goldenFolder(profile));
});

test('write the rankings and decision records of the advice', async () => {
  const texts: Record<string, string> = { 'rankings.txt': rankingTable() };
  for (const [name, flags] of Object.entries(records))
    texts[`${name}.md`] = await recordOf(tempFolder(), flags);
  writeGoldenAdvice(texts);
});

test('write the table of the rules', writeRulesPage);

test('write the table of the verbs', writeVerbTable);

test.each(schemaNames)('write the JSON schema of a %s', writeSchema);
