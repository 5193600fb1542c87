import {layOut} from '../../layout/lay-out.js';
import {readerPlace} from '../../layout/reader-place.js';
import type {Session} from '../../state/screen-state.js';
import type {MouseReport} from '../../terminal/mouse-report.js';
import {listedAt} from '../lists/lists-mouse.js';
import {showListed} from './show-request.js';

/** Opens a request of the list beside the open one at once, so that a second click must not close it. */
export const clickBeside = (session: Session, report: MouseReport): boolean => {
	const {state} = session;
	const {isBeside, columns} = readerPlace(state, layOut(state));
	const target = isBeside ? listedAt(state, report, columns) : undefined;
	if (target?.pane === 'requests' && target.key !== undefined) {
		showListed(session, target.key);
	}

	return false;
};
