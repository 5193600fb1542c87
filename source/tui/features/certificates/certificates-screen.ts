import {wallTime} from '../../../model/steady-clock.js';
import type {Line} from '../../layout/line.js';
import {paragraph} from '../../layout/prose.js';
import {textScreen} from '../../modes/text-screen.js';
import type {Look} from '../../look/look.js';
import type {ScreenState} from '../../state/screen-state.js';
import {certificateLines} from './certificate-lines.js';
import {certificatesMode, type CertificatesMode} from './certificates-mode.js';

const certificatesText = (_mode: CertificatesMode, {status: {certificates = []}, now, size: {columns}}: ScreenState, look: Look): readonly Line[] => certificates.length === 0
	? paragraph('There are none: clients are served plain HTTP only. TLS needs --tls-cert and --tls-key, --acme or --tls-self-signed.', columns, look, 'muted')
	: certificates.flatMap(certificate => certificateLines(certificate, wallTime(now), columns, look)).slice(1);

export const certificatesScreen = textScreen({kind: certificatesMode, title: () => 'Certificates', lines: certificatesText});
