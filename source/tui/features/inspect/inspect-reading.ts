import {layOut} from '../../layout/layout.js';
import {anyLook} from '../../look.js';
import {inspectorLines} from '../../panels/inspector.js';
import {inspectionOf} from '../../screens/inspect-screen.js';
import {readerPlace} from '../../screens/reader.js';
import type {ReadableText} from '../../modes/readable-text.js';

export const inspectReading: ReadableText = {
	extentOf(state) {
		const inspection = inspectionOf(state.mode);
		const {columns, visible} = readerPlace(state.size, layOut(state));
		return inspection && {top: inspection.top, length: inspectorLines(inspection, columns, anyLook).length, visible};
	},
	scrollTo(session, top) {
		const {mode} = session.state;
		if (mode.kind === 'inspect' || mode.kind === 'replay') {
			session.change({mode: {...mode, inspection: {...mode.inspection, top}}});
		}
	},
};
