import type {Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {backendLines} from '../../components/side-panel/backend-lines.js';
import {paragraph} from '../../layout/prose.js';
import type {ScreenState} from '../../state/screen-state.js';
import {textScreen} from '../../modes/text-screen.js';
import type {ReaderPlace} from '../../layout/reader-place.js';
import {detailsMode, type DetailsMode} from './details-mode.js';
import {healthCheckText} from './health-check-text.js';

const detailsText = ({backendId, url, settings}: DetailsMode, state: ScreenState, look: Look, {columns}: ReaderPlace): readonly Line[] => {
	const backend = state.status.backends.find(other => other.id === backendId);
	return backend
		? backendLines(backend, {state, checked: healthCheckText(backend, settings)}, columns, look)
		: [...paragraph(url, columns, look, 'strong'), ...paragraph('It is no longer in the pool', columns, look, 'warn')];
};

export const detailsScreen = textScreen({kind: detailsMode, title: ({backendId}) => `Backend ${backendId}`, placement: 'beside', lines: detailsText});
