import { test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { rankingTable, writeGoldenAdvice } from './support/advice.ts';
import { goldenFolder, makeGolden } from './support/golden.ts';
import { schemaNames, writeSchema } from './support/json-schemas.ts';
import { templates } from './support/render.ts';
import { writeRulesPage } from './support/rule-table.ts';
import { writeVerbTable } from './support/verb-table.ts';

// Not a test: `npm run golden` runs it, because the sources are TypeScript and vitest reads them as they are.
test.each(readProfiles(templates).map(({ id }) => id))('write the golden project of %s', async (profile) => {
  await makeGolden(profile, goldenFolder(profile));
});

test('write the rankings of the advice', () => {
  writeGoldenAdvice({ 'rankings.txt': rankingTable() });
});

test('write the table of the rules', writeRulesPage);

test('write the table of the verbs', writeVerbTable);

test.each(schemaNames)('write the JSON schema of a %s', writeSchema);
