/** A setting's value as in a config file. */
export type SettingValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>> | null;

/** A current setting. */
export type LiveSetting = {
	/** As config files spell it. */
	readonly name: string;
	/** Null if unset, and for secrets. Times and sizes are texts with their unit. */
	readonly value: SettingValue;
	/** Where the value comes from: `default`, `saved`, `file.yaml:3`, `PROXY_TUI_PORT`, `--port`, `changed`. */
	readonly source: string;
	/** Its group. */
	readonly group: string;
	/** One sentence without a full stop. */
	readonly help: string;
	/** The allowed values, in words. */
	readonly allowed: string;
	/** The allowed values, if that is a short list. */
	readonly choices?: readonly string[];
	/** Whether it can be changed while the balancer runs. */
	readonly isLive: boolean;
	/** Why the engine cannot change it at run time. */
	readonly fixedBecause?: string;
};
