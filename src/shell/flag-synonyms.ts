import type { FlagName } from '../run/flags.ts';

/** Names that other tools have for our flags. They are only suggested, not accepted. */
export const FLAG_SYNONYMS: Readonly<Partial<Record<FlagName, readonly string[]>>> = {
  profile: ['architecture', 'template', 'preset'],
  database: ['db'],
  auth: ['login', 'authentication'],
  directory: ['dir', 'path', 'output', 'folder'],
  description: ['desc'],
  resource: ['entity', 'model'],
  from: ['file', 'input'],
  with: ['add', 'layer'],
  drop: ['delete', 'drop-field', 'remove-field'],
  rename: ['rename-field'],
  'rename-to': ['new-name'],
  remove: ['destroy'],
  'allow-drop': ['allow-data-loss', 'accept-data-loss'],
  'no-example': ['empty', 'minimal'],
  yes: ['defaults', 'no-input', 'no-interaction', 'non-interactive'],
  'skip-install': ['no-install'],
  'skip-git': ['no-git'],
  'dry-run': ['pretend', 'preview', 'plan'],
  force: ['overwrite'],
  'on-conflict': ['conflict', 'strategy'],
};
