import {wallTime} from '../../../model/steady-clock.js';
import type {Layout} from '../../layout/layout.js';
import type {Line} from '../../layout/line.js';
import {paragraph} from '../../layout/prose.js';
import {nothing, textPane} from '../../layout/text-pane.js';
import type {Look} from '../../look/look.js';
import type {ModeScreen, ScreenState, Size} from '../../state/screen-state.js';
import {certificateLines} from './certificate-lines.js';
import {certificatesMode} from './certificates-mode.js';

/** Rows for the text. */
export const certificatesRows = ({rows}: Size, {header, bottom}: Layout): number => Math.max(0, rows - header - bottom - 1);

/** The whole text, visible or not. */
export const certificatesText = ({status: {certificates = []}, now, size: {columns}}: ScreenState, look: Look): readonly Line[] => certificates.length === 0
	? paragraph('There are none: clients are served plain HTTP only. TLS needs --tls-cert and --tls-key, --acme or --tls-self-signed.', columns, look, 'muted')
	: certificates.flatMap(certificate => certificateLines(certificate, wallTime(now), columns, look)).slice(1);

export const certificatesScreen: ModeScreen = {
	draw(state, look, layout) {
		const {mode, size} = state;
		const place = {columns: size.columns, visible: certificatesRows(size, layout)};
		return certificatesMode.is(mode) ? textPane({title: 'Certificates', lines: certificatesText(state, look), top: mode.top}, place, look) : nothing;
	},
};
