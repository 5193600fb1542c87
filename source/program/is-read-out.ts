import process from 'node:process';
import type {Settings} from '../config/settings.js';

/** For a person who has the screen read out, and on terminals without a cursor that moves. */
export const isReadOut = ({screenReader}: Pick<Settings, 'screenReader'>): boolean =>
	screenReader || process.env['INK_SCREEN_READER'] === 'true' || process.env['TERM'] === 'dumb';
