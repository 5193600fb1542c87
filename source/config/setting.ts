import type {SettingValue} from '../model/live-setting.js';
import type {Schema} from './schema.js';

/** One thing that can be set. Flag, environment variable, file key, help and readme row all follow from its entry. */
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
	/** Reads text and native values; the message of a failed check reads on after a colon. */
	readonly schema: Schema<unknown>;
	/** As a person would write it; undefined when the setting may stay unset. */
	readonly default: unknown;
	/** Shown for the default where its value alone says too little. */
	readonly defaultNote?: string;
	/** What may be given, in words that follow "give". */
	readonly allowed: string;
	/** All that may be given, where that is a short list. */
	readonly choices?: readonly string[];
	/** From the parsed value back to what a file holds; where there is none, both are the same. */
	readonly write?: (value: unknown) => SettingValue;
	/** Stands for the value in the help. A setting without one is turned on or off. */
	readonly placeholder?: string;
	readonly shortFlag?: string;
	/** Adds `Ms` to the name of the parsed value. */
	readonly unit?: 'ms';
	/** Given without a flag, any number of times. */
	readonly isPositional?: true;
	/** May be given any number of times. Where one text has to hold all values, this stands between them. */
	readonly environmentSeparator?: RegExp;
	/** Never repeated in a message. */
	readonly isSecret?: true;
	/** Makes no sense inside a config file. */
	readonly isNotInFile?: true;
	/** Its value names a file, which clients of the admin API must not choose: it is opened with this user's rights. */
	readonly namesFile?: true;
	/** A change while the program runs is forgotten when it ends. */
	readonly isForOneRun?: true;
	/** Takes effect only at the start. Every other setting can be changed while the program runs. */
	readonly needsRestart?: true;
};
