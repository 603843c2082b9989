import { changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'resource',
  order: 2,
  summary: 'add a resource: layers, tests, wiring, migration; or change one',
  words: [{ name: 'Name' }, { name: 'field', many: true }],
  explains: ['fields'],
  flags: [
    'resource',
    'from',
    'with',
    'without',
    'drop',
    'rename',
    'rename-to',
    'remove',
    'allow-drop',
    ...changingFlags,
  ],
  synonyms: {
    add: 'resource',
    generate: 'resource',
    scaffold: 'resource',
    entity: 'resource',
    startapp: 'resource',
    remove: 'resource <Name> --remove',
    delete: 'resource <Name> --remove',
    destroy: 'resource <Name> --remove',
    rename: 'resource <Name> --rename-to <New>',
  },
  examples: [
    'resource Invoice number:str:max=40:unique amount:decimal',
    'resource Article title:str "status:enum:values=new,done"',
    'resource Invoice due_on:date:optional --diff',
    'resource Invoice --rename amount:total',
    'resource Invoice --drop number --allow-drop',
    'resource Invoice --rename-to Bill',
    'resource Bill --remove --allow-drop',
  ],
  run: async ({ words, flags, ask, context, switches, spell }) => {
    const { completeResource } = await import('../ask/resource.ts');
    const { resource: resources, from, with: asked, without, drop, rename, remove } = flags;
    const typed = { words, resources, from, with: asked, without, drop, rename, remove };
    const request = { ...typed, renameTo: flags['rename-to'], allowDrop: flags['allow-drop'] };
    const complete = await completeResource(request, ask, context, spell);
    const { addResources } = await import('../actions/resource.ts');
    return addResources(complete, switches, context);
  },
});
