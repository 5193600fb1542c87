import type {Layout} from '../../layout/layout.js';
import type {Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {backendLines} from '../../components/side-panel/backend-lines.js';
import {paragraph} from '../../layout/prose.js';
import type {ModeScreen, ScreenState} from '../../state/screen-state.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import {readerPlace} from '../../layout/reader.js';
import {detailsMode, type DetailsMode} from './details-mode.js';
import {healthCheckText} from './health-check-text.js';

/** The whole text, visible or not. */
export const detailsText = ({backendId, url, settings}: DetailsMode, state: ScreenState, look: Look, layout: Layout): readonly Line[] => {
	const {columns} = readerPlace(state, layout);
	const backend = state.status.backends.find(other => other.id === backendId);
	return backend
		? backendLines(backend, {state, checked: healthCheckText(backend, settings)}, columns, look)
		: [...paragraph(url, columns, look, 'strong'), ...paragraph('It is no longer in the pool', columns, look, 'warn')];
};

export const detailsScreen: ModeScreen = {
	isBeside: true,
	draw(state, look, layout) {
		const {mode} = state;
		return detailsMode.is(mode)
			? textPane({title: `Backend ${mode.backendId}`, lines: detailsText(mode, state, look, layout), top: mode.top}, readerPlace(state, layout), look)
			: nothing;
	},
};
