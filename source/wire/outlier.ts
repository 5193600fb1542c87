import type {Outlier} from '../model/outlier.js';
import {count, text} from './values.js';
import {variants} from './wire.js';

/** By what a backend is an outlier. */
export const outlierWire = variants<Outlier>({
	'consecutive-failures': {failures: count},
	'error-rate': {percent: count, requests: count},
	other: {words: text},
});
