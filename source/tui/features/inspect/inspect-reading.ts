import {layOut} from '../../layout/lay-out.js';
import {anyLook} from '../../look/look.js';
import {readerPlace} from '../../layout/reader-place.js';
import {wordsOf, type ReadableText} from '../../modes/readable-text.js';
import {replayMode} from '../replay/replay-mode.js';
import {inspectionOf} from './inspect-screen.js';
import {inspectorLines} from './inspector-lines.js';
import {inspectMode} from './inspect-mode.js';

export const inspectionText: ReadableText = {
	extentOf(state) {
		const inspection = inspectionOf(state.mode);
		const {columns, visible} = readerPlace(state, layOut(state));
		if (!inspection) {
			return undefined;
		}

		const lines = inspectorLines(inspection, columns, anyLook);
		return {top: inspection.top, length: lines.length, visible, words: () => wordsOf(lines)};
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (inspectMode.is(mode) || replayMode.is(mode)) {
			const inspection = {...mode.inspection, top};
			session.change({mode: inspectMode.is(mode) ? inspectMode.of({...mode, inspection}) : replayMode.of({...mode, inspection})});
		}
	},
};
