/** A value of a setting as a config file would hold it. */
export type SettingValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>> | null;

/** One setting as it is in force. */
export type LiveSetting = {
	/** As config files spell it. */
	readonly name: string;
	/** Null when it is unset, and for secrets. Times and sizes are texts with their unit. */
	readonly value: SettingValue;
	/** Where the value comes from: `default`, `saved`, `file.yaml:3`, `PROXY_TUI_PORT`, `--port`, `changed`. */
	readonly source: string;
	/** Heading under which it belongs. */
	readonly group: string;
	/** One sentence without a full stop. */
	readonly help: string;
	/** What is allowed, in words. */
	readonly allowed: string;
	/** All that is allowed, where that is a short list. */
	readonly choices?: readonly string[];
	/** Whether it can be changed while the balancer runs. */
	readonly isLive: boolean;
	/** Why it cannot be changed, in a sentence, where that is because of the engine. */
	readonly fixedBecause?: string;
};
