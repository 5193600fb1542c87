import type {SettingValue} from '../model/live-setting.js';
import type {Schema} from './schema.js';

/** A setting. Flag, environment variable, file key, help and readme row all follow from its entry. */
export type Setting = {
	/** Heading in the help. */
	readonly group: string;
	/** One sentence without a full stop. */
	readonly help: string;
	/**
	The same where there is no flag, but a value that is true or false.

	@default help
	*/
	readonly helpInFile?: string;
	/** Validates text and native values; the error message continues after a colon. */
	readonly schema: Schema<unknown>;
	/** The default as written by users; undefined if it may stay unset. */
	readonly default: unknown;
	/** The default in words, if its value alone says too little. */
	readonly defaultNote?: string;
	/** The allowed values, following "give". */
	readonly allowed: string;
	/** The allowed values, if that is a short list. */
	readonly choices?: readonly string[];
	/** Writes a parsed value as in a config file; by default both are the same. */
	readonly write?: (value: unknown) => SettingValue;
	/** Placeholder of the value in the help. A setting without one is a switch. */
	readonly placeholder?: string;
	readonly shortFlag?: string;
	/** Value of the flag alone. Another one is attached to it by an equals sign. */
	readonly bareValue?: string;
	/** Adds `Ms` to the name of the parsed value. */
	readonly unit?: 'ms';
	/** Operands without a flag. */
	readonly isPositional?: true;
	/** Repeatable. The separator of several values in one text. */
	readonly environmentSeparator?: RegExp;
	/** Never repeated in a message. */
	readonly isSecret?: true;
	/** Not allowed in a config file. */
	readonly isNotInFile?: true;
	/** A file name, which clients of the admin API must not choose: it is opened with this user's rights. */
	readonly namesFile?: true;
	/** A change at run time is not saved. */
	readonly isForOneRun?: true;
	/** The part of the tuning that has a member with this name and takes the value unchanged. */
	readonly tunes?: 'traffic' | 'clientConnections' | 'forwarding';
	/** Needs a restart. All other settings can be changed at run time. */
	readonly needsRestart?: true;
};
