/** How conflicts are decided. The flag, its help, the questions and the errors use these words. */
export const policyMeanings = {
  ask: 'ask for each file; without a terminal, abort',
  mine: 'keep my lines in conflicts, and merge the rest',
  theirs: 'overwrite the file with the new text',
  whole: 'keep my whole file, without the update',
  later: 'keep the file for now, and ask again next time',
  markers: 'write both into the file, with git conflict markers',
  sidecar: 'write the new text to a .new file beside it',
  abort: 'cancel, write nothing',
} as const;

/** How conflicts are decided, for all files. */
export type Policy = keyof typeof policyMeanings;

export const policies = Object.keys(policyMeanings) as readonly Policy[];
