import {modeKind, type Mode} from '../../state/mode.js';

/** The certificates for clients. */
export type CertificatesMode = Mode & {
	readonly kind: 'certificates';
	/** Index of the first visible line. */
	readonly top: number;
};

export const certificatesMode = modeKind<CertificatesMode>('certificates');
