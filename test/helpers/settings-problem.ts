import {SettingsError} from '../../source/config/settings-error.js';

const messageOf = (error: unknown): string => {
	if (error instanceof SettingsError) {
		return error.message;
	}

	throw error;
};

/** The message with which settings are refused; empty when they are accepted. */
export const settingsProblem = (action: () => unknown): string => {
	try {
		action();
		return '';
	} catch (error) {
		return messageOf(error);
	}
};

/** The same for what is done in the background. */
export const settingsRejection = async (work: Promise<unknown>): Promise<string> => {
	try {
		await work;
		return '';
	} catch (error) {
		return messageOf(error);
	}
};
