import {messageOf} from '../../text/message-of.js';
import type {Session, Feature, ScreenState} from '../../state/screen-state.js';
import {contexts} from '../../input/contexts.js';

/** Bytes of each body to capture when a key turns capture on. */
const captured = '64KB';

const setCapture = async (session: Session, isOn: boolean): Promise<void> => {
	try {
		await session.control.updateSettings({capture: isOn ? captured : 0});
		session.notify(isOn
			? `Capturing the first ${captured} of each body of new requests; c stops it`
			: 'Stopped capturing bodies', 'good');
	} catch (error) {
		session.notify(messageOf(error), 'bad');
	}
};

export const isCapturing = ({control}: Session): boolean => control.status().captureBytes !== undefined;

export const toggleCapture = (session: Session): void => {
	void setCapture(session, !isCapturing(session));
};

/** What the capture key would do. */
export const captureLabel = ({status: {captureBytes}}: ScreenState): string => captureBytes === undefined ? 'capture' : 'stop capture';

export const captureFeature: Feature = {
	commands: [
		{
			id: 'capture',
			context: contexts.browse,
			keys: ['c'],
			label: 'capture',
			labelNow: captureLabel,
			help: 'Start or stop capturing the bodies of new requests',
			isChange: true,
			needs: 'bodies',
			run: toggleCapture,
		},
	],
};
