import {spawnSync} from 'node:child_process';
import process from 'node:process';

export const chromiumPath = spawnSync('sh', ['-c', 'command -v chromium'], {encoding: 'utf8'}).stdout.trim();

/** Why tests with a browser are left out. Where nothing may be left out, they fail instead. */
export const skipWithoutChromium = chromiumPath === '' && process.env['CI'] === undefined && 'chromium is missing (apt install chromium)';
