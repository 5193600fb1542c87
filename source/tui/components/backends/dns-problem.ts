import type {NameStatus} from '../../../model/status.js';
import {segment, type Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {sanitize} from '../../text/sanitize.js';

const problemOf = ({addresses, error}: NameStatus): string | undefined => error ?? (addresses === 0 ? 'no address yet' : undefined);

/** The first DNS name with a problem and the number of others; nothing without problems. */
export const dnsProblem = (names: readonly NameStatus[], {glyphs}: Look): Line => {
	const [first, ...others] = names.filter(name => problemOf(name) !== undefined);
	if (!first) {
		return [];
	}

	const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'name' : 'names'})`;
	return [segment(`${glyphs.down} ${sanitize(`${first.url}: ${problemOf(first)!}`, glyphs)}${more}`, 'warn')];
};
