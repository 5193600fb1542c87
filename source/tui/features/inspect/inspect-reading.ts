import {layOut} from '../../layout/lay-out.js';
import {anyLook} from '../../look.js';
import {inspectorLines} from '../../panels/inspector.js';
import {inspectionOf} from '../../screens/inspect-screen.js';
import {readerPlace} from '../../screens/reader.js';
import type {ReadableText} from '../../modes/readable-text.js';
import {replayMode} from '../replay/replay-mode.js';
import {inspectMode} from './inspect-mode.js';

export const inspectionText: ReadableText = {
	extentOf(state) {
		const inspection = inspectionOf(state.mode);
		const {columns, visible} = readerPlace(state.size, layOut(state));
		return inspection && {top: inspection.top, length: inspectorLines(inspection, columns, anyLook).length, visible};
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (inspectMode.is(mode) || replayMode.is(mode)) {
			session.change({mode: inspectMode.of({...mode, inspection: {...mode.inspection, top}})});
		}
	},
};
