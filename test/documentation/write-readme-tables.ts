/* `npm run readme`: brings the readme's tables up to date with the code. */
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {withTables} from './readme-tables.js';

const file = path.join(import.meta.dirname, '../../readme.md');
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
