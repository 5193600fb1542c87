/** A word after the program's name that asks for something else than running a balancer. */
export type Command = {
	readonly name: string;
	/** What may follow the name, such as `[admin-url] [--json]`; empty if nothing may. */
	readonly synopsis: string;
	/** One sentence without a full stop. */
	readonly help: string;
	/** Whether it takes what a start of the balancer takes: backends and all settings. */
	readonly takesSettings?: true;
	/** Options of its own, by their names without hyphens. Without a placeholder they take no value. */
	readonly options?: Readonly<Record<string, {readonly placeholder?: string; readonly help: string}>>;
	/** All that may follow the name, where that is a short list. */
	readonly choices?: readonly string[];
	/** What its own help says besides. */
	readonly details?: () => Promise<string>;
	/**
	Loads what it needs only now, so that the list itself costs nothing.

	@param argv - What follows the name.
	@returns The exit code.
	@throws {SettingsError} When it is asked for wrongly.
	*/
	readonly run: (argv: readonly string[]) => Promise<number>;
};

export const usageOf = ({name, synopsis}: Command): string => `proxy-tui ${name} ${synopsis}`.trimEnd();
