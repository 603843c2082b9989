import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { installSteps } from '../followup/commands.ts';
import { exportCommand } from '../followup/contract.ts';
import { git } from '../programs/git.ts';
import { projectPython } from '../programs/project-python.ts';
import type { Context } from '../run/context.ts';
import { openProject } from '../run/project.ts';
import { STATE_FOLDER } from '../state/layout.ts';
import { lockedUnits, readLock, type LockedFile } from '../state/lock.ts';
import type { Finding } from './finding.ts';

function environment(root: string): Finding {
  const { python: interpreter, fault } = projectPython(root);
  const name = 'environment';
  if (fault !== undefined) return { name, found: fault, steps: [] };
  if (interpreter !== undefined) return { name, found: '.venv' };
  return { name, found: 'no .venv', steps: installSteps() };
}

function records(root: string): Finding {
  const name = 'records';
  if (git(root, 'check-ignore', '--quiet', STATE_FOLDER) === undefined)
    return { name, found: `${STATE_FOLDER}/` };
  const found = `git ignores ${STATE_FOLDER}/: without it, merges lose your edits`;
  return { name, found, steps: [{ command: `git add --force ${STATE_FOLDER}` }] };
}

function lockedFiles(root: string): readonly LockedFile[] {
  return lockedUnits(root).flatMap((unit) => Object.values(readLock(root, unit).files));
}

function conflicts(root: string): readonly Finding[] {
  const open = lockedFiles(root).filter(({ state }) => state === 'conflict');
  if (open.length === 0) return [];
  const found = open.map(({ path }) => path).join(' ');
  const note = 'after you have edited these files';
  return [{ name: 'conflicts', found, steps: [{ command: 'fastapi-architect resolve', note }] }];
}

function generatorFinding(root: string, own: string): Finding {
  const files = lockedFiles(root);
  const older = files.filter(({ generator }) => generator !== own);
  const name = 'generator';
  if (older.length === 0) return { name, found: own };
  return {
    name,
    found: `${own}; ${older.length} of ${files.length} files are from another version`,
    steps: [{ command: 'fastapi-architect upgrade --dry-run', note: 'show what this version changes' }],
  };
}

function contract(root: string): Finding {
  const name = 'openapi.json';
  if (existsSync(join(root, name))) return { name, found: 'exported' };
  return {
    name,
    found: 'missing',
    steps: [{ command: exportCommand(root, true), note: 'export the contract' }],
  };
}

/** Examines a project; damaged records are a finding as well. */
export function projectFindings(root: string, context: Context): readonly Finding[] {
  try {
    const { spec, resources } = openProject({ ...context, cwd: root }, true);
    const known = `${spec.name}, profile ${spec.profile}, resources: ${resources.length}`;
    return [
      { name: 'project', found: known },
      generatorFinding(root, context.version),
      ...conflicts(root),
      records(root),
      environment(root),
      contract(root),
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ name: 'project', found: error.message, steps: [] }];
  }
}
