import { PROOF, proofOf } from '../../src/state/proof.ts';
import { put, read } from './folder.ts';

/** Writes a record of a run with the proof that this user's own runs give it. */
export function putProved(root: string, folder: string, name: string, record: object): void {
  put(root, { [`${folder}/${name}`]: JSON.stringify(record) });
  put(root, { [`${folder}/${PROOF}`]: proofOf(read(root, `${folder}/${name}`)) });
}
