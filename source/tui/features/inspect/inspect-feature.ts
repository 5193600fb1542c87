import {contexts} from '../../input/contexts.js';
import type {Feature, Session} from '../../state/screen-state.js';
import {browse} from '../../state/mode.js';
import {pausedView} from '../../state/requests-list.js';
import {selectedRow} from '../../state/selected-record.js';
import {toggleCapture, captureLabel} from '../capture/capture-feature.js';
import {copyAsCurl} from '../copy-curl/copy-curl-feature.js';
import {openExport} from '../export/export-feature.js';
import {zoomCommand} from '../lists/zoom-command.js';
import {clickBeside} from './click-beside.js';
import {inspectMode, isRead, inspectContext} from './inspect-mode.js';
import {inspectionText} from './inspect-reading.js';
import {inspectScreen} from './inspect-screen.js';
import {showNeighbour, showRequest} from './show-request.js';

/** Opens the selected request, or the newest while following, and pauses the log. */
const openInspector = (session: Session): void => {
	const {state} = session;
	const row = selectedRow(state);
	if (row) {
		showRequest(session, row, pausedView(state));
	}
};

const back = (session: Session): void => {
	const {mode} = session.state;
	if (!inspectMode.is(mode)) {
		return;
	}

	const {again, ...inspection} = mode.inspection;
	session.change({mode: again ? inspectMode.of({inspection: {...inspection, top: 0}}) : browse});
};

export const inspectFeature: Feature = {
	commands: [
		{
			id: 'inspect',
			context: contexts.requests,
			keys: ['enter'],
			label: 'inspect',
			help: 'Inspect the selected request: headers, attempts, bodies',
			footer: 'usually',
			applies: state => selectedRow(state) !== undefined,
			run: openInspector,
		},
		{
			id: 'close-inspector',
			context: inspectContext,
			keys: ['esc', 'q', 'enter'],
			label: 'back',
			labelNow: ({mode}) => inspectMode.is(mode) && mode.inspection.again ? 'end comparison' : 'back',
			help: 'Back from the comparison to the request, then to the lists',
			footer: 'always',
			run: back,
		},
		{
			id: 'inspect-next',
			context: inspectContext,
			keys: ['n', 'right'],
			label: 'next',
			help: 'Show the next request',
			footer: 'often',
			run(session) {
				showNeighbour(session, 1);
			},
		},
		{
			id: 'inspect-previous',
			context: inspectContext,
			keys: ['p', 'left'],
			label: 'previous',
			help: 'Show the previous request',
			footer: 'rarely',
			run(session) {
				showNeighbour(session, -1);
			},
		},
		{
			id: 'show-secrets',
			context: inspectContext,
			keys: ['s'],
			label: 'secrets',
			labelNow: ({mode}) => inspectMode.is(mode) && mode.inspection.showsSecrets ? 'mask secrets' : 'show secrets',
			help: 'Show or mask secrets, here and in copies',
			footer: 'sometimes',
			needs: 'headers',
			run(session) {
				const {mode} = session.state;
				if (inspectMode.is(mode)) {
					const {inspection} = mode;
					session.change({mode: inspectMode.of({...mode, inspection: {...inspection, showsSecrets: !inspection.showsSecrets}})});
				}
			},
		},
		{
			id: 'inspected-curl',
			context: inspectContext,
			keys: ['y'],
			label: 'curl',
			labelNow: () => 'copy as curl',
			help: 'Copy it as a curl command',
			footer: 'sometimes',
			needs: 'headers',
			applies: isRead,
			run(session) {
				const {mode} = session.state;
				if (inspectMode.is(mode) && mode.inspection.found.kind === 'read') {
					void copyAsCurl(session, mode.inspection.found.exchange.detail, mode.inspection.showsSecrets);
				}
			},
		},
		{
			id: 'inspected-export',
			context: inspectContext,
			keys: ['e'],
			label: 'export',
			help: 'Export it to a file or the clipboard',
			footer: 'rarely',
			run(session) {
				openExport(session);
			},
		},
		{
			id: 'inspected-capture',
			context: inspectContext,
			keys: ['c'],
			label: 'capture',
			labelNow: captureLabel,
			help: 'Start or stop capturing the bodies of new requests',
			isChange: true,
			footer: 'rarely',
			needs: 'bodies',
			run: toggleCapture,
		},
		zoomCommand('inspected-zoom', inspectContext, 'with the lists', 'Maximize it, or show the lists beside it again'),
	],
	modes: {
		inspect: {contexts: [inspectContext, contexts.reading, contexts.screens, contexts.anywhere], text: inspectionText, click: clickBeside, screen: inspectScreen},
	},
};
