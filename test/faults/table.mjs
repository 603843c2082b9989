// Faults of one line, and the check of the gate that has to find each. Those with a `turn` are found by the commits whose turn it is, and each
// night. Every kind of check has a row, so that a change of the gate that makes one of them blind is noticed.

import { readingFaults } from './reading.mjs';
import { runningFaults } from './running.mjs';

/**
 * @typedef {object} Fault
 * @property {string} file where it is put
 * @property {string} find what stands there
 * @property {string} put what is put in its place, wherever it stands in the file
 * @property {string} task the run of the gate that is asked
 * @property {string} check the check that has to fail
 * @property {'0' | '1'} [turn]
 */

/** @type {readonly Fault[]} */
export const faults = [...readingFaults, ...runningFaults];
