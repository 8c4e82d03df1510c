import { answerReadings } from './answer-readings.ts';
import { limitReadings } from './limit-readings.ts';
import type { Reading } from './reading.ts';
import { syntaxReadings } from './syntax-readings.ts';

/** Every way to read RFC 7208 that is tried. What is known of a program stands before what nobody is known to do. */
export const readings: readonly Reading[] = [...limitReadings, ...answerReadings, ...syntaxReadings];
